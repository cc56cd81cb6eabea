"""Offers of a held seat: until somebody takes it, who offers it holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desktop.core.team.seat import Seat

LASTS = timedelta(minutes=5)
"""So long an offer may stay unanswered: then it ends, and who offered the seat goes on holding it."""


class OfferEnd(StrEnum):
    """How an offer ended."""

    TAKEN = "taken"
    DECLINED = "declined"
    EXPIRED = "expired"
    """Not answered in time."""
    WITHDRAWN = "withdrawn"
    """Who offered it took it back, or does not hold the seat any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatOffer:
    """`by` offers their `seat` to `to`. `asked_at`: when `to` was paged; the offer lasts from there."""

    seat: Seat
    by: str
    to: str
    offered_at: datetime
    asked_at: datetime
    ended_at: datetime | None = None
    end: OfferEnd | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can still be taken, in an incident that is not over."""
        return self.end is None

    @property
    def ends_at(self) -> datetime:
        """When it ends by itself."""
        return self.asked_at + LASTS
