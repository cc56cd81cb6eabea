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

    `level` is the highest level paged so far (0: none yet), `level_since` when its pages were sent; the
    level's wait counts from there. `round` counts how often the paging began anew. `passed` are those who
    said "I can't" or gave the seat back in this round; they count as paged already.
    """

    seat: Seat
    empty_since: datetime
    holder: str | None = None
    held_since: datetime | None = None
    level: int = 0
    level_since: datetime
    round: int = 1
    passed: tuple[str, ...] = ()

    def claimed(self, by: str, at: datetime) -> SeatState:
        """The seat with a holder; who held it before holds it no more."""
        return replace(self, holder=by, held_since=at)

    def emptied(self, at: datetime, passed: str) -> SeatState:
        """The seat without a holder, its paging about to begin anew; `passed` gave it back."""
        return replace(
            self,
            holder=None,
            held_since=None,
            empty_since=at,
            level=0,
            level_since=at,
            round=self.round + 1,
            passed=(passed,),
        )
