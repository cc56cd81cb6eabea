"""Who is the pair, and from when until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.core.team.seat import Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Who is the pair for one turn of the rotation; ids of responders."""

    manager: str
    engineer: str

    def of(self, seat: Seat) -> str:
        """Who has `seat` in this turn."""
        return self.manager if seat is Seat.MANAGER else self.engineer


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A pair with its times: on duty from `starts_at` (included) until `ends_at` (excluded), when the pair
    changes."""

    turn: Turn
    starts_at: datetime
    ends_at: datetime

    def seat_of(self, responder: str) -> Seat | None:
        """Which seat `responder` has in this shift: the Engineer's for one who has both, None for none."""
        if self.turn.engineer == responder:
            return Seat.ENGINEER
        return Seat.MANAGER if self.turn.manager == responder else None
