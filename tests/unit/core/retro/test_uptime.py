"""Uptime by week and as average of four."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.closing.outcome import Outcome, ResolvedHow
from desktop.core.retro.retro_week import Week
from desktop.core.retro.uptime import Impact, RanIncident, impact_of, percent_up, rolling, uptimes
from desktop.core.urgency.urgency import Urgency

WEEK = Week(monday=date(2026, 11, 23), zone="Europe/Berlin")
BEGIN, END = WEEK.begins_at, WEEK.ends_at
LONG_AGO, LATER = BEGIN - timedelta(days=400), END + timedelta(days=400)
HOUR = timedelta(hours=1)


def down(begin: float, end: float | None, service: str = "checkout") -> Impact:
    """Hours after the week began."""
    return Impact(
        service=service,
        begins_at=BEGIN + begin * HOUR,
        ends_at=None if end is None else BEGIN + end * HOUR,
    )


def up(*impacts: Impact, since: datetime = LONG_AGO, until: datetime = LATER) -> Decimal | None:
    return percent_up(WEEK, impacts, since, until)


def decimals(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


def test_the_worked_example_of_six_weeks() -> None:
    found = rolling(decimals("99.00", "99.60", "99.80", "100.00", "99.40", "99.80"))
    assert [average for average, count in found if count == 4] == decimals("99.60", "99.70", "99.75")
    assert [count for _, count in found] == [1, 2, 3, 4, 4, 4]
    assert [average for average, _ in found][:3] == decimals("99.00", "99.30", "99.47")


def test_weeks_without_a_number_are_left_out_of_the_average_and_it_says_so() -> None:
    assert rolling([None, Decimal("99.00"), None, Decimal("98.00"), None, None, None, None]) == [
        (None, 0),
        (Decimal("99.00"), 1),
        (Decimal("99.00"), 1),
        (Decimal("98.50"), 2),
        (Decimal("98.50"), 2),
        (Decimal("98.00"), 1),
        (Decimal("98.00"), 1),
        (None, 0),
    ]


@pytest.mark.parametrize(
    ("impacts", "percent"),
    [
        ((), "100.00"),
        ((down(0, 1.68),), "99.00"),
        ((down(10, 11.68), down(11, 11.68), down(11.5, 11.6)), "99.00"),
        ((down(-5, 1.68),), "99.00"),
        ((down(168 - 1.68, None),), "99.00"),
        ((down(-5, None),), "0.00"),
        ((down(-5, -1), down(168, 170)), "100.00"),
        ((down(0, 0.84), down(100, 100.84)), "99.00"),
    ],
)
def test_of_168_hours(impacts: tuple[Impact, ...], percent: str) -> None:
    assert up(*impacts) == Decimal(percent)


def test_a_week_that_nobody_watched_is_not_100_per_cent() -> None:
    assert up(until=BEGIN) is None
    assert up(since=END) is None
    assert up(down(150, 151), since=BEGIN + 68 * HOUR) == Decimal("99.00"), "half a week counts as it is"
    assert up(down(1, None), until=BEGIN + 10 * HOUR) == Decimal("10.00"), "it still runs"


@pytest.mark.parametrize(("monday", "hours"), [(date(2026, 3, 23), 167), (date(2026, 10, 19), 169)])
def test_weeks_in_which_clocks_change_are_as_long_as_they_are(monday: date, hours: int) -> None:
    week = Week(monday=monday, zone="Europe/Berlin")
    impact = Impact(service="a", begins_at=week.begins_at, ends_at=week.begins_at + hours * HOUR / 100)
    assert percent_up(week, [impact], LONG_AGO, LATER) == Decimal("99.00")


def test_what_counts_as_impact() -> None:
    ran = RanIncident(id=UUID(int=1), service="checkout", opened_at=BEGIN, resolved_at=BEGIN + HOUR)
    found = impact_of(ran)
    assert found is not None
    assert (found.begins_at, found.ends_at, found.incident_id) == (BEGIN, BEGIN + HOUR, ran.id)
    false = Outcome(how=ResolvedHow.FALSE_ALARM, by="ana", at=BEGIN)
    others = [
        RanIncident(id=UUID(int=2), opened_at=BEGIN),
        RanIncident(id=UUID(int=3), service="a", opened_at=BEGIN, urgency=Urgency.OFFICE_HOURS),
        RanIncident(id=UUID(int=4), service="a", opened_at=BEGIN, outcome=false),
    ]
    assert [impact_of(other) for other in others] == [None] * 3


def test_services_each_with_their_weeks() -> None:
    weeks = [WEEK.moved(number) for number in range(-3, 1)]
    found = uptimes(weeks, [down(0, 1.68)], ["search"], WEEK.moved(-1).begins_at, END)
    assert [one.service for one in found] == ["checkout", "search"]
    checkout, search = found
    assert [week.percent for week in checkout.weeks] == [None, None, Decimal("100.00"), Decimal("99.00")]
    assert (checkout.weeks[-1].rolling, checkout.weeks[-1].weeks) == (Decimal("99.50"), 2)
    assert not checkout.weeks[-1].is_full
    assert search.weeks[-1].percent == Decimal("100.00")


@given(
    st.lists(st.tuples(st.integers(-100, 300), st.integers(0, 100)), max_size=8),
    st.integers(0, 168),
)
def test_it_is_the_share_of_the_hours_that_no_impact_holds(spans: list[tuple[int, int]], hours: int) -> None:
    impacts = [down(begin, begin + length) for begin, length in spans]
    until = datetime.fromtimestamp(BEGIN.timestamp(), UTC) + hours * HOUR
    bad = sum(any(begin <= hour < begin + length for begin, length in spans) for hour in range(hours))
    found = up(*impacts, until=until)
    assert (found is None) is (hours == 0)
    if found is not None:
        assert abs(found - Decimal(100 * (hours - bad)) / hours) <= Decimal("0.005")
