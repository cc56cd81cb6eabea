"""Calling one person in by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desktop.core.fixing.call_in import REPEAT_AFTER
from desktop.core.fixing.fixing_commands import AnswerCallIn, CallInPerson, CancelCallIn
from desktop.core.fixing.fixing_events import CallInCancelled, PersonCalledIn
from desktop.core.incident.commands import ClaimSeat, Command, DeclinePage, ResolveIncident
from desktop.core.incident.decide import decide
from desktop.core.incident.decision import Decision, Refusal
from desktop.core.incident.events import PageEnded, PageSent, SeatEscalated
from desktop.core.incident.incident import Incident
from desktop.core.incident.intake import open_incident
from desktop.core.incident.page import PageOutcome, PageReason
from desktop.core.incident.progress import advance, clock_moved, next_step
from desktop.core.team.responder import Roster
from desktop.core.team.seat import Seat
from desktop.core.team.team import Policy
from tests.sample import INCIDENT_ID, NIGHT, report
from tests.sample import TEAM as SAMPLE

TEAM = replace(SAMPLE, policy=Policy(repage_after=None))
"""Nobody is asked whether they are still on it."""
LATER = NIGHT + timedelta(minutes=3)


def do(incident: Incident, kind: type[Command], by: str, **more: Any) -> Decision:
    return decide(incident, kind(incident_id=INCIDENT_ID, by=by, pressed_at=LATER, **more), TEAM, LATER)


@pytest.fixture
def held() -> Incident:
    incident, _ = open_incident(report(), "prometheus", INCIDENT_ID, 1, TEAM, NIGHT)
    incident = do(incident, ClaimSeat, "ana", seat=Seat.MANAGER).incident
    return do(incident, ClaimSeat, "ben", seat=Seat.ENGINEER).incident


def call(incident: Incident, person: str = "mei", by: str = "ben") -> Decision:
    return do(incident, CallInPerson, by, responder=person, because="knows the payment gateway")


def outcomes(decision: Decision) -> list[tuple[str, PageOutcome]]:
    return [(e.responder, e.outcome) for e in decision.events if isinstance(e, PageEnded)]


def test_one_person_is_paged_with_the_reason_and_nobody_else(held: Incident) -> None:
    decision = call(held)
    assert decision.events[0] == PersonCalledIn(
        at=LATER, by="ben", responder="mei", because="knows the payment gateway"
    )
    pages = [event.page for event in decision.events if isinstance(event, PageSent)]
    assert [(page.responder, page.reason) for page in pages] == [("mei", PageReason.CALL_IN)]
    assert call(decision.incident).events == [], "one at a time"


def test_coming_takes_no_seat(held: Incident) -> None:
    decision = do(call(held).incident, AnswerCallIn, "mei")
    assert outcomes(decision) == [("mei", PageOutcome.ACKNOWLEDGED)]
    assert decision.incident.held_by("mei") == ()
    assert decision.incident.call_ins[0].coming is True
    again = do(decision.incident, AnswerCallIn, "mei")
    assert (again.refusal, again.events) == (None, [])


def test_i_cannot_moves_nothing_up(held: Incident) -> None:
    decision = do(call(held).incident, DeclinePage, "mei")
    assert outcomes(decision) == [("mei", PageOutcome.DECLINED)]
    assert not any(isinstance(event, SeatEscalated) for event in decision.events)
    assert decision.incident.call_ins[0].coming is False
    asked_again = call(decision.incident)
    assert len({page.id for page in asked_again.incident.pages if page.responder == "mei"}) == 1
    assert [one.coming for one in asked_again.incident.call_ins] == [False, None]


def test_a_claim_ends_ones_own_call_in_and_nobody_elses(held: Incident) -> None:
    both = call(call(held).incident, "dmitri").incident
    decision = do(both, ClaimSeat, "mei", seat=Seat.ENGINEER, explicit=True)
    assert outcomes(decision) == [("mei", PageOutcome.ACKNOWLEDGED)]
    assert [page.responder for page in decision.incident.call_in_pages] == ["dmitri"]


def test_the_end_of_the_incident_ends_it(held: Incident) -> None:
    decision = do(call(held).incident, ResolveIncident, "ben")
    assert outcomes(decision) == [("mei", PageOutcome.RESOLVED)]


@pytest.mark.parametrize("person", ["ana", "ben", "stranger"])
def test_whom_nobody_needs_to_call(held: Incident, person: str) -> None:
    assert call(held, person).refusal is Refusal.NOT_TO_BE_PAGED


def test_who_is_woken_reads_why(held: Incident) -> None:
    decision = do(held, CallInPerson, "ben", responder="mei", because="  ")
    assert decision.refusal is Refusal.EMPTY_NOTE


def test_answering_without_being_called(held: Incident) -> None:
    assert do(held, AnswerCallIn, "mei").refusal is Refusal.NO_OPEN_PAGE


def test_silence_is_paged_again_each_five_minutes(held: Incident) -> None:
    incident = call(held).incident
    due = LATER + REPEAT_AFTER
    assert next_step(quiet(incident), TEAM, LATER) == due
    late = due + timedelta(hours=1)
    for at in (due, late):
        after, events = advance(quiet(incident), TEAM, at)
        ended, sent = events
        assert isinstance(ended, PageEnded)
        assert ended.outcome is PageOutcome.REPEATED
        assert isinstance(sent, PageSent)
        assert sent.page.responder == "mei"
        assert [page.id for page in after.call_in_pages] == [sent.page.id]
        incident = after
    assert incident.call_ins[0].pages == 3
    assert incident.call_ins[0].called_at == LATER
    assert next_step(incident, TEAM, late) == late + REPEAT_AFTER, (
        "however late, the next wait is a whole one"
    )
    came = do(incident, AnswerCallIn, "mei").incident
    assert next_step(came, TEAM, late) is None


def quiet(incident: Incident) -> Incident:
    """Without updates that could be late."""
    return replace(incident, communication=None)


def test_a_clock_that_was_set_neither_hurries_nor_delays_it(held: Incident) -> None:
    moved = clock_moved(quiet(call(held).incident), -timedelta(hours=2))
    assert next_step(moved, TEAM, LATER) == LATER - timedelta(hours=2) + REPEAT_AFTER
    assert moved.call_ins[0].called_at == LATER


def test_who_left_the_roster_is_not_paged_again(held: Incident) -> None:
    incident = quiet(call(held).incident)
    without = Roster(responders=tuple(one for one in TEAM.roster.responders if one.id != "mei"))
    team = replace(TEAM, roster=without, schedule=replace(TEAM.schedule, turns=TEAM.schedule.turns[:1]))
    assert next_step(incident, team, LATER) is None
    assert advance(incident, team, LATER + REPEAT_AFTER) == (incident, [])


@pytest.mark.parametrize("by", ["ben", "ana"])
def test_never_mind_ends_the_page(held: Incident, by: str) -> None:
    decision = do(call(held).incident, CancelCallIn, by, responder="mei")
    assert decision.events[0] == CallInCancelled(at=LATER, by=by, responder="mei")
    assert outcomes(decision) == [("mei", PageOutcome.NOT_NEEDED)]
    assert not decision.incident.call_ins[0].is_open
    again = do(decision.incident, CancelCallIn, by, responder="mei")
    assert (again.events, again.refusal) == ([], None)
    assert call(decision.incident).events, "they may be called once more"


def test_others_do_not_call_it_off_and_an_answer_stays(held: Incident) -> None:
    called = call(held).incident
    assert do(called, CancelCallIn, "priya", responder="mei").refusal is Refusal.NOT_THE_CALLER
    assert do(called, CancelCallIn, "ben", responder="dmitri").refusal is Refusal.NO_OPEN_PAGE
    came = do(called, AnswerCallIn, "mei").incident
    assert do(came, CancelCallIn, "ben", responder="mei").refusal is Refusal.NO_OPEN_PAGE


def test_pages_of_one_person_never_share_an_id(held: Incident) -> None:
    incident, _ = advance(quiet(call(held).incident), TEAM, LATER + REPEAT_AFTER)
    first, second = held.pages, incident.call_in_pages
    incident = call(do(incident, DeclinePage, "mei").incident).incident
    ids = [page.id for page in (*first, *call(held).incident.call_in_pages, *second, *incident.call_in_pages)]
    assert len(set(ids)) == len(ids)
