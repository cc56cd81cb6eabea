"""What a time on duty costs the person: nights, weekends and holidays, by their own clock and calendar."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desktop.core.team.responder import NIGHT_BEGINS, NIGHT_ENDS
from desktop.core.zones import zone

_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """Counts. Each counts when any of it is on duty: one can be woken in it."""

    nights: int = 0
    """From 22:00 to 08:00."""
    weekends: int = 0
    """Saturday with Sunday."""
    holidays: int = 0
    """Days."""

    def __add__(self, other: Burden) -> Burden:
        return Burden(
            nights=self.nights + other.nights,
            weekends=self.weekends + other.weekends,
            holidays=self.holidays + other.holidays,
        )


NO_BURDEN = Burden()


def burden(begin: datetime, end: datetime, zone_name: str, holidays: Collection[date] = ()) -> Burden:
    """Of the time from `begin` until before `end`, for somebody of that zone with these holidays."""
    there = zone(zone_name)
    # By the clock on the wall: a night in which clocks are changed is still one night.
    first, last = (at.astimezone(there).replace(tzinfo=None) for at in (begin, end - _TICK))
    days = [first.date() + _DAY * number for number in range((last.date() - first.date()).days + 1)]
    return Burden(
        nights=sum(_touches_night(day, first, last) for day in (days[0] - _DAY, *days)),
        weekends=len({_saturday(day) for day in days if day.weekday() >= _SATURDAY}),
        holidays=sum(day in holidays for day in days),
    )


def _touches_night(day: date, first: datetime, last: datetime) -> bool:
    """Whether the night that begins on the evening of `day` has some of the time."""
    return datetime.combine(day, NIGHT_BEGINS) <= last and datetime.combine(day + _DAY, NIGHT_ENDS) > first


def _saturday(day: date) -> date:
    return day - _DAY * (day.weekday() - _SATURDAY)
