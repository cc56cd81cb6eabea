"""Calling one person in by name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from desktop.core.commands import ClaimSeat, Command, DeclinePage, ResolveIncident
from desktop.core.decide import decide
from desktop.core.decision import Decision, Refusal
from desktop.core.events import PageEnded, PageSent, SeatEscalated
from desktop.core.fixing_commands import AnswerCallIn, CallInPerson
from desktop.core.fixing_events import PersonCalledIn
from desktop.core.incident import Incident
from desktop.core.intake import open_incident
from desktop.core.page import PageOutcome, PageReason
from desktop.core.seat import Seat
from tests.sample import INCIDENT_ID, NIGHT, TEAM, report

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
