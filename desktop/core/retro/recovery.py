"""Rest after nights: who was paged at night may note a late start or a day at home. All together it is how
much the nights of a week cost; of one person it is nobody's score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from desktop.core.retro.retro_week import Week

DAY_HOURS = 8.0
"""What counts as a day at home."""
LATE_START = 2.0
MOST_HOURS = 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """The responder rested for so many `hours` on `day`, by their own calendar, after a night. Its id is that
    of the offer it was noted by. Raises ValueError when the hours are none or more than a day has."""

    id: UUID
    responder: str
    day: date
    hours: float

    def __post_init__(self) -> None:
        if not 0 < self.hours <= MOST_HOURS:
            raise ValueError("A day has more than no hours, and 24 at most.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryOffer:
    """After the night in which somebody was paged at `woken_at`: rest on `day`, to be noted until then."""

    id: UUID
    woken_at: datetime
    day: date
    until_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryHours:
    """Hours by the person's id, on the days from `first` to `last`; who rested none is left out."""

    first: date
    last: date
    hours: dict[str, float]


def recovery_days(week: Week, noted: Iterable[Recovery], first: date | None) -> float | None:
    """Days of rest that everybody together took in the time. `first`: the day of the earliest that was ever
    noted; None: none was. None: the time is before it, so that nobody knows."""
    if first is None or week.last_day < first:
        return None
    return sum(one.hours for one in noted if week.holds_day(one.day)) / DAY_HOURS


def recovery_hours(noted: Iterable[Recovery], first: date, last: date) -> RecoveryHours:
    """By person, in the order of their ids: it is no ranking."""
    hours: dict[str, float] = {}
    for one in noted:
        if first <= one.day <= last:
            hours[one.responder] = hours.get(one.responder, 0.0) + one.hours
    return RecoveryHours(first=first, last=last, hours=dict(sorted(hours.items())))
