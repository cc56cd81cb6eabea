"""Weeks that are kept or sent are asked for until all of them are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from desktop.client.desks.trends_desk import whole_weeks
from desktop.core.retro.trends import Trends
from tests.doubles.plausible_weeks import plausible_weeks

MONDAY = date(2026, 11, 23)
TOLD = plausible_weeks(MONDAY, datetime(2026, 11, 24, tzinfo=UTC))


class Slow:
    """Counts four weeks at an ask."""

    def __init__(self, pending: int, each: int = 4) -> None:
        self._pending, self._each = pending, each
        self.asks = 0

    async def until(self, monday: date, weeks: int = 26) -> Trends:
        self.asks += 1
        self._pending = max(0, self._pending - self._each)
        return replace(TOLD, pending=self._pending)


async def test_what_is_still_counted_is_asked_for_again():
    slow = Slow(14)
    assert await whole_weeks(slow, MONDAY) == TOLD
    assert slow.asks == 4


async def test_it_does_not_go_on_for_ever():
    slow = Slow(14, each=0)
    assert (await whole_weeks(slow, MONDAY)).pending == 14
    assert slow.asks < 100
