"""Whom the survey asks, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.incident.page import Page, PageReason
from desktop.core.retro.asking import ASKED_FOR, Occasion, Question, Wellbeing, asked, is_busy
from desktop.core.retro.morale import closed_at
from desktop.core.retro.retro_week import Week
from desktop.core.schedule.schedule import ExceptionKind, Schedule, ShiftException, Turn
from desktop.core.team.responder import Responder, Roster
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
SPRING = datetime(2026, 3, 20, tzinfo=UTC)
"""Clocks change in most of the zones between it and November."""
MONDAY = date(2026, 11, 23)
CHANGE = datetime(2026, 11, 23, 8, tzinfo=UTC)
"""09:00 in Berlin: Ana and Ben follow Priya and Jonas."""
PEOPLE = {"ana": "Europe/Berlin", "ben": "Europe/Berlin", "priya": "Asia/Kolkata", "jonas": "Europe/Berlin"}
TEAM = Team(
    roster=Roster(responders=tuple(Responder(id=who, name=who, zone=zone) for who, zone in PEOPLE.items())),
    schedule=Schedule(
        zone="Europe/Berlin",
        starts_on=MONDAY,
        hand_over=time(9),
        turns=(Turn(manager="ana", engineer="ben"), Turn(manager="priya", engineer="jonas")),
    ),
)


def page(who: str, at: datetime, reason: PageReason = PageReason.SEAT) -> Page:
    return Page(
        id=UUID(int=1),
        incident_id=UUID(int=2),
        responder=who,
        seat=Seat.MANAGER,
        reason=reason,
        level=1,
        round=1,
        attempted_at=at,
    )


def questions(who: str, now: datetime, *pages: Page, team: Team = TEAM) -> tuple[Question, ...]:
    return asked(who, team, pages, (), now).questions


# After shifts


def test_the_pair_is_asked_when_its_shift_has_ended():
    for who in ("priya", "jonas"):
        (one,) = questions(who, CHANGE)
        assert (one.occasion, one.at, one.starts_on) == (Occasion.SHIFT, CHANGE, MONDAY - 7 * DAY)
        assert one.until_at == closed_at(Week(monday=MONDAY - 7 * DAY, zone="Europe/Berlin"))
        assert questions(who, CHANGE - HOUR) == ()
        assert questions(who, one.until_at) == ()
        assert questions(who, one.until_at - HOUR) == (one,), "the same, by the same id"
    for who in ("ana", "ben"):
        assert questions(who, CHANGE) == ()


def test_who_stays_in_the_next_turn_is_asked_about_each():
    turns = (Turn(manager="ana", engineer="ben"), Turn(manager="ben", engineer="jonas"))
    team = replace(TEAM, schedule=replace(TEAM.schedule, turns=turns))
    assert len(questions("ben", CHANGE, team=team)) == 1


@pytest.mark.parametrize(("hours", "is_asked"), [(1, False), (3, True)])
def test_who_stood_in_for_an_hour_is_not_asked_and_who_was_relieved_for_it_goes_on(
    hours: int, is_asked: bool
):
    begin = CHANGE + 2 * DAY
    exception = ShiftException(
        id=UUID(int=7),
        kind=ExceptionKind.OVERRIDE,
        seat=Seat.MANAGER,
        responder="jonas",
        starts_at=begin,
        ends_at=begin + hours * HOUR,
        by="ana",
        at=begin,
    )
    team = replace(TEAM, schedule=replace(TEAM.schedule, exceptions=(exception,)))
    now = begin + (hours + 1) * HOUR
    assert bool(questions("jonas", now, team=team)) is is_asked
    assert questions("ana", now, team=team) == ()


# After nights


def test_who_was_paged_at_night_by_their_own_clock_is_asked_once_for_the_night():
    at = datetime(2026, 11, 25, 2, 12, tzinfo=UTC)
    pages = (page("ana", at + HOUR), page("ana", at), page("priya", at + HOUR))
    (one,) = questions("ana", at + 2 * HOUR, *pages)
    assert (one.occasion, one.at, one.until_at) == (Occasion.NIGHT, at, at + ASKED_FOR)
    assert [q.occasion for q in questions("priya", at + 2 * HOUR, *pages)] == [], "08:42 in Kolkata"


def test_a_page_by_day_and_a_shadow_are_not_asked_about():
    night, noon = datetime(2026, 11, 25, 2, tzinfo=UTC), datetime(2026, 11, 25, 12, tzinfo=UTC)
    pages = (page("ana", noon), page("ana", night, PageReason.SHADOW))
    found = asked("ana", TEAM, pages, (), noon + HOUR)
    assert found == Wellbeing()


def test_a_night_over_sunday_counts_in_its_evenings_week_and_is_not_asked_when_that_is_closed():
    at = CHANGE - 6 * HOUR  # Monday 03:00
    (one,) = questions("ana", CHANGE, page("ana", at))
    assert one.starts_on == MONDAY - 7 * DAY
    assert one.until_at == min(at + ASKED_FOR, closed_at(Week(monday=one.starts_on, zone="Europe/Berlin")))


def test_rest_is_offered_for_the_day_after_the_night_until_it_is_over_where_they_live():
    at = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)  # 23:30 in Berlin
    (offer,) = asked("ana", TEAM, [page("ana", at)], (), at + HOUR).offers
    assert (offer.woken_at, offer.day) == (at, date(2026, 11, 25))
    assert offer.until_at == datetime(2026, 11, 25, 23, tzinfo=UTC)
    assert asked("ana", TEAM, [page("ana", at)], (), offer.until_at).offers == ()


def test_what_was_settled_is_not_asked_again():
    at = datetime(2026, 11, 25, 2, tzinfo=UTC)
    found = asked("ana", TEAM, [page("ana", at)], (), at + HOUR)
    settled = {found.questions[0].id, found.offers[0].id}
    assert len(settled) == 2
    assert asked("ana", TEAM, [page("ana", at)], settled, at + HOUR) == Wellbeing()


def test_nobody_is_busy_without_incidents():
    assert not is_busy("ana", [])


# Whatever the zone


@given(
    at=st.integers(0, 235 * 24 * 60).map(lambda minutes: SPRING + minutes * MINUTE),
    there=st.sampled_from(["Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu", "UTC"]),
    schedule=st.sampled_from(["Europe/Berlin", "America/Los_Angeles", "Pacific/Kiritimati"]),
)
def test_every_question_is_over_before_its_week_is_shown(at, there, schedule):
    people = tuple(replace(one, zone=there) for one in TEAM.roster.responders)
    team = replace(TEAM, roster=Roster(responders=people), schedule=replace(TEAM.schedule, zone=schedule))
    night = page("ana", at)
    asleep = people[0].probably_asleep(at)
    for later in (timedelta(0), 5 * HOUR, 20 * HOUR, 36 * HOUR, 40 * HOUR):
        found = asked("ana", team, [night], (), at + later)
        nights = [one for one in found.questions if one.occasion is Occasion.NIGHT]
        assert not nights or asleep
        for one in found.questions:
            assert one.at <= at + later < one.until_at <= one.at + ASKED_FOR
            assert one.until_at <= closed_at(Week(monday=one.starts_on, zone=schedule))
        for offer in found.offers:
            assert asleep
            assert offer.day - people[0].local(at).date() in (timedelta(0), DAY)
