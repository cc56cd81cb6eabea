"""Impacts of incidents, as they are and as somebody corrected them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.closing.outcome import Outcome, ResolvedHow
from desktop.core.retro.impact import Impact, ImpactCorrection, RanIncident, impacts, in_force, lost
from desktop.core.urgency.urgency import Urgency

BEGIN = datetime(2026, 11, 22, 23, tzinfo=UTC)
HOUR = timedelta(hours=1)
MICROSECONDS = 3_600_000_000
RAN = RanIncident(id=UUID(int=1), service="checkout", opened_at=BEGIN, resolved_at=BEGIN + 4 * HOUR)


def said(number: int, begin: float = 0, end: float | None = None, share: int = 100) -> ImpactCorrection:
    """Hours after the beginning."""
    return ImpactCorrection(
        id=UUID(int=100 + number),
        incident_id=RAN.id,
        service="checkout",
        begins_at=BEGIN + begin * HOUR,
        ends_at=None if end is None else BEGIN + end * HOUR,
        share=share,
        reason=f"reason {number}",
        by="ana",
        at=BEGIN + number * HOUR,
    )


def undone(one: ImpactCorrection) -> ImpactCorrection:
    return replace(one, undone_at=one.at + HOUR, undone_by="ben")


def hours(*found: Impact, until: float = 100) -> float:
    return lost(found, BEGIN, BEGIN + until * HOUR) / MICROSECONDS / 100


def test_what_was_written_stands_for_the_incident_and_undoing_brings_it_back() -> None:
    assert hours(*impacts([RAN], [])) == 4
    first, second = said(1, -1, 1), said(2, 0, 3)
    assert hours(*impacts([RAN], [first])) == 1, "what lies before the time does not count in it"
    assert hours(*impacts([RAN], [first, second])) == 3
    assert hours(*impacts([RAN], [first, undone(second)])) == 1
    assert hours(*impacts([RAN], [undone(first), undone(second)])) == 4
    assert in_force([first, undone(second)]) == {(RAN.id, "checkout"): first}


def test_no_impact_and_a_part_of_the_service() -> None:
    assert hours(*impacts([RAN], [said(1, share=0)])) == 0
    assert hours(*impacts([RAN], [said(1, share=50)])) == 2, "without an end it is the incident's"
    (none,) = impacts([RAN], [said(1, share=0)])
    assert none.because == "reason 1"


def test_another_service_was_hit_too_and_the_incidents_own_stays() -> None:
    found = impacts([RAN], [replace(said(1, 1, 2), service="search")])
    assert [(one.service, hours(one)) for one in found] == [("checkout", 4), ("search", 1)]


def test_what_has_no_impact_by_itself_may_be_given_one() -> None:
    false = replace(RAN, outcome=Outcome(how=ResolvedHow.FALSE_ALARM, by="ana", at=BEGIN))
    waiting = replace(RAN, urgency=Urgency.OFFICE_HOURS)
    for one in (false, waiting, replace(RAN, service="")):
        assert impacts([one], []) == []
        assert hours(*impacts([one], [said(1, 0, 2)])) == 2


def test_an_incident_that_still_runs_counts_until_the_end_of_the_time() -> None:
    running = replace(RAN, resolved_at=None)
    assert hours(*impacts([running], [said(1, 2)]), until=10) == 8
    assert hours(*impacts([running], []), until=10) == 10


def test_where_impacts_overlap_the_worst_counts_once() -> None:
    half = Impact(service="a", begins_at=BEGIN, ends_at=BEGIN + 4 * HOUR, share=50)
    whole = Impact(service="a", begins_at=BEGIN + HOUR, ends_at=BEGIN + 2 * HOUR)
    assert hours(half, whole) == 0.5 + 1 + 1
    assert hours(half, half) == 2


spans = st.lists(st.tuples(st.integers(-5, 30), st.integers(0, 12), st.integers(0, 100)), max_size=8)


@given(spans)
def test_it_is_the_sum_over_the_hours_of_the_worst_of_each(found: list[tuple[int, int, int]]) -> None:
    made = [
        Impact(service="a", begins_at=BEGIN + b * HOUR, ends_at=BEGIN + (b + n) * HOUR, share=share)
        for b, n, share in found
    ]
    by_hour = [max((s for b, n, s in found if b <= hour < b + n), default=0) for hour in range(24)]
    assert lost(made, BEGIN, BEGIN + 24 * HOUR) == sum(by_hour) * MICROSECONDS
    assert lost(made[::-1], BEGIN, BEGIN + 24 * HOUR) == sum(by_hour) * MICROSECONDS


@given(spans, st.integers(0, 24))
def test_parts_of_a_time_add_up(found: list[tuple[int, int, int]], cut: int) -> None:
    made = [
        Impact(service="a", begins_at=BEGIN + b * HOUR, ends_at=BEGIN + (b + n) * HOUR, share=share)
        for b, n, share in found
    ]
    middle, end = BEGIN + cut * HOUR, BEGIN + 24 * HOUR
    assert lost(made, BEGIN, middle) + lost(made, middle, end) == lost(made, BEGIN, end)
