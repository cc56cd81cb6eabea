"""The numbers of the retro over many weeks."""

from __future__ import annotations

from datetime import date

from desktop.core.retro.retro_week import Week
from desktop.core.retro.trends import MOST, Trends, trends
from desktop.core.retro.uptime import ROLLING
from desktop.core.team.team import Team
from desktop.hub.store import team as teams
from desktop.hub.store.retro import retro
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadPeriod
from desktop.hub.usecases.retro.kept_weeks import KeptWeeks
from desktop.hub.usecases.retro.retro_week import checked_week, with_beside
from desktop.hub.usecases.retro.uptime_known import uptime_of

_PIECE = 4
"""So many weeks are made before other readers of the store have their turn."""


def make_weeks(tx: Transaction, until: date, count: int, kept: KeptWeeks) -> bool:
    """Make some of the weeks that `trends_until` will ask for, and say whether others are left to be made.
    Raises BadPeriod."""
    team, _, watched = _asked(tx, until, count)
    return kept.make_some(tx, watched, team, _PIECE)


def trends_until(tx: Transaction, until: date, count: int, kept: KeptWeeks, *, whole: bool = True) -> Trends:
    """So many weeks in a row, the one that begins on the Monday `until` the last of them; those that were not
    made yet are pending, unless it is to be `whole`. Raises BadPeriod."""
    team, weeks, watched = _asked(tx, until, count)
    made = kept.of(tx, watched, team, whole=whole)
    since = retro.first_opened_at(tx) or tx.now
    # The averages of the first weeks are made of those before them.
    before = [weeks[0].moved(-number) for number in range(ROLLING - 1, 0, -1)]
    return trends(
        weeks,
        {week.monday: with_beside(tx, figures, team, week) for week, figures in made.items()},
        uptime_of(tx, [*before, *weeks], team, since),
        tx.now,
        len(watched) - len(made),
    )


def _asked(tx: Transaction, until: date, count: int) -> tuple[Team, list[Week], list[Week]]:
    """The team, the weeks, and those of them that somebody watched."""
    if not 1 <= count <= MOST:
        raise BadPeriod(f"{count} weeks cannot be told at once.", f"Ask for 1 to {MOST}.")
    team = teams.load(tx)
    last = checked_week(until, team.schedule.zone, tx)
    weeks = [last.moved(-number) for number in range(count - 1, -1, -1)]
    since = retro.first_opened_at(tx) or tx.now
    return team, weeks, [week for week in weeks if week.ends_at > since]
