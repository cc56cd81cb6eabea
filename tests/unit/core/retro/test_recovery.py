"""Rest: of all together by week, of each person without an order of merit."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.retro.recovery import Recovery, recovery_days, recovery_hours
from desktop.core.retro.retro_week import Week

MONDAY = date(2026, 11, 16)
WEEK = Week(monday=MONDAY, zone="Europe/Berlin")
DAYS = st.dates(date(2020, 12, 1), date(2021, 2, 1))
NOTED = st.lists(
    st.builds(
        Recovery,
        id=st.uuids(),
        responder=st.sampled_from(["ana", "ben", "mei"]),
        day=DAYS,
        hours=st.sampled_from([0.5, 2, 4, 8]),
    ),
    max_size=20,
)


def rest(who: str, day: int, hours: float) -> Recovery:
    number = UUID(int=hash((who, day, hours)) % 2**100)
    return Recovery(id=number, responder=who, day=MONDAY + timedelta(days=day), hours=hours)


def test_an_example():
    noted = [rest("ana", 0, 2), rest("ana", 6, 8), rest("ben", 3, 4), rest("ben", 7, 8), rest("mei", -1, 8)]
    assert recovery_days(WEEK, noted, MONDAY - timedelta(days=1)) == 1.75
    assert recovery_hours(noted, MONDAY, WEEK.last_day).hours == {"ana": 10, "ben": 4}


def test_before_somebody_noted_one_nobody_knows():
    assert recovery_days(WEEK, [], None) is None
    assert recovery_days(WEEK, [], WEEK.last_day + timedelta(days=1)) is None
    assert recovery_days(WEEK, [], WEEK.last_day) == 0


@given(NOTED)
def test_weeks_add_up_across_the_end_of_a_year(noted):
    """2020 has 53 weeks."""
    all_weeks = Week(monday=date(2020, 11, 30), zone="America/New_York", weeks=10)
    first = min((one.day for one in noted), default=date(2020, 11, 30))
    sums = [recovery_days(week, noted, first) or 0 for week in all_weeks.each()]
    assert sum(sums) == pytest.approx(sum(one.hours for one in noted) / 8)
    hours = recovery_hours(noted, date(2020, 12, 1), date(2021, 2, 1)).hours
    assert sum(hours.values()) == pytest.approx(sum(one.hours for one in noted))
    assert list(hours) == sorted(hours), "by name, never by who rested most"


@pytest.mark.parametrize("hours", [0, -1, 24.5])
def test_a_day_has_its_hours(hours: float):
    with pytest.raises(ValueError, match="hours"):
        rest("ana", 0, hours)
