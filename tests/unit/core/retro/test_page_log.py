"""Sums of the page log, checked by hand: weeks across clock changes and the end of the year."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.incident.page import PageOutcome, PageReason
from desktop.core.retro.page_log import Grouping, WeekSums, all_in_all, sums, week_of
from desktop.core.retro.page_row import PageRow, page_row
from tests.sample import TEAM, fresh
from tests.unit.core.retro.test_page_row import page, paged


def row(at: datetime, responder: str = "ana", **fields: object) -> PageRow:
    return page_row(page(responder, at, **fields), paged(fresh()), TEAM)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("at", "monday"),
    [
        (utc(2026, 3, 29, 21, 59), "2026-03-23"),  # Sunday, 23:59 CEST, the day clocks went forward
        (utc(2026, 3, 29, 22, 0), "2026-03-30"),  # Monday, 00:00 CEST
        (utc(2026, 3, 22, 22, 59), "2026-03-16"),  # Sunday, 23:59 CET
        (utc(2026, 3, 22, 23, 0), "2026-03-23"),
        (utc(2026, 10, 25, 22, 59), "2026-10-19"),  # Sunday, 23:59 CET, the day clocks went back
        (utc(2026, 10, 25, 23, 0), "2026-10-26"),
        (utc(2027, 1, 1, 12, 0), "2026-12-28"),  # the week of the year's end is one week
        (utc(2026, 12, 31, 12, 0), "2026-12-28"),
    ],
)
def test_weeks_begin_on_monday_by_the_schedules_clock(at: datetime, monday: str):
    assert week_of(row(at)).isoformat() == monday


def test_a_night_with_many_pages_is_one_night():
    pages = [
        row(utc(2026, 11, 23, 22, 30)),  # 23:30 in Berlin
        row(utc(2026, 11, 24, 2, 0)),  # 03:00, the same night
        row(utc(2026, 11, 24, 23, 0)),  # 00:00, the next
        row(utc(2026, 11, 24, 2, 0), "ben"),
        row(utc(2026, 11, 24, 2, 0), "priya"),  # 07:30 in Kolkata: asleep, the night from Monday
        row(utc(2026, 11, 24, 10, 0)),
    ]
    (week,) = sums(pages)
    assert (week.group, week.pages, week.asleep, week.nights) == ("2026-11-23", 6, 5, 4)
    assert (week.people, week.incidents, week.off_hours, week.night) == (3, 1, 5, 5)


def test_a_shadow_gets_pages_that_count_for_nothing():
    at = utc(2026, 11, 24, 2, 0)
    shadowed = row(at, "mei", reason=PageReason.SHADOW, ringing_at=at, ended_at=at + timedelta(seconds=5))
    alone, both = all_in_all([row(at)]), all_in_all([row(at), shadowed])
    assert both == replace(alone, pages=2)
    assert all_in_all([shadowed]).nights == 0


def test_medians_are_of_those_that_rang_and_were_answered():
    at = utc(2026, 11, 24, 10, 0)

    def after(seconds: float) -> datetime:
        return at + timedelta(seconds=seconds)

    pages = [
        row(at, ringing_at=after(1), ended_at=after(10), outcome=PageOutcome.ACKNOWLEDGED),
        row(at, ringing_at=after(2), ended_at=after(40), outcome=PageOutcome.ACKNOWLEDGED),
        row(at, ringing_at=after(9), ended_at=after(300), outcome=PageOutcome.EXPIRED),
        row(at),
    ]
    (week,) = sums(pages)
    assert (week.to_ringing, week.to_acknowledgement) == (2, 25)
    assert (week.acknowledged, week.given_up) == (2, 1)
    (nothing,) = sums(pages[3:])
    assert (nothing.to_ringing, nothing.to_acknowledgement) == (None, None)


def test_groups_are_in_an_order_that_helps():
    later, earlier = utc(2026, 11, 24, 10), utc(2026, 11, 17, 10)
    pages = [row(later), row(later, "ben"), row(earlier, "ben"), replace(row(later, "mei"), service="")]
    assert [one.group for one in sums(pages)] == ["2026-11-16", "2026-11-23"]
    assert [(one.group, one.pages) for one in sums(pages, Grouping.PERSON)] == [
        ("Ben Sato", 2),
        ("Ana Okafor", 1),
        ("Mei Lindqvist", 1),
    ]
    assert [(one.group, one.pages) for one in sums(pages, Grouping.SERVICE)] == [("checkout-api", 3), ("", 1)]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 400 * 24 * 60),
            st.sampled_from(("ana", "ben", "priya", "gone")),
            st.integers(1, 3),
        ),
        max_size=30,
    ),
    st.integers(1, 7),
)
def test_no_page_is_lost_or_counted_twice(found: list[tuple[int, str, int]], piece: int):
    pages = [
        replace(row(utc(2026, 1, 1) + timedelta(minutes=m), who), incident_id=UUID(int=i))
        for m, who, i in found
    ]
    for grouping in Grouping:
        assert sum(one.pages for one in sums(pages, grouping)) == len(pages)
    assert all_in_all(pages).pages == len(pages)
    for one in sums(pages):
        assert one.nights <= one.asleep <= one.pages
    summed = WeekSums()
    for begin in range(0, len(pages), piece):
        summed.add(pages[begin : begin + piece])
    assert list(summed.weeks()) == sums(pages)
