"""Calling one person in by name, without escalating."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from desktop.core.call_in import CallIn
from desktop.core.decision import Decision, Refusal
from desktop.core.events import Event, PageSent
from desktop.core.fixing_commands import AnswerCallIn, CallInPerson
from desktop.core.fixing_events import PersonCalledIn
from desktop.core.incident import Incident
from desktop.core.page import Page, PageOutcome, PageReason, page_id
from desktop.core.paging import end_page
from desktop.core.seat import Seat
from desktop.core.team import Team


def call_in(incident: Incident, command: CallInPerson, team: Team, now: datetime) -> Decision:
    """Page somebody to help. Who was called already and has not answered is not paged twice; who said "I
    can't", or came, may be called again."""
    person, because = command.responder, " ".join(command.because.split())
    if not because:
        return Decision(incident=incident, refusal=Refusal.EMPTY_NOTE)
    if not team.roster.can_be_paged(person) or person == command.by or incident.held_by(person):
        return Decision(incident=incident, refusal=Refusal.NOT_TO_BE_PAGED)
    if any(page.responder == person for page in incident.call_in_pages):
        return Decision(incident=incident)
    held = incident.held_by(command.by)
    seat = held[0] if held else Seat.ENGINEER
    round_ = 1 + sum(call.responder == person for call in incident.call_ins)
    page = Page(
        id=page_id(incident.id, PageReason.CALL_IN, seat, 0, round_, person),
        incident_id=incident.id,
        responder=person,
        seat=seat,
        reason=PageReason.CALL_IN,
        level=0,
        round=round_,
        attempted_at=now,
    )
    called = CallIn(responder=person, by=command.by, because=because, called_at=now)
    incident = replace(incident, call_ins=(*incident.call_ins, called)).with_page(page)
    told = PersonCalledIn(at=now, by=command.by, responder=person, because=because)
    return Decision(incident=incident, events=[told, PageSent(at=now, page=page)])


def answer_call_in(incident: Incident, command: AnswerCallIn, now: datetime) -> Decision:
    """ "I'm coming". Repeating it changes nothing."""
    if not any(page.responder == command.by for page in incident.call_in_pages):
        came = any(call.responder == command.by and call.coming for call in incident.call_ins)
        return Decision(incident=incident, refusal=None if came else Refusal.NO_OPEN_PAGE)
    events: list[Event] = []
    incident = answered(incident, command.by, now, events, coming=True)
    return Decision(incident=incident, events=events)


def answered(
    incident: Incident, person: str, now: datetime, events: list[Event], *, coming: bool
) -> Incident:
    """The call-in pages of `person` end, and whoever called them sees the answer."""
    outcome = PageOutcome.ACKNOWLEDGED if coming else PageOutcome.DECLINED
    for page in incident.call_in_pages:
        if page.responder == person:
            incident = end_page(incident, page, outcome, now, events)
    calls = tuple(
        replace(call, coming=coming, answered_at=now)
        if call.responder == person and call.answered_at is None
        else call
        for call in incident.call_ins
    )
    return replace(incident, call_ins=calls)
