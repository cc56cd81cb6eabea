"""Weeks of the retro that were made before, as long as nothing that they are made of has changed.

A week is made of hundreds of incidents, and twenty-six of them are asked for by everybody who looks. What
follows from incidents, roster and notices is kept; what stands beside them is looked up each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock

from desktop.core.retro.retro_figures import RetroFigures
from desktop.core.retro.retro_week import Week
from desktop.core.retro.trends import MOST
from desktop.core.team.responder import Roster
from desktop.core.team.team import Team
from desktop.core.telling.notice import Notice
from desktop.hub.store import meta
from desktop.hub.store.incident import changes
from desktop.hub.store.retro import retro
from desktop.hub.store.retro.touched import touched_since
from desktop.hub.store.telling import notices
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.retro.retro_week import figures_of_incidents

_KEPT = 2 * MOST
_AROUND = timedelta(days=2)
"""A night counts on the date of its evening by the calendar of who was woken."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all weeks are made of beside incidents, and whose incidents they are."""

    epoch: str
    roster: Roster
    notices: tuple[Notice, ...]


class KeptWeeks:
    """One for a process. `make_some` and `of` may be called in any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._weeks: dict[Week, RetroFigures] = {}
        self._ground: _Ground | None = None
        self._seq = 0

    def make_some(self, tx: Transaction, weeks: Sequence[Week], team: Team, most: int) -> bool:
        """Make up to `most` of those that are not kept, the latest first. Whether others are left.

        In pieces, so that other readers of the store come between."""
        with self._lock:
            if not self._catch_up(tx, team):
                return False
            missing = [week for week in reversed(weeks) if week not in self._weeks]
            self._keep(_made(tx, missing[:most], team))
            return len(missing) > most

    def of(
        self, tx: Transaction, weeks: Sequence[Week], team: Team, *, whole: bool
    ) -> dict[Week, RetroFigures]:
        """Those that are kept; if it is to be `whole`, the others are made now."""
        with self._lock:
            if not self._catch_up(tx, team):
                return _made(tx, weeks, team) if whole else {}
            missing = [week for week in weeks if week not in self._weeks] if whole else []
            found = _made(tx, missing, team)
            found |= {week: self._weeks[week] for week in weeks if week in self._weeks}
            self._keep(found)
            return found

    def _catch_up(self, tx: Transaction, team: Team) -> bool:
        """Forget what does not stand any more. False: others have read more than this transaction sees, so
        that nothing of its may be kept."""
        seq = changes.last_seq(tx)
        ground = _Ground(meta.epoch(tx), team.roster, tuple(one for one in notices.every(tx) if one.on))
        if ground != self._ground:
            self._weeks.clear()
            self._ground, self._seq = ground, seq
            return True
        if seq < self._seq:
            return False
        touched = touched_since(tx, self._seq) if seq > self._seq else None
        if touched is not None:
            # An incident counts in no week before it opened, and in later ones as that which came again.
            stand = {week: made for week, made in self._weeks.items() if week.ends_at <= touched - _AROUND}
            self._weeks = stand
        self._seq = seq
        return True

    def _keep(self, made: dict[Week, RetroFigures]) -> None:
        for week, figures in made.items():
            self._weeks.pop(week, None)
            self._weeks[week] = figures
        while len(self._weeks) > _KEPT:
            self._weeks.pop(next(iter(self._weeks)))


def _made(tx: Transaction, weeks: Sequence[Week], team: Team) -> dict[Week, RetroFigures]:
    told = {week: retro.told(tx, week.begins_at, week.ends_at) for week in weeks}
    opened = {
        one.incident.id: one
        for week, found in told.items()
        for one in found
        if week.holds(one.incident.opened_at)
    }
    troubles = retro.troubles_of(tx, opened.values())
    return {week: figures_of_incidents(tx, week, team, told[week], troubles) for week in weeks}
