"""The communication clock: when the next update is due, and who tells it when the Manager does not.

Communicating is equal to fixing: a missed update is treated like a missed page. The clock runs for everybody
to see, but pages nobody while the Manager's seat is empty, and never the Engineer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from desktop.core.errors import InvalidTeam


class Due(StrEnum):
    """What the next update must tell at least."""

    FIRST = "first"
    """That it is known and worked on."""
    SCOPE = "scope"
    """Who and what is hit."""
    NEXT = "next"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunicationPolicy:
    """`first` after the incident opens, `scope` later the scope of impact; then `every` so long during
    `often_for` since it opened, `later` afterwards. `remind` before it is due; a stand-in is paged `stand_in`
    after it was missed, and the next one when `patience` passed without an answer. Who claims the seat has at
    least `grace`."""

    first: timedelta = timedelta(minutes=5)
    scope: timedelta = timedelta(minutes=5)
    every: timedelta = timedelta(minutes=20)
    often_for: timedelta = timedelta(hours=2)
    later: timedelta = timedelta(minutes=60)
    remind: timedelta = timedelta(minutes=2)
    stand_in: timedelta = timedelta(minutes=5)
    patience: timedelta = timedelta(minutes=5)
    grace: timedelta = timedelta(minutes=5)

    def __post_init__(self) -> None:
        for name in ("first", "scope", "every", "later", "stand_in", "patience"):
            if getattr(self, name) <= timedelta(0):
                raise InvalidTeam(
                    f"The communication clock's “{name}” is no time at all.", "Set it to more than zero."
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunicationClock:
    """`due_at` of the next update, and since when that is so.

    `missed_at`: when it was noticed that it passed without one. `asked` are the stand-ins paged since then,
    `asked_at` when the last of them was. `pages` counts all stand-in pages of the incident.
    """

    what: Due = Due.FIRST
    since: datetime
    due_at: datetime
    extended_because: str = ""
    missed_at: datetime | None = None
    asked: tuple[str, ...] = ()
    asked_at: datetime | None = None
    pages: int = 0

    def reminds_at(self, policy: CommunicationPolicy) -> datetime:
        """When the Manager is reminded."""
        return self.due_at - policy.remind

    def stand_in_at(self, policy: CommunicationPolicy) -> datetime | None:
        """When the next stand-in is paged, if no update comes; None while none was missed."""
        if self.asked_at is not None:
            return self.asked_at + policy.patience
        return self.missed_at + policy.stand_in if self.missed_at is not None else None

    def _calm(self) -> CommunicationClock:
        """The clock when nobody needs to stand in (any more)."""
        return replace(self, missed_at=None, asked=(), asked_at=None)

    def told(
        self,
        opened_at: datetime,
        now: datetime,
        policy: CommunicationPolicy,
        *,
        promised: datetime | None,
        tells_scope: bool,
    ) -> CommunicationClock:
        """After an update at `now`, which promised the next one at `promised` (None: at the usual time)."""
        due_at = promised or next_update(self, opened_at, now, policy, tells_scope=tells_scope)
        what = Due.SCOPE if self.what is Due.FIRST and not tells_scope else Due.NEXT
        return replace(self._calm(), what=what, since=now, due_at=due_at, extended_because="")

    def extended(self, until: datetime, because: str) -> CommunicationClock:
        """Moved to `until`, with a reason."""
        return replace(self._calm(), due_at=until, extended_because=because)

    def not_before(self, at: datetime) -> CommunicationClock:
        """Put off until `at`, unless it is due later anyway: what can wait owes nobody an update before."""
        return replace(self._calm(), due_at=max(self.due_at, at))

    def claimed(self, now: datetime, policy: CommunicationPolicy) -> CommunicationClock:
        """When somebody takes the Manager's seat: at least the grace is left."""
        return replace(self._calm(), due_at=max(self.due_at, now + policy.grace))

    def moved(self, by: timedelta) -> CommunicationClock:
        """After the hub's clock was set: everything that waits has waited as long as before."""
        return replace(
            self,
            since=self.since + by,
            due_at=self.due_at + by,
            missed_at=self.missed_at + by if self.missed_at is not None else None,
            asked_at=self.asked_at + by if self.asked_at is not None else None,
        )


def clock_at_opening(opened_at: datetime, policy: CommunicationPolicy) -> CommunicationClock:
    """The clock of a new incident."""
    return CommunicationClock(since=opened_at, due_at=opened_at + policy.first)


def usual_interval(opened_at: datetime, now: datetime, policy: CommunicationPolicy) -> timedelta:
    """How long after an update at `now` the next one is due, once the scope is told."""
    return policy.every if now - opened_at < policy.often_for else policy.later


def next_update(
    clock: CommunicationClock,
    opened_at: datetime,
    now: datetime,
    policy: CommunicationPolicy,
    *,
    tells_scope: bool = False,
) -> datetime:
    """What an update sent at `now` should promise: shown in the composer, and the default of the rule
    below."""
    if clock.what is Due.FIRST and not tells_scope:
        return max(clock.due_at, now) + policy.scope
    return now + usual_interval(opened_at, now, policy)
