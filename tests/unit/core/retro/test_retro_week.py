"""The bounds of weeks: across clocks that change, and across New Year."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.retro.retro_week import Week, week_of

BERLIN = "Europe/Berlin"
ZONES = [BERLIN, "UTC", "America/St_Johns", "America/Santiago", "Asia/Beirut", "Pacific/Apia", "Asia/Tehran"]
_MOMENTS = st.integers(0, 80 * 366 * 24 * 60).map(
    lambda minutes: datetime(1980, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@pytest.mark.parametrize(
    ("monday", "begins_at", "hours", "number"),
    [
        (date(2026, 11, 23), datetime(2026, 11, 22, 23, tzinfo=UTC), 168, (2026, 48)),
        (date(2026, 3, 23), datetime(2026, 3, 22, 23, tzinfo=UTC), 167, (2026, 13)),
        (date(2026, 10, 19), datetime(2026, 10, 18, 22, tzinfo=UTC), 169, (2026, 43)),
        (date(2026, 12, 28), datetime(2026, 12, 27, 23, tzinfo=UTC), 168, (2026, 53)),
        (date(2027, 1, 4), datetime(2027, 1, 3, 23, tzinfo=UTC), 168, (2027, 1)),
        (date(2024, 12, 30), datetime(2024, 12, 29, 23, tzinfo=UTC), 168, (2025, 1)),
    ],
)
def test_bounds_and_number(monday: date, begins_at: datetime, hours: int, number: tuple[int, int]) -> None:
    week = Week(monday=monday, zone=BERLIN)
    assert week.begins_at == begins_at
    assert week.ends_at - week.begins_at == timedelta(hours=hours)
    assert (week.year, week.number) == number


def test_the_monday_begins_it_and_the_next_one_is_not_in_it() -> None:
    week = Week(monday=date(2026, 12, 28), zone=BERLIN)
    assert week.holds(datetime(2026, 12, 27, 23, tzinfo=UTC))
    assert not week.holds(datetime(2027, 1, 3, 23, tzinfo=UTC))
    assert week_of(datetime(2027, 1, 3, 22, 59, tzinfo=UTC), BERLIN) == week
    assert week_of(datetime(2027, 1, 3, 23, tzinfo=UTC), BERLIN) == week.moved(1)
    assert week.last_day == date(2027, 1, 3)
    assert week.holds_day(date(2027, 1, 3))
    assert not week.holds_day(date(2027, 1, 4))


def test_what_is_no_week() -> None:
    with pytest.raises(ValueError, match="2026-11-24 is no Monday"):
        Week(monday=date(2026, 11, 24), zone=BERLIN)
    with pytest.raises(ValueError, match="no weeks"):
        Week(monday=date(2026, 11, 23), zone=BERLIN, weeks=0)


@given(_MOMENTS, st.sampled_from(ZONES))
def test_each_instant_is_in_exactly_one_week(at: datetime, zone: str) -> None:
    week = week_of(at, zone)
    assert [near.holds(at) for near in (week.moved(-1), week, week.moved(1))] == [False, True, False]


@given(_MOMENTS, st.sampled_from(ZONES), st.integers(1, 60))
def test_weeks_follow_one_another_without_gap(at: datetime, zone: str, count: int) -> None:
    first = week_of(at, zone)
    weeks = list(Week(monday=first.monday, zone=zone, weeks=count).each())
    assert len(weeks) == count
    assert all(one.ends_at == other.begins_at for one, other in pairwise(weeks))
    assert weeks[-1].ends_at == Week(monday=first.monday, zone=zone, weeks=count).ends_at
