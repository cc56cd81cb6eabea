"""The two seats of an incident."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Seat(StrEnum):
    """A duty of one incident; at any time empty or held by exactly one responder."""

    MANAGER = "manager"
    ENGINEER = "engineer"

    @property
    def other(self) -> Seat:
        """The partner's seat."""
        return Seat.ENGINEER if self is Seat.MANAGER else Seat.MANAGER


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatState:
    """One seat of one incident.

    `level` is the highest level paged so far (0: none yet) and `wave` the newest of its waves (from 0),
    `level_since` when their pages were sent; the wait counts from there. `repeated_at`: when the pages were
    sent again on the same level. `round` counts how often the paging began anew. `passed` are those who said
    "I can't" or gave the seat back in this round; they count as paged already. `checks` counts how often a
    holder was asked "still on it?", `checked_at` when it was last.
    """

    seat: Seat
    empty_since: datetime
    holder: str | None = None
    held_since: datetime | None = None
    level: int = 0
    wave: int = 0
    level_since: datetime
    repeated_at: datetime | None = None
    round: int = 1
    passed: tuple[str, ...] = ()
    checked_at: datetime | None = None
    checks: int = 0

    def claimed(self, by: str, at: datetime) -> SeatState:
        """The seat with a holder; who held it before holds it no more."""
        return replace(self, holder=by, held_since=at)

    def emptied(self, at: datetime, passed: str | None) -> SeatState:
        """The seat without a holder, its paging about to begin anew; `passed` gave it back, None: it was
        lost."""
        return replace(
            self,
            holder=None,
            held_since=None,
            empty_since=at,
            level=0,
            wave=0,
            level_since=at,
            repeated_at=None,
            round=self.round + 1,
            passed=(passed,) if passed is not None else (),
        )
