"""Where an instant stands in a week of seven equal columns, and back; days of 23 and 25 hours included.

A column is a calendar day of the schedule's zone. Within it time runs evenly over the hours that the day
really has, so that every instant has one place and every place one instant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from desktop.core.zones import instant

DAYS = 7
DAY = timedelta(days=1)


@lru_cache(maxsize=4_096)
def _begin(there: ZoneInfo, day: date) -> datetime:
    return instant(day, time(0), there)


@dataclass(frozen=True, slots=True)
class Axis:
    """Days of `zone`; weeks begin on `weekday` (0 is Monday)."""

    zone: ZoneInfo
    weekday: int = 0

    def begin(self, day: date) -> datetime:
        """The first instant of the day, in UTC."""
        return _begin(self.zone, day)

    def day_of(self, at: datetime) -> date:
        """The day of which `at` is a part. (Where clocks are put back at midnight, the day before has the
        hour that comes twice: `begin` decides.)"""
        day = at.astimezone(self.zone).date()
        while self.begin(day) > at:
            day -= DAY
        while self.begin(day + DAY) <= at:
            day += DAY
        return day

    def week_of(self, day: date) -> date:
        """The first day of the week that has `day`."""
        return day - timedelta(days=(day.weekday() - self.weekday) % DAYS)

    def place(self, at: datetime, first: date) -> float:
        """How many days after the beginning of `first`: 1.5 is the middle of the next day."""
        day = self.day_of(at)
        begin, end = self.begin(day), self.begin(day + DAY)
        return (day - first).days + (at - begin) / (end - begin)

    def at(self, place: float, first: date) -> datetime:
        """The instant at that place; the reverse of `place`."""
        whole = int(place // 1)
        day = first + timedelta(days=whole)
        begin, end = self.begin(day), self.begin(day + DAY)
        return begin + (end - begin) * (place - whole)

    def snapped(self, at: datetime, step: timedelta) -> datetime:
        """The nearest of the marks that stand `step` apart, counted from the beginning of the day; the day's
        end is one of them."""
        begin, end = self.begin(self.day_of(at)), self.begin(self.day_of(at) + DAY)
        mark = begin + step * round((at - begin) / step)
        return min(mark, end)

    def hours(self, day: date) -> int:
        """How many hours the day has, in whole ones."""
        return round((self.begin(day + DAY) - self.begin(day)) / timedelta(hours=1))
