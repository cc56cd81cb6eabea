"""The office: when it is open. What can wait, waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from desktop.core.errors import InvalidTeam
from desktop.core.zones import instant, zone

WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""The names of days, as `date.weekday` counts them."""
_DAY = timedelta(days=1)
_SPARE = 60
"""Weeks looked through beyond those that closed dates can fill: some zone skipped a day now and then."""


@dataclass(frozen=True, kw_only=True)
class Office:
    """Open from `opens` (included) until `closes` (excluded) by the clocks of the schedule's zone, on `days`
    (0 is Monday) that are neither named in `closed` nor among `holidays`.

    `holidays` are those of `country` (ISO 3166-1, such as "DE") and `region` (its part, such as "BE"); the
    hub fills them in for some years ahead.
    """

    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    opens: time = time(9)
    closes: time = time(17)
    country: str = ""
    region: str = ""
    closed: tuple[date, ...] = ()
    holidays: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        if not self.days or not all(0 <= day < len(WEEK) for day in self.days):
            raise InvalidTeam("The office is open on no day of the week.", "Name one day at least.")
        if self.opens >= self.closes:
            raise InvalidTeam(
                f"The office closes at {self.closes:%H:%M} and opens only at {self.opens:%H:%M}.",
                "Let it open before it closes, on the same day.",
            )

    @cached_property
    def _shut(self) -> frozenset[date]:
        return frozenset((*self.closed, *self.holidays))

    def is_open(self, at: datetime, zone_name: str) -> bool:
        """Whether it is open at the instant `at`."""
        return self.closes_at(at, zone_name) is not None

    def closes_at(self, at: datetime, zone_name: str) -> datetime | None:
        """When it closes, if it is open at `at`; None when it is closed."""
        for begin, end in self._times(at, zone_name):
            if begin > at:
                return None
            if at < end:
                return end
        return None

    def next_opening(self, at: datetime, zone_name: str) -> datetime:
        """When it opens next, after `at`; also while it is open."""
        for begin, _ in self._times(at, zone_name):
            if begin > at:
                return begin
        raise InvalidTeam("The office never opens again.", "Take some of its closed dates away.")

    def _times(self, at: datetime, zone_name: str) -> Iterator[tuple[datetime, datetime]]:
        """Its times from the day before `at` on, in order: the clocks may have been put past midnight."""
        there = zone(zone_name)
        day = at.astimezone(there).date() - _DAY
        for _ in range(len(WEEK) * (len(self._shut) + _SPARE)):
            if day.weekday() in self.days and day not in self._shut:
                begin, end = instant(day, self.opens, there), instant(day, self.closes, there)
                if begin < end:
                    yield begin, end
            day += _DAY
