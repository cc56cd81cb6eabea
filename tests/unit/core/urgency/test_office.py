"""When the office is open, by the clocks of its zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import InvalidTeam
from desktop.core.urgency.office import Office

BERLIN = "Europe/Berlin"
FRIDAY = datetime(2026, 11, 27, tzinfo=UTC)


def test_from_nine_to_five_on_weekdays_by_the_clocks_there() -> None:
    office = Office()
    assert not office.is_open(FRIDAY.replace(hour=7, minute=59), BERLIN)
    assert office.is_open(FRIDAY.replace(hour=8), BERLIN)
    assert office.closes_at(FRIDAY.replace(hour=8), BERLIN) == FRIDAY.replace(hour=16)
    assert not office.is_open(FRIDAY.replace(hour=16), BERLIN)
    assert office.is_open(FRIDAY.replace(hour=16), "America/New_York")


def test_after_the_last_hour_of_the_week_it_opens_on_monday() -> None:
    monday = datetime(2026, 11, 30, 8, tzinfo=UTC)
    assert Office().next_opening(FRIDAY.replace(hour=16), BERLIN) == monday
    assert Office().next_opening(FRIDAY.replace(hour=8), BERLIN) == monday, "also while it is open"
    assert Office().next_opening(FRIDAY.replace(hour=7), BERLIN) == FRIDAY.replace(hour=8)


def test_it_is_closed_on_closed_dates_and_holidays() -> None:
    office = Office(closed=(date(2026, 11, 30),), holidays=(date(2026, 12, 1),))
    wednesday = datetime(2026, 12, 2, 8, tzinfo=UTC)
    assert office.next_opening(FRIDAY.replace(hour=16), BERLIN) == wednesday
    assert not office.is_open(datetime(2026, 11, 30, 10, tzinfo=UTC), BERLIN)


def test_it_keeps_its_hours_when_clocks_are_changed() -> None:
    assert Office().next_opening(datetime(2026, 3, 27, 20, tzinfo=UTC), BERLIN).hour == 7
    assert Office().next_opening(datetime(2026, 10, 23, 20, tzinfo=UTC), BERLIN).hour == 8
    # The hour that clocks skip: from 02:00 they show 03:00.
    early = Office(days=(6,), opens=time(2, 30), closes=time(4))
    sunday = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert early.next_opening(datetime(2026, 3, 28, tzinfo=UTC), BERLIN) == sunday


def test_an_office_that_never_opens_is_refused() -> None:
    with pytest.raises(InvalidTeam, match="no day"):
        Office(days=())
    with pytest.raises(InvalidTeam, match="closes at 09:00"):
        Office(opens=time(9), closes=time(9))


@given(
    minutes=st.integers(0, 50 * 366 * 24 * 60),
    there=st.sampled_from(
        (BERLIN, "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata")
    ),
    days=st.sets(st.integers(0, 6), min_size=1),
    closed=st.lists(st.integers(0, 30), max_size=20),
    opens=st.times(max_value=time(12)),
)
def test_it_always_opens_again_and_is_open_from_then_until_it_closes(
    minutes: int, there: str, days: set[int], closed: list[int], opens: time
) -> None:
    at = datetime(1995, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    dates = tuple(at.date() + timedelta(days=number) for number in closed)
    office = Office(days=tuple(days), opens=opens, closes=time(23, 30), closed=dates)
    begin = office.next_opening(at, there)
    assert begin > at
    end = office.closes_at(begin, there)
    assert end is not None
    just = timedelta(microseconds=1)
    assert office.closes_at(end - just, there) == end
    assert not office.is_open(begin - just, there)
    assert not office.is_open(end, there)
    if not office.is_open(at, there):
        assert not office.is_open(at + (begin - at) / 2, there), "closed until then"
