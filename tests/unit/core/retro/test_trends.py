"""Weeks become lines: gaps are no zeros, weeks add up anywhere, late edits stay in their week."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.closing.outcome import Outcome, ResolvedHow
from desktop.core.fixing.call_in import CallIn
from desktop.core.incident.incident import Incident
from desktop.core.incident.page import Page, PageReason
from desktop.core.retro.retro_figures import CalledFor, RetroFigures, ServiceFigures, retro_figures
from desktop.core.retro.retro_incident import ToldIncident
from desktop.core.retro.retro_trouble import Repeat
from desktop.core.retro.retro_week import Week, week_of
from desktop.core.retro.spread import Spread
from desktop.core.retro.trends import FIGURES, ServiceWeek, Trends, TrendWeek, trend_week, trends
from desktop.core.retro.uptime import Impact, uptimes
from desktop.core.team.seat import Seat
from tests.sample import MINUTE, TEAM
from tests.unit.core.retro.test_retro_figures import incident

HOUR = timedelta(hours=1)
MONDAY = date(2026, 11, 2)
WEEKS = [Week(monday=MONDAY, zone="Europe/Berlin").moved(number) for number in range(4)]
NOW = WEEKS[-1].begins_at + 50 * HOUR
NEITHER = Outcome(how=ResolvedHow.RESTART, documented=False, automated=False, by="ben", at=NOW)


def test_three_weeks_by_hand() -> None:
    """Nobody watched in the first week; nothing happened in the third."""
    busy = RetroFigures(
        starts_on=WEEKS[1].monday,
        pages=9,
        incidents=4,
        manager=Spread(count=3, median=2 * MINUTE, ninetieth=7 * MINUTE),
        drawn_in=6,
        repeats=(
            Repeat(
                incident_id=UUID(int=1),
                title="Pool empty",
                service="checkout-api",
                numbers=(7,),
                earlier=(3, 4),
                lost=9 * HOUR,
                lost_again=90 * MINUTE,
            ),
        ),
        services=(
            ServiceFigures(
                service="checkout-api",
                incidents=3,
                called=(
                    CalledFor(responder="priya", incidents=2),
                    CalledFor(responder="ana", incidents=1),
                ),
                without_run_book=1,
            ),
            ServiceFigures(service="", incidents=1, without_run_book=1),
        ),
    )
    quiet = RetroFigures(starts_on=WEEKS[2].monday)
    found = trends(WEEKS[:3], {one.starts_on: one for one in (busy, quiet)}, (), NOW)
    assert found.mondays == tuple(week.monday for week in WEEKS[:3])
    assert [week.watched for week in found.weeks] == [False, True, True]
    assert found.values("pages") == (None, 9, 0)
    assert found.values("manager_median") == (None, 120, None), "nobody waited: no number"
    assert found.values("manager_ninetieth") == (None, 420, None)
    assert found.values("drawn_in_each") == (None, 1.5, None)
    assert found.values("same_person") == (None, 0.5, None)
    assert found.values("repeats") == (None, 1, 0)
    assert found.values("hours_lost") == (None, 5400, 0), "what that week lost, not what all did so far"
    assert found.values("without_run_book") == (None, 2, 0)
    assert found.values("unproven") == (None, None, None)
    assert found.services == ("checkout-api",)
    assert found.weeks[1].services == (
        ServiceWeek(service="checkout-api", incidents=3, same_person=2, without_run_book=1),
    )
    assert found.service_values("checkout-api", lambda one: one.same_person / one.incidents) == (
        None,
        2 / 3,
        None,
    )


def test_the_worked_example_of_uptime_as_lines() -> None:
    """Weeks of 99.00, 99.60, 99.80, 100.00 per cent, as long as they are; the fifth began just now."""
    shares = ("1.00", "0.40", "0.20", "0.00")
    weeks = [*WEEKS, WEEKS[-1].moved(1)]
    impacts = [
        Impact(
            service="shop",
            begins_at=week.begins_at,
            ends_at=week.begins_at + (week.ends_at - week.begins_at) * float(share) / 100,
        )
        for week, share in zip(weeks, shares, strict=False)
    ]
    told = uptimes(weeks, impacts, [], weeks[0].begins_at, weeks[-1].begins_at)
    found = trends(weeks, {}, told, NOW)
    assert found.services == ("shop",)
    assert found.uptime_values("shop", lambda week: week.percent) == (99.0, 99.6, 99.8, 100.0, None)
    assert found.uptime_values("shop", lambda week: week.rolling)[3:] == (99.6, 99.8)
    assert found.uptime_values("elsewhere", lambda week: week.percent) == (None,) * 5
    assert found.uptime[0].weeks[0].percent == Decimal("99.00")


@pytest.mark.parametrize(("watched", "empty"), [(0, True), (1, True), (2, False)])
def test_one_week_is_no_trend(watched: int, empty: bool) -> None:
    weeks = tuple(TrendWeek(starts_on=week.monday, watched=n < watched) for n, week in enumerate(WEEKS))
    assert Trends(zone="Europe/Berlin", told_at=NOW, weeks=weeks).is_empty is empty


def test_it_travels_as_json() -> None:
    figures = {week.monday: RetroFigures(starts_on=week.monday, pages=3) for week in WEEKS[1:]}
    told = uptimes(WEEKS, [], ["shop"], WEEKS[0].begins_at, NOW)
    found = trends(WEEKS, figures, told, NOW)
    assert msgspec.json.decode(msgspec.json.encode(found), type=Trends) == found


# Weeks add up, in any zone, across the year's end and changes of clocks

ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC", "Pacific/Auckland"]
)
FROM = st.sampled_from([datetime(2026, 3, 20, tzinfo=UTC), datetime(2026, 10, 20, tzinfo=UTC)])
UNTIL_NEW_YEAR = datetime(2026, 12, 22, tzinfo=UTC)
_COUNTED = (
    "pages incidents climbs woken nights updates_on_time updates_late undecided disputed documented"
    " automated neither unsaid both_seats without_run_book left_out"
)
_ADDED = _COUNTED.split()


@st.composite
def happened(draw: st.DrawFn, begin: datetime) -> list[ToldIncident]:
    found = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        at = begin + draw(st.integers(0, 20 * 24 * 60)) * MINUTE
        pages = tuple(
            Page(
                id=UUID(int=1000 * number + n),
                incident_id=UUID(int=number),
                responder=draw(st.sampled_from(["ana", "ben", "mei", "priya"])),
                seat=draw(st.sampled_from(Seat)),
                reason=PageReason.SEAT,
                level=draw(st.integers(1, 3)),
                round=1,
                attempted_at=at + n * 50 * MINUTE,
            )
            for n in range(draw(st.integers(0, 4)))
        )
        one = incident(number, at, f"{number}")
        if draw(st.booleans()):
            called = CallIn(responder="mei", by="ana", because="", called_at=at, asked_at=at)
            one = replace(one, call_ins=(called,))
        if draw(st.booleans()):
            outcome = draw(st.sampled_from([None, NEITHER, replace(NEITHER, documented=True)]))
            end = at + draw(st.integers(1, 5000)) * MINUTE
            one = replace(one, resolved_at=end, outcome=outcome)
        found.append(ToldIncident(incident=one, pages=pages))
    return found


def lines(told: list[ToldIncident], first: Week, count: int) -> Trends:
    weeks = [first.moved(number) for number in range(count)]
    return trends(weeks, {w.monday: retro_figures(w, told, TEAM) for w in weeks}, (), NOW)


@given(st.data(), ZONES, st.one_of(FROM, st.just(UNTIL_NEW_YEAR)))
def test_the_weeks_of_a_line_come_to_what_the_whole_time_comes_to(
    data: st.DataObject, zone: str, begin: datetime
) -> None:
    told = data.draw(happened(begin))
    first = week_of(begin, zone).moved(-1)
    found = lines(told, first, 7)
    whole = trend_week(retro_figures(replace(first, weeks=7), told, TEAM)).values
    assert {name: sum(value or 0 for value in found.values(name)) for name in _ADDED} == {
        name: whole[name] for name in _ADDED
    }
    assert sum(v or 0 for v in found.values("incidents")) == len(told)


@given(st.data(), ZONES, FROM)
def test_a_late_edit_moves_one_point_of_each_line(data: st.DataObject, zone: str, begin: datetime) -> None:
    told = data.draw(happened(begin))
    number = data.draw(st.integers(0, len(told) - 1))
    late = replace(NEITHER, automated=True, at=NOW + timedelta(days=90))
    edited: Incident = replace(told[number].incident, outcome=late)
    changed = [*told]
    changed[number] = replace(told[number], incident=edited)
    first = week_of(begin, zone).moved(-1)
    before, after = lines(told, first, 7), lines(changed, first, 7)
    moved = {
        monday
        for name in FIGURES
        for monday, was, now in zip(before.mondays, before.values(name), after.values(name), strict=True)
        if was != now
    }
    end = edited.resolved_at
    if end is None or told[number].incident.outcome == late:
        assert moved == set()
    else:
        assert moved <= {week_of(end, zone).monday}
        assert moved, "an outcome that differs is seen"
