"""Taking turns: the arithmetic of a rotation whose hand-overs are at a wall-clock time of one zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from desktop.core.schedule.shift import Turn
from desktop.core.zones import instant, zone


class Turning:
    """Turn number 0 starts on `starts_on` at `hand_over` by the clocks of `zone`; each lasts `days` days;
    after the last the first comes again, and before number 0 it runs backwards in the same way."""

    __slots__ = ("_boundaries", "_zone", "days", "hand_over", "is_uniform", "starts_on", "turns")

    def __init__(
        self, *, zone_name: str, starts_on: date, hand_over: time, days: int, turns: tuple[Turn, ...]
    ) -> None:
        self._zone = zone(zone_name)
        self.starts_on = starts_on
        self.hand_over = hand_over
        self.days = days
        self.turns = turns
        self.is_uniform = len(set(turns)) == 1
        self._boundaries: dict[int, datetime] = {}

    def boundary(self, index: int) -> datetime:
        """When turn `index` starts; see `zones.instant` for hours that do not exist or come twice."""
        known = self._boundaries.get(index)
        if known is None:
            day = self.starts_on + timedelta(days=self.days * index)
            known = self._boundaries[index] = instant(day, self.hand_over, self._zone)
        return known

    def index_at(self, at: datetime) -> int:
        """The last turn that started at or before `at`. Where a whole day was left out of the calendar (Samoa
        in 2011) two turns start at once: the first of them has no time at all."""
        days = (at.astimezone(self._zone).date() - self.starts_on).days
        index = days // self.days
        # The day of the hand-over belongs to the turn before until the hour of the hand-over.
        while self.boundary(index) > at:
            index -= 1
        while self.boundary(index + 1) <= at:
            index += 1
        return index

    def turn(self, index: int) -> Turn:
        """Whose turn it is in turn number `index`."""
        return self.turns[index % len(self.turns)]

    def round(self) -> timedelta:
        """How long it takes, at most, until everybody had their turn."""
        return timedelta(days=self.days * (len(self.turns) + 1) + 1)
