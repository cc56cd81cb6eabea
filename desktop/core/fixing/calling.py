"""Calling one person in by name, without escalating."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from desktop.core.fixing.call_in import CallIn
from desktop.core.fixing.fixing_commands import AnswerCallIn, CallInPerson, CancelCallIn
from desktop.core.fixing.fixing_events import CallInCancelled, PersonCalledIn
from desktop.core.incident.decision import Decision, Refusal
from desktop.core.incident.events import Event, PageSent
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.page import Page, PageOutcome, PageReason, page_id
from desktop.core.incident.paging import end_page
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team


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
    events: list[Event] = [PersonCalledIn(at=now, by=command.by, responder=person, because=because)]
    incident = _send(incident, person, held[0] if held else Seat.ENGINEER, now, events)
    called = CallIn(responder=person, by=command.by, because=because, called_at=now, asked_at=now)
    incident = replace(incident, call_ins=(*incident.call_ins, called))
    return Decision(incident=incident, events=events)


def answer_call_in(incident: Incident, command: AnswerCallIn, now: datetime) -> Decision:
    """ "I'm coming". Repeating it changes nothing."""
    if not any(page.responder == command.by for page in incident.call_in_pages):
        came = any(call.responder == command.by and call.coming for call in incident.call_ins)
        return Decision(incident=incident, refusal=None if came else Refusal.NO_OPEN_PAGE)
    events: list[Event] = []
    incident = answered(incident, command.by, now, events, coming=True)
    return Decision(incident=incident, events=events)


def cancel_call_in(incident: Incident, command: CancelCallIn, now: datetime) -> Decision:
    """ "Never mind". Who has answered already is not sent away by it: they are told in words, by people."""
    person = command.responder
    calls = [call for call in incident.call_ins if call.responder == person]
    newest = calls[-1] if calls else None
    if newest is None or not newest.is_open:
        off = newest is not None and newest.called_off_at is not None
        return Decision(incident=incident, refusal=None if off else Refusal.NO_OPEN_PAGE)
    if command.by != newest.by and not incident.held_by(command.by):
        return Decision(incident=incident, refusal=Refusal.NOT_THE_CALLER)
    events: list[Event] = [CallInCancelled(at=now, by=command.by, responder=person)]
    incident = _end_pages(incident, person, PageOutcome.NOT_NEEDED, now, events)
    incident = _with_open_call(incident, person, called_off_at=now, called_off_by=command.by)
    return Decision(incident=incident, events=events)


def answered(
    incident: Incident, person: str, now: datetime, events: list[Event], *, coming: bool
) -> Incident:
    """The call-in pages of `person` end, and whoever called them sees the answer."""
    outcome = PageOutcome.ACKNOWLEDGED if coming else PageOutcome.DECLINED
    incident = _end_pages(incident, person, outcome, now, events)
    return _with_open_call(incident, person, coming=coming, answered_at=now)


def next_calling(incident: Incident, team: Team) -> datetime | None:
    """When an unanswered call-in is paged again; None when nobody is waited for. Who cannot be paged any
    more rings on, but nothing falls due for them."""
    return min((call.again_at for call in _waiting(incident, team)), default=None)


def advance_calling(incident: Incident, team: Team, now: datetime) -> tuple[Incident, list[Event]]:
    """Page again whoever has not answered for long enough: once, however late it is."""
    events: list[Event] = []
    for call in _waiting(incident, team):
        if call.again_at > now:
            continue
        person = call.responder
        seat = next(page.seat for page in incident.call_in_pages if page.responder == person)
        incident = _end_pages(incident, person, PageOutcome.REPEATED, now, events)
        incident = _send(incident, person, seat, now, events)
        incident = _with_open_call(incident, person, asked_at=now, pages=call.pages + 1)
    return incident, events


def clock_moved(incident: Incident, by: timedelta) -> Incident:
    """After the hub's clock was set: who is called has been waited for as long as before."""
    calls = tuple(
        replace(call, asked_at=call.asked_at + by) if call.is_open else call for call in incident.call_ins
    )
    return replace(incident, call_ins=calls)


def _waiting(incident: Incident, team: Team) -> tuple[CallIn, ...]:
    if incident.status is Status.RESOLVED:
        return ()
    ringing = {page.responder for page in incident.call_in_pages}
    return tuple(
        call
        for call in incident.call_ins
        if call.is_open and call.responder in ringing and team.roster.can_be_paged(call.responder)
    )


def _send(incident: Incident, person: str, seat: Seat, now: datetime, events: list[Event]) -> Incident:
    """To be called before the call-in itself is written down: pages are counted by it."""
    round_ = 1 + sum(call.pages for call in incident.call_ins if call.responder == person)
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
    events.append(PageSent(at=now, page=page))
    return incident.with_page(page)


def _end_pages(
    incident: Incident, person: str, outcome: PageOutcome, now: datetime, events: list[Event]
) -> Incident:
    for page in incident.call_in_pages:
        if page.responder == person:
            incident = end_page(incident, page, outcome, now, events)
    return incident


def _with_open_call(incident: Incident, person: str, **changes: Any) -> Incident:
    calls = tuple(
        replace(call, **changes) if call.responder == person and call.is_open else call
        for call in incident.call_ins
    )
    return replace(incident, call_ins=calls)
