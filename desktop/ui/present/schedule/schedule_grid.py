"""Where the weeks stand: below each other, or as months side by side. Pixels and days only; no Qt.

Zoom.WEEK, MONTH, QUARTER   one row for each week, as wide as there is room
Zoom.YEAR                   small months in columns, each with its five or six weeks
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from desktop.ui.present.schedule.schedule_axis import DAY, DAYS, Axis

BEFORE, AFTER = 52, 104
"""So many weeks can be scrolled to, before and after the week of today."""
_MONTHS_BEFORE, _MONTHS_AFTER = 12, 24
_BLOCK = 292
_BLOCK_GAP = 20
_ROWS = 6
"""No month has more weeks than six."""


class Zoom(StrEnum):
    """How much is seen at once."""

    WEEK = "week"
    MONTH = "4 weeks"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Measures:
    """Heights within a row, in pixels: the line of the days, each of both lanes, the gap between them, the
    strip for shadows and absences, and what is left free below. `gutter` is the room at the left."""

    head: float
    lane: float
    gap: float
    strip: float
    foot: float
    gutter: float

    @property
    def row(self) -> float:
        return self.head + 2 * self.lane + self.gap + self.strip + self.foot

    def scaled(self, by: float) -> Measures:
        return Measures(
            *(part * by for part in (self.head, self.lane, self.gap, self.strip, self.foot, self.gutter))
        )


MEASURES = {
    Zoom.WEEK: Measures(24, 50, 4, 40, 14, 92),
    Zoom.MONTH: Measures(22, 28, 3, 18, 10, 92),
    Zoom.QUARTER: Measures(0, 21, 2, 0, 9, 92),
    Zoom.YEAR: Measures(0, 16, 1, 0, 5, 24),
}


@lru_cache(maxsize=32)
def _measures(zoom: Zoom, scale: float) -> Measures:
    return MEASURES[zoom].scaled(scale)


_TITLE = 48
"""Of a month: its name, and below it the letters of the days."""


@dataclass(frozen=True, slots=True)
class Row:
    """A week (or a month's part of it) at its place. `left` is where the first day's column begins; shown
    are the days from `begin` until before `end`."""

    first: date
    begin: date
    end: date
    left: float
    top: float
    width: float
    """Of all seven columns."""

    @property
    def day_width(self) -> float:
        return self.width / DAYS

    def x(self, place: float) -> float:
        return self.left + place * self.day_width

    def column(self, day: date) -> float:
        """The left of that day's column."""
        return self.x((day - self.first).days)


@dataclass(frozen=True, slots=True)
class Month:
    """A small month at its place."""

    first: date
    left: float
    top: float
    width: float


@dataclass(frozen=True, slots=True)
class Grid:
    """`width` is that of the view; `scale` the text scale."""

    axis: Axis
    zoom: Zoom
    today: date
    width: float
    scale: float = 1.0

    @property
    def measures(self) -> Measures:
        return _measures(self.zoom, self.scale)

    @property
    def first_week(self) -> date:
        return self.axis.week_of(self.today) - timedelta(weeks=BEFORE)

    @property
    def height(self) -> float:
        if self.zoom is not Zoom.YEAR:
            return (BEFORE + AFTER) * self.measures.row
        return -(-self._month_count // self.columns) * self._block_height

    @property
    def page(self) -> float:
        """How far a page key goes: as much time as the zoom is named for."""
        weeks = {Zoom.WEEK: 1, Zoom.MONTH: 4, Zoom.QUARTER: 13}.get(self.zoom)
        return weeks * self.measures.row if weeks else self._block_height

    # what is seen

    def rows(self, top: float, bottom: float) -> Iterator[Row]:
        """All that touch that height."""
        if self.zoom is not Zoom.YEAR:
            high = self.measures.row
            for number in range(max(0, int(top // high)), min(BEFORE + AFTER, int(bottom // high) + 1)):
                yield self._week_row(number)
            return
        for month in self.months(top, bottom):
            for row in self._month_rows(month):
                if row.top < bottom and row.top + self.measures.row > top:
                    yield row

    def months(self, top: float, bottom: float) -> Iterator[Month]:
        """The small months that touch that height; none at the other zooms."""
        if self.zoom is not Zoom.YEAR:
            return
        line = max(0, int(top // self._block_height))
        for number in range(line * self.columns, self._month_count):
            month = self._month(number)
            if month.top >= bottom:
                return
            yield month

    # and back

    def row_of(self, day: date) -> Row | None:
        """The row that shows the day; None when it is too far away."""
        if self.zoom is not Zoom.YEAR:
            number = (self.axis.week_of(day) - self.first_week).days // DAYS
            return self._week_row(number) if 0 <= number < BEFORE + AFTER else None
        number = _months(day) - _months(self.today) + _MONTHS_BEFORE
        if not 0 <= number < self._month_count:
            return None
        return next(row for row in self._month_rows(self._month(number)) if row.begin <= day < row.end)

    def row_at(self, x: float, y: float) -> Row | None:
        """The row under a point, whose days are under it, too."""
        if self.zoom is not Zoom.YEAR:
            number = int(y // self.measures.row)
            return self._week_row(number) if 0 <= number < BEFORE + AFTER else None
        for row in self.rows(y, y + 1):
            if row.column(row.begin) <= x < row.column(row.end):
                return row
        return None

    @property
    def columns(self) -> int:
        """How many months stand side by side."""
        block = (_BLOCK + _BLOCK_GAP) * self.scale
        return max(1, min(4, int((self.width + _BLOCK_GAP * self.scale) // block)))

    # within

    def _week_row(self, number: int) -> Row:
        first = self.first_week + timedelta(weeks=number)
        gutter = self.measures.gutter
        width = max(DAYS * 1.0, self.width - gutter - 1)
        return Row(first, first, first + DAYS * DAY, gutter, number * self.measures.row, width)

    @property
    def _month_count(self) -> int:
        return _MONTHS_BEFORE + _MONTHS_AFTER

    @property
    def _block_height(self) -> float:
        return _TITLE * self.scale + _ROWS * self.measures.row + _BLOCK_GAP * self.scale / 2

    @property
    def title_height(self) -> float:
        """Of a small month's name and the letters of its days."""
        return _TITLE * self.scale

    def _month(self, number: int) -> Month:
        line, column = divmod(number, self.columns)
        gap = _BLOCK_GAP * self.scale
        width = (self.width - (self.columns - 1) * gap) / self.columns
        first = _month(_months(self.today) - _MONTHS_BEFORE + number)
        return Month(first, column * (width + gap), line * self._block_height, width)

    def _month_rows(self, month: Month) -> Iterator[Row]:
        gutter, after = self.measures.gutter, _month(_months(month.first) + 1)
        row = Row(
            first=self.axis.week_of(month.first),
            begin=month.first,
            end=month.first,
            left=month.left + gutter,
            top=month.top + self.title_height,
            width=month.width - gutter - 2,
        )
        while row.first < after:
            following = row.first + DAYS * DAY
            yield replace(row, begin=max(row.first, month.first), end=min(following, after))
            row = replace(row, first=following, top=row.top + self.measures.row)


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
