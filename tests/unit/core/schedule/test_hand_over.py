"""Who comes on duty unproven, and who is paged with them until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import InvalidTeam
from desktop.core.incident.escalation import advance, forecast, next_step
from desktop.core.incident.intake import open_incident
from desktop.core.schedule.hand_over import (
    HandOverFacts,
    HandOverPolicy,
    Proof,
    Relief,
    comes_on_duty,
    hand_over_at,
    on_duty_since,
    still_paged,
    unproven,
)
from desktop.core.schedule.schedule import ExceptionKind, Schedule, Segment, ShiftException, Turn
from desktop.core.team.seat import Seat
from desktop.core.team.team import Audience, Level, Policy, Team
from tests.sample import INCIDENT_ID, MINUTE, SCHEDULE, TEAM, fresh, paged, report

MANAGER, ENGINEER = Seat.MANAGER, Seat.ENGINEER
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEGIN = datetime.fromisoformat("2026-11-30T08:00:00+00:00")
"""Mei and Dmitri take over from Ana and Ben."""
POLICY = HandOverPolicy()


def proven(*people: str, at: datetime = BEGIN - HOUR) -> HandOverFacts:
    return HandOverFacts(proofs=tuple(Proof(responder=person, at=at) for person in people))


def told(facts: HandOverFacts, at: datetime, plan: Schedule = SCHEDULE, seat: Seat = MANAGER) -> list[str]:
    return [one.responder for one in still_paged(plan, facts, POLICY, seat, at)]


def test_the_outgoing_stay_until_the_incoming_is_proven_and_for_two_hours_at_most():
    nobody = HandOverFacts()
    assert told(nobody, BEGIN - MINUTE) == [], "before hand-over they are the pair"
    assert told(nobody, BEGIN) == ["ana"]
    assert told(nobody, BEGIN, seat=ENGINEER) == ["ben"]
    assert told(nobody, BEGIN + 2 * HOUR - MINUTE) == ["ana"]
    assert told(nobody, BEGIN + 2 * HOUR) == []
    assert told(proven("mei"), BEGIN) == []
    assert told(proven("mei"), BEGIN, seat=ENGINEER) == ["ben"], "each seat by itself"
    (one,) = still_paged(SCHEDULE, nobody, POLICY, MANAGER, BEGIN + HOUR)
    assert (one.incoming, one.since, one.until) == ("mei", BEGIN, BEGIN + 2 * HOUR)


@pytest.mark.parametrize(
    ("confirmed", "counts"),
    [(-25 * HOUR, False), (-24 * HOUR, False), (-24 * HOUR + MINUTE, True), (20 * MINUTE, True)],
)
def test_a_sound_check_counts_from_a_day_before_the_shift(confirmed: timedelta, counts: bool):
    facts = proven("mei", at=BEGIN + confirmed)
    at = BEGIN + 30 * MINUTE
    assert (told(facts, at) == []) is counts
    assert ("mei" not in {one.responder for one in unproven(SCHEDULE, facts, POLICY, at)}) is counts


def test_a_sound_check_proves_nothing_before_it_was_done():
    assert told(proven("mei", at=BEGIN + HOUR), BEGIN + 30 * MINUTE) == ["ana"]


@pytest.mark.parametrize("who", ["ana", "mei"])
def test_either_of_them_may_say_that_the_outgoing_is_relieved(who: str):
    facts = HandOverFacts(reliefs=(Relief(responder=who, at=BEGIN + 10 * MINUTE),))
    assert told(facts, BEGIN + 9 * MINUTE) == ["ana"]
    assert told(facts, BEGIN + 10 * MINUTE) == []
    assert [one.responder for one in unproven(SCHEDULE, facts, POLICY, BEGIN + HOUR)] == ["mei", "dmitri"], (
        "relieved is not proven"
    )


def test_what_was_said_at_another_hand_over_does_not_count():
    facts = HandOverFacts(reliefs=(Relief(responder="mei", at=BEGIN - MINUTE),))
    assert told(facts, BEGIN + HOUR) == ["ana"]


def override(
    begin: datetime,
    end: datetime,
    person: str,
    seat: Seat = MANAGER,
    kind: ExceptionKind = ExceptionKind.OVERRIDE,
) -> ShiftException:
    return ShiftException(
        id=UUID(int=7),
        seat=seat,
        responder=person,
        starts_at=begin,
        ends_at=end,
        kind=kind,
        by=person,
        at=begin if kind is ExceptionKind.TAKEN_OVER else BEGIN - 7 * DAY,
    )


def test_with_two_hand_overs_in_a_row_everybody_back_to_the_first_proven_is_paged():
    plan = replace(SCHEDULE, exceptions=(override(BEGIN + HOUR, BEGIN + 5 * HOUR, "priya"),))
    at = BEGIN + 90 * MINUTE
    assert told(HandOverFacts(), at, plan) == ["mei", "ana"]
    assert told(proven("mei"), at, plan) == ["mei"]
    assert told(proven("priya"), at, plan) == []
    assert told(HandOverFacts(), BEGIN + 2 * HOUR + MINUTE, plan) == ["mei"]


def test_who_takes_a_seat_over_has_said_that_they_have_it():
    begin, end = BEGIN + HOUR, BEGIN + 5 * HOUR
    taken = override(begin, end, "priya", kind=ExceptionKind.TAKEN_OVER)
    plan = replace(SCHEDULE, exceptions=(taken,))
    assert told(HandOverFacts(), BEGIN + 90 * MINUTE, plan) == []
    assert told(HandOverFacts(), end, plan) == ["priya"], "who gets it back by the clock has said nothing"
    agreed_long_ago = replace(taken, at=BEGIN - DAY)
    plan = replace(SCHEDULE, exceptions=(agreed_long_ago,))
    assert told(HandOverFacts(), BEGIN + 90 * MINUTE, plan) == ["mei", "ana"]


def test_who_only_goes_on_is_not_incoming():
    plan = replace(SCHEDULE, exceptions=(override(BEGIN, BEGIN + HOUR, "ana"),))
    assert told(HandOverFacts(), BEGIN, plan) == []
    assert on_duty_since(plan, "ana", BEGIN + MINUTE) == BEGIN - 7 * DAY
    assert on_duty_since(plan, "priya", BEGIN) is None
    other_seat = replace(
        SCHEDULE, turns=(Turn(manager="ana", engineer="ben"), Turn(manager="ben", engineer="mei"))
    )
    assert on_duty_since(other_seat, "ben", BEGIN + HOUR) == BEGIN + HOUR - 28 * DAY
    assert told(proven("ben", at=BEGIN - 8 * DAY), BEGIN, other_seat) == [], "proven when their duty began"


def test_alone_on_duty_nobody_hands_over_and_a_proof_lasts_four_weeks():
    plan = replace(SCHEDULE, turns=(Turn(manager="ana", engineer="ana"),))
    assert told(HandOverFacts(), BEGIN, plan) == []
    assert [one.seat for one in unproven(plan, HandOverFacts(), POLICY, BEGIN)] == [MANAGER, ENGINEER]
    assert unproven(plan, proven("ana", at=BEGIN - 27 * DAY), POLICY, BEGIN) == ()
    assert len(unproven(plan, proven("ana", at=BEGIN - 30 * DAY), POLICY, BEGIN)) == 2


def test_without_a_schedule_nobody_is_unproven():
    assert unproven(Schedule(), HandOverFacts(), POLICY, BEGIN) == ()
    assert told(HandOverFacts(), BEGIN, Schedule()) == []
    assert hand_over_at(Schedule(), BEGIN) is None


def test_no_longer_than_two_hours_can_be_set():
    never = HandOverPolicy(at_most=timedelta(0))
    assert still_paged(SCHEDULE, HandOverFacts(), never, MANAGER, BEGIN) == ()
    for wrong in (-MINUTE, 2 * HOUR + MINUTE):
        with pytest.raises(InvalidTeam, match="two hours"):
            HandOverPolicy(at_most=wrong)


def test_an_incident_after_hand_over_pages_the_outgoing_with_the_incoming():
    _, events = open_incident(report(), "prometheus", INCIDENT_ID, 1, TEAM, BEGIN + HOUR)
    assert paged(events) == [
        ("mei", MANAGER, 1),
        ("ana", MANAGER, 1),
        ("dmitri", ENGINEER, 1),
        ("ben", ENGINEER, 1),
    ]
    known = replace(TEAM, hand_overs=proven("mei", "dmitri"))
    _, events = open_incident(report(), "prometheus", INCIDENT_ID, 1, known, BEGIN + HOUR)
    assert [person for person, _seat, _level in paged(events)] == ["mei", "dmitri"]


def test_the_outgoing_who_ring_already_are_not_paged_again_at_hand_over():
    incident = fresh(now=BEGIN - MINUTE)
    assert next_step(incident, TEAM, BEGIN - MINUTE) == BEGIN
    incident, events = advance(incident, TEAM, BEGIN)
    assert paged(events) == [("mei", MANAGER, 1), ("dmitri", ENGINEER, 1)]
    assert {page.responder for page in incident.pages_for(MANAGER) if page.is_open} == {"ana", "mei"}


def test_the_forecast_of_an_incident_before_hand_over_names_who_comes():
    team = replace(TEAM, hand_overs=HandOverFacts(reliefs=(Relief(responder="ana", at=BEGIN - HOUR),)))
    wakes = forecast(fresh(team, BEGIN - MINUTE), team, BEGIN - MINUTE)
    assert [(wake.at, wake.people) for wake in wakes[:2]] == [(BEGIN, ("mei",)), (BEGIN, ("dmitri",))]


def test_next_duty_is_one_that_begins():
    assert comes_on_duty(SCHEDULE, "mei", BEGIN - DAY, DAY) == SCHEDULE.shift_at(BEGIN)
    assert comes_on_duty(SCHEDULE, "mei", BEGIN - DAY - MINUTE, DAY) is None
    assert comes_on_duty(SCHEDULE, "mei", BEGIN, 8 * DAY) is None, "they are on duty already"
    assert comes_on_duty(SCHEDULE, "ana", BEGIN - DAY, 7 * DAY) is None
    going_on = replace(SCHEDULE, exceptions=(override(BEGIN, BEGIN + HOUR, "ana", ENGINEER),))
    assert comes_on_duty(going_on, "ana", BEGIN - DAY, 2 * DAY) is None


def test_the_hand_over_that_matters():
    assert hand_over_at(SCHEDULE, BEGIN - MINUTE) == BEGIN
    assert hand_over_at(SCHEDULE, BEGIN + 11 * HOUR) == BEGIN
    assert hand_over_at(SCHEDULE, BEGIN + 13 * HOUR) == BEGIN + 7 * DAY
    short = replace(SCHEDULE, exceptions=(override(BEGIN + HOUR, BEGIN + 2 * HOUR, "priya"),))
    assert hand_over_at(short, BEGIN + 80 * MINUTE) == BEGIN + HOUR
    assert hand_over_at(short, BEGIN + 100 * MINUTE) == BEGIN + 2 * HOUR


def test_the_first_pair_that_ever_comes_is_paged_when_it_comes():
    plan = Segment(
        starts_on=date(2026, 11, 30), hand_over=time(8), turns=(Turn(manager="mei", engineer="dmitri"),)
    )
    levels = (Level(audience=Audience.PAIR), Level(audience=Audience.EXECUTIVES))
    team = replace(TEAM, schedule=Schedule(published=(plan,)), policy=Policy(levels=levels))
    begin = plan.starts_at
    assert team.schedule.pair_changes_at(begin - MINUTE) == begin
    assert team.schedule.pair_changes_at(begin - 400 * DAY) == begin
    incident = fresh(team, begin - MINUTE)
    assert next_step(incident, team, begin - MINUTE) == begin
    wakes = forecast(incident, team, begin - MINUTE)
    assert [(wake.at, wake.people) for wake in wakes[:2]] == [(begin, ("mei",)), (begin, ("dmitri",))]


PEOPLE = ("ana", "ben", "mei", "dmitri")
TIMES = st.integers(-30 * 60, 8 * 60).map(lambda minutes: BEGIN + minutes * MINUTE)
FACTS = st.builds(
    HandOverFacts,
    proofs=st.lists(st.builds(Proof, responder=st.sampled_from(PEOPLE), at=TIMES), max_size=3).map(tuple),
    reliefs=st.lists(st.builds(Relief, responder=st.sampled_from(PEOPLE), at=TIMES), max_size=2).map(tuple),
)
TURNS = st.lists(
    st.builds(Turn, manager=st.sampled_from(PEOPLE), engineer=st.sampled_from(PEOPLE)), min_size=1, max_size=3
)


@given(
    turns=TURNS,
    facts=FACTS,
    at_most=st.integers(0, 120),
    begin=st.integers(-300, 300),
    hours=st.integers(1, 4),
    at=TIMES,
    later=st.integers(0, 200),
    seat=st.sampled_from(Seat),
)
def test_whatever_happens_the_outgoing_only_become_fewer_until_the_pair_changes(
    turns: list[Turn],
    facts: HandOverFacts,
    at_most: int,
    begin: int,
    hours: int,
    at: datetime,
    later: int,
    seat: Seat,
):
    start = BEGIN + begin * MINUTE
    exception = override(start, start + hours * HOUR, "mei", seat)
    plan = Schedule(starts_on=date(2026, 11, 23), turns=tuple(turns), exceptions=(exception,))
    policy = HandOverPolicy(at_most=at_most * MINUTE)
    now = still_paged(plan, facts, policy, seat, at)
    shift = plan.shift_at(at)
    assert shift is not None
    for one in now:
        assert at < one.until <= at + policy.at_most, "never longer than the set time"
        assert one.since <= at
        assert one.responder != one.incoming
    then = min(at + later * MINUTE, shift.ends_at - MINUTE)
    if then >= at:
        assert {one.responder for one in still_paged(plan, facts, policy, seat, then)} <= {
            one.responder for one in now
        }
    team = Team(roster=TEAM.roster, schedule=plan, policy=Policy(hand_over=policy), hand_overs=facts)
    _, events = open_incident(report(), "prometheus", INCIDENT_ID, 1, team, at)
    reached = [person for person, meant, _level in paged(events) if meant is seat]
    assert reached == list(dict.fromkeys((shift.turn.of(seat), *(one.responder for one in now))))
