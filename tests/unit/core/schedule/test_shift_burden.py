from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.core.schedule.shift_burden import Burden, burden

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
"""Nine in Berlin, three in the night in New York, five in the afternoon in Tokyo."""
WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    ("zone", "nights"), [("Europe/Berlin", 7), ("America/New_York", 8), ("Asia/Tokyo", 7), ("UTC", 7)]
)
def test_nights_are_those_of_the_persons_own_zone(zone, nights):
    # In New York it begins and ends in the middle of a night: both are counted.
    assert burden(MONDAY, MONDAY + WEEK, zone) == Burden(nights=nights, weekends=1)


def test_a_day_between_nights_has_none():
    begin = datetime(2026, 11, 25, 8, tzinfo=UTC)
    assert burden(begin, begin + timedelta(hours=14), "UTC") == Burden()
    assert burden(begin, begin + timedelta(hours=14, minutes=1), "UTC").nights == 1
    assert burden(begin - timedelta(minutes=1), begin, "UTC").nights == 1


def test_a_week_from_sunday_noon_costs_two_weekends():
    sunday = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert burden(sunday, sunday + WEEK, "UTC").weekends == 2


def test_saturday_and_sunday_are_one_weekend():
    friday = datetime(2026, 11, 27, 9, tzinfo=UTC)
    counts = [
        burden(friday + timedelta(days=day), friday + timedelta(days=day + 1), "UTC") for day in range(4)
    ]
    assert [one.weekends for one in counts] == [1, 1, 1, 0]
    assert burden(friday, friday + timedelta(days=4), "UTC").weekends == 1


def test_holidays_are_days_of_the_persons_own_calendar():
    begin = datetime(2026, 12, 24, 9, tzinfo=UTC)
    christmas = frozenset({date(2026, 12, 25), date(2026, 12, 26)})
    assert burden(begin, begin + timedelta(days=2), "UTC", christmas).holidays == 2
    assert burden(begin, begin + timedelta(hours=15), "UTC", christmas).holidays == 0  # until midnight


@pytest.mark.parametrize("month", [3, 10])
def test_a_week_in_which_clocks_are_changed_has_seven_nights(month):
    begin = datetime(2026, month, 23 if month == 3 else 19, 8, tzinfo=UTC)
    assert burden(begin, begin + WEEK, "Europe/Berlin").nights == 7
