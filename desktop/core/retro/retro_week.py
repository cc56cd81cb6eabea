"""The weeks of the retro: from Monday 00:00 to the next, by the clocks of the schedule's zone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property

from desktop.core.zones import instant, zone

_WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Week:
    """The week that begins on `monday` in the zone with the IANA name `zone`; with `weeks`, so many of them
    in a row, for what they come to together. Where clocks change it lasts an hour more or less."""

    monday: date
    zone: str
    weeks: int = 1

    def __post_init__(self) -> None:
        if self.monday.weekday() != 0:
            raise ValueError(f"{self.monday} is no Monday.")
        if self.weeks < 1:
            raise ValueError("A time of no weeks.")

    @cached_property
    def begins_at(self) -> datetime:
        """In UTC; the instant belongs to the week."""
        return instant(self.monday, time(), zone(self.zone))

    @cached_property
    def ends_at(self) -> datetime:
        """In UTC; the instant belongs to the next week."""
        return instant(self.monday + self.weeks * _WEEK, time(), zone(self.zone))

    @property
    def number(self) -> int:
        """By ISO 8601: week 1 is the one with the year's first Thursday."""
        return self.monday.isocalendar().week

    @property
    def year(self) -> int:
        """The year that the number counts in; around New Year it is not always the Monday's."""
        return self.monday.isocalendar().year

    @property
    def last_day(self) -> date:
        """Its last Sunday."""
        return self.monday + self.weeks * _WEEK - timedelta(days=1)

    def holds(self, at: datetime) -> bool:
        """Whether the instant is in it."""
        return self.begins_at <= at < self.ends_at

    def holds_day(self, day: date) -> bool:
        """Whether that date of a calendar is in it, whoever's calendar."""
        return self.monday <= day <= self.last_day

    def moved(self, weeks: int) -> Week:
        """The one so many weeks later, or earlier when it is less than zero."""
        return replace(self, monday=self.monday + weeks * _WEEK)

    def each(self) -> Iterator[Week]:
        """Its weeks one by one."""
        return (replace(self.moved(number), weeks=1) for number in range(self.weeks))


def week_of(at: datetime, zone_name: str) -> Week:
    """The one week that the instant is in."""
    day = at.astimezone(zone(zone_name)).date()
    week = Week(monday=day - timedelta(days=day.weekday()), zone=zone_name)
    # Where clocks are put back over midnight, Sunday is there once more after Monday began.
    return week.moved(1) if at >= week.ends_at else week.moved(-1) if at < week.begins_at else week
