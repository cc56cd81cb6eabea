"""Weeks below each other, months side by side; a point finds its row, a day finds its place."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.core.zones import zone
from desktop.ui.present.schedule.schedule_axis import Axis
from desktop.ui.present.schedule.schedule_grid import AFTER, BEFORE, Grid, Zoom

TODAY = date(2026, 11, 24)


def grid(zoom: Zoom, width: float = 1000, scale: float = 1.0) -> Grid:
    return Grid(Axis(zone("Europe/Berlin")), zoom, TODAY, width, scale)


@pytest.mark.parametrize("zoom", [Zoom.WEEK, Zoom.MONTH, Zoom.QUARTER])
def test_only_the_rows_that_touch_what_is_seen_are_made(zoom: Zoom) -> None:
    weeks = grid(zoom)
    row = weeks.row_of(TODAY)
    assert row is not None
    seen = list(weeks.rows(row.top, row.top + 400))
    assert seen[0] == row
    assert len(seen) == int(400 // weeks.measures.row) + 1
    assert len(list(weeks.rows(0, weeks.height - 1))) == BEFORE + AFTER


@pytest.mark.parametrize("zoom", list(Zoom))
def test_a_day_is_found_again_where_it_stands(zoom: Zoom) -> None:
    shown = grid(zoom)
    for away in (-60, -1, 0, 1, 6, 45, 300):
        day = TODAY + timedelta(days=away)
        row = shown.row_of(day)
        assert row is not None
        middle = row.column(day) + row.day_width / 2
        found = shown.row_at(middle, row.top + shown.measures.row / 2)
        assert found == row
        assert row.begin <= day < row.end


def test_a_month_shows_each_of_its_days_once() -> None:
    year = grid(Zoom.YEAR)
    month = next(m for m in year.months(0, year.height) if m.first == date(2027, 2, 1))
    rows = [
        row for row in year.rows(month.top, month.top + 1000) if row.left - year.measures.gutter == month.left
    ]
    days = []
    for row in rows:
        if row.begin.month == 2 and row.begin.year == 2027:
            days += [row.begin + timedelta(days=n) for n in range((row.end - row.begin).days)]
    assert days == [date(2027, 2, 1) + timedelta(days=n) for n in range(28)]


def test_narrow_views_have_one_month_in_a_line_and_wide_ones_at_most_four() -> None:
    assert grid(Zoom.YEAR, 300).columns == 1
    assert grid(Zoom.YEAR, 640).columns == 2
    assert grid(Zoom.YEAR, 4000).columns == 4
    assert grid(Zoom.YEAR, 640, 1.5).columns == 1


def test_what_is_too_far_away_has_no_row() -> None:
    for zoom in Zoom:
        assert grid(zoom).row_of(date(2040, 1, 1)) is None
        assert grid(zoom).row_of(date(2010, 1, 1)) is None


def test_larger_text_makes_higher_rows() -> None:
    assert grid(Zoom.MONTH, scale=1.5).measures.row == pytest.approx(1.5 * grid(Zoom.MONTH).measures.row)
