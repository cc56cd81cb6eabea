"""Uptime by week and as average of four."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.closing.outcome import Outcome, ResolvedHow
from desktop.core.retro.retro_week import Week
from desktop.core.retro.uptime import (
    Impact,
    RanIncident,
    WeekUptime,
    impact_of,
    percent_up,
    rolling,
    uptimes,
)
from desktop.core.retro.uptime_number import Source, UptimeNumber
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


def number(
    source: Source, percent: str, week: Week = WEEK, service: str = "checkout", *, undone: bool = False
) -> UptimeNumber:
    return UptimeNumber(
        id=UUID(int=7),
        batch=UUID(int=7),
        service=service,
        starts_on=week.monday,
        percent=Decimal(percent),
        source=source,
        because=f"why {percent}",
        by="ana",
        at=END,
        undone_at=END if undone else None,
    )


def told(*numbers: UptimeNumber, problem: str = "") -> WeekUptime:
    """The week of a service that was down for one per cent of it."""
    failed = {("checkout", WEEK.monday): problem} if problem else {}
    (found,) = uptimes([WEEK], [down(0, 1.68)], [], LONG_AGO, LATER, numbers, failed)
    return found.weeks[0]


def test_one_number_counts_the_first_by_precedence_that_was_not_undone() -> None:
    by_hand, imported = number(Source.BY_HAND, "99.90"), number(Source.IMPORTED, "99.80")
    measured = number(Source.MEASURED, "99.70")
    for numbers, source, percent in (
        ([], Source.INCIDENTS, "99.00"),
        ([measured], Source.MEASURED, "99.70"),
        ([measured, number(Source.MEASURED, "99.71")], Source.MEASURED, "99.71"),
        ([imported, measured], Source.IMPORTED, "99.80"),
        ([by_hand, imported, measured], Source.BY_HAND, "99.90"),
        ([number(Source.BY_HAND, "1", undone=True), measured], Source.MEASURED, "99.70"),
        ([by_hand, number(Source.BY_HAND, "1", undone=True)], Source.BY_HAND, "99.90"),
    ):
        week = told(*numbers)
        assert (week.source, week.percent) == (source, Decimal(percent))
        assert week.because == ("" if source is Source.INCIDENTS else f"why {percent}")


def test_a_week_that_could_not_be_measured_has_no_number_unless_somebody_gives_one() -> None:
    week = told(problem="Prometheus does not answer.")
    assert (week.percent, week.source) == (None, Source.MEASURED)
    assert (week.rolling, week.weeks, week.problem) == (None, 0, "Prometheus does not answer.")
    assert told(number(Source.IMPORTED, "98"), problem="No.").percent == Decimal("98")


def test_the_worked_example_of_numbers_from_everywhere_with_a_gap() -> None:
    weeks = [WEEK.moved(back) for back in range(-5, 1)]
    percents = ("99.00", "99.60", None, "100.00", "99.40", "99.80")
    sources = (Source.BY_HAND, Source.IMPORTED, None, Source.MEASURED, Source.MEASURED, Source.IMPORTED)
    given = [
        number(source, percent, week)
        for week, percent, source in zip(weeks, percents, sources, strict=True)
        if percent is not None and source is not None
    ]
    (found,) = uptimes(weeks, [], [], END, END, given)
    assert [str(week.rolling) for week in found.weeks] == [
        "99.00",
        "99.30",
        "99.30",
        "99.53",
        "99.67",
        "99.73",
    ]
    assert [week.weeks for week in found.weeks] == [1, 2, 2, 3, 3, 3]


def test_numbers_of_other_weeks_and_undone_ones_name_no_service() -> None:
    others = [number(Source.IMPORTED, "99", WEEK.moved(-1)), number(Source.IMPORTED, "99", undone=True)]
    assert uptimes([WEEK], [], [], END, END, others) == ()


def test_of_a_service_that_only_a_file_names_empty_weeks_are_not_100_per_cent() -> None:
    weeks = [WEEK.moved(-1), WEEK]
    one = number(Source.IMPORTED, "99.80", weeks[0])
    (found,) = uptimes(weeks, [], [], LONG_AGO, LATER, [one])
    assert [week.percent for week in found.weeks] == [Decimal("99.80"), None]
    (named,) = uptimes(weeks, [], ["checkout"], LONG_AGO, LATER, [one])
    assert [week.percent for week in named.weeks] == [Decimal("99.80"), Decimal("100.00")]


def test_corrected_impacts_are_counted_in_the_weeks_they_touch() -> None:
    weeks = [WEEK.moved(-1), WEEK]
    none = replace(down(1, 2), because="it was the probe", share=0)
    (found,) = uptimes(weeks, [none], [], LONG_AGO, LATER)
    assert [(week.corrected, str(week.percent)) for week in found.weeks] == [(0, "100.00"), (1, "100.00")]
    half = replace(down(0, 1.68), because="half", share=50)
    assert up(half) == Decimal("99.50")


@given(st.lists(st.none() | st.decimals(0, 100, places=2), min_size=1, max_size=12))
def test_an_average_lies_between_its_weeks_and_says_of_how_many_it_is(
    percents: list[Decimal | None],
) -> None:
    for index, (average, count) in enumerate(rolling(percents)):
        known = [one for one in percents[max(0, index - 3) : index + 1] if one is not None]
        assert count == len(known)
        assert (average is None) is (not known)
        if average is not None:
            assert min(known) <= average <= max(known)
            assert abs(average * count - sum(known)) <= Decimal("0.005") * count


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
