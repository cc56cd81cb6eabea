"""What telling does to an incident: updates, their deliveries, the question to the Engineer, and missed
updates."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from desktop.core.incident.commands import (
    AnswerQuestion,
    AskEngineer,
    ExtendUpdate,
    PostponeQuestion,
    SendAgain,
    SendUpdate,
)
from desktop.core.incident.decision import Decision, Refusal
from desktop.core.incident.events import (
    DeliveryChanged,
    Event,
    PageSent,
    QuestionAnswered,
    QuestionAsked,
    QuestionPostponed,
    UpdateExtended,
    UpdateMissed,
    UpdateSent,
)
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.page import Page, PageOutcome, PageReason, page_id
from desktop.core.incident.paging import end_page
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.telling.question import NOT_NOW, Question
from desktop.core.telling.update import Delivery, DeliveryState, Update

UPDATES_KEPT = 30
"""So many of the latest are part of the incident's value; all are in the timeline."""
LONGEST_PROMISE = timedelta(days=7)


def send_update(incident: Incident, command: SendUpdate, team: Team, now: datetime) -> Decision:
    """Tell something. It is written down and the clock goes on from here; the hub delivers it afterwards."""
    if not command.text.strip():
        return Decision(incident=incident, refusal=Refusal.EMPTY_NOTE)
    if any(known.id == command.update_id for known in incident.updates):
        return Decision(incident=incident)
    promised = command.next_update_at
    if promised is not None and not now < promised <= now + LONGEST_PROMISE:
        return Decision(incident=incident, refusal=Refusal.BAD_TIME)
    clock = incident.communication
    if incident.status is not Status.RESOLVED and clock is not None:
        if promised is None and incident.quiet_until is not None:
            promised = incident.quiet_until + team.policy.clock(incident.urgency).first
        clock = clock.told(
            incident.opened_at,
            now,
            team.policy.clock(incident.urgency),
            promised=promised,
            tells_scope=command.tells_scope,
        )
        promised = clock.due_at
    update = Update(
        id=command.update_id,
        by=command.by,
        sent_at=now,
        stage=command.stage,
        readers=command.readers,
        subject=command.subject.strip(),
        text=command.text.strip(),
        next_update_at=promised,
        tells_scope=command.tells_scope,
        deliveries=tuple(Delivery(channel=name, at=now) for name in dict.fromkeys(command.channels)),
    )
    events: list[Event] = [UpdateSent(at=now, update=update)]
    incident = replace(incident, communication=clock, updates=(*incident.updates, update)[-UPDATES_KEPT:])
    return Decision(incident=dismiss_stand_ins(incident, now, events), events=events)


def send_again(incident: Incident, command: SendAgain, now: datetime) -> Decision:
    """Put a failed delivery back to waiting; the hub tries it at once."""
    delivery = _delivery(incident, command.update_id, command.channel)
    if delivery is None:
        return Decision(incident=incident, refusal=Refusal.NO_SUCH_UPDATE)
    if delivery.state is not DeliveryState.FAILED:
        return Decision(incident=incident)
    waiting = replace(delivery, state=DeliveryState.WAITING, at=now, detail="", again_at=None)
    incident, events = delivered(incident, command.update_id, waiting, now)
    return Decision(incident=incident, events=events)


def delivered(
    incident: Incident, update_id: UUID, delivery: Delivery, now: datetime
) -> tuple[Incident, list[Event]]:
    """Write down how it stands with one delivery; nothing for one that is not known (any more)."""
    if _delivery(incident, update_id, delivery.channel) is None:
        return incident, []
    updates = tuple(
        known.with_delivery(delivery) if known.id == update_id else known for known in incident.updates
    )
    event = DeliveryChanged(at=now, update_id=update_id, delivery=delivery)
    return replace(incident, updates=updates), [event]


def extend(incident: Incident, command: ExtendUpdate, now: datetime) -> Decision:
    """Move the next update, with a reason."""
    clock = incident.communication
    if clock is None or not now < command.until <= now + LONGEST_PROMISE:
        return Decision(incident=incident, refusal=Refusal.BAD_TIME)
    because = command.because.strip()
    if not because:
        return Decision(incident=incident, refusal=Refusal.EMPTY_NOTE)
    events: list[Event] = [UpdateExtended(at=now, by=command.by, until=command.until, because=because)]
    incident = replace(incident, communication=clock.extended(command.until, because))
    return Decision(incident=dismiss_stand_ins(incident, now, events), events=events)


def ask(incident: Incident, command: AskEngineer, now: datetime) -> Decision:
    """Ask the Engineer."""
    if incident.question is not None and incident.question.id == command.question_id:
        return Decision(incident=incident)
    if command.within <= timedelta(0):
        return Decision(incident=incident, refusal=Refusal.BAD_TIME)
    question = Question(
        id=command.question_id,
        asked_by=command.by,
        asked_at=now,
        answer_by=now + command.within,
        words=command.words.strip(),
    )
    return Decision(
        incident=replace(incident, question=question), events=[QuestionAsked(at=now, question=question)]
    )


def answer(incident: Incident, command: AnswerQuestion, now: datetime) -> Decision:
    """Answer the Manager's question. Anybody may: whoever knows. The first answer counts."""
    question = incident.question
    if question is None or question.id != command.question_id:
        return Decision(incident=incident, refusal=Refusal.NO_SUCH_QUESTION)
    if not question.is_open:
        return Decision(incident=incident)
    if command.answer.is_empty:
        return Decision(incident=incident, refusal=Refusal.EMPTY_NOTE)
    answered = replace(question, answered_by=command.by, answered_at=now, answer=command.answer)
    event = QuestionAnswered(at=now, question_id=question.id, by=command.by, answer=command.answer)
    return Decision(incident=replace(incident, question=answered), events=[event])


def postpone(incident: Incident, command: PostponeQuestion, now: datetime) -> Decision:
    """ "Not now": five minutes more."""
    question = incident.question
    if question is None or question.id != command.question_id or not question.is_open:
        return Decision(incident=incident, refusal=Refusal.NO_SUCH_QUESTION)
    until = now + NOT_NOW
    postponed = replace(question, answer_by=until, postponed=question.postponed + 1)
    event = QuestionPostponed(at=now, question_id=question.id, by=command.by, until=until)
    return Decision(incident=replace(incident, question=postponed), events=[event])


def next_telling(incident: Incident, team: Team) -> datetime | None:
    """When something falls due for the communication clock; None while nobody can be late."""
    clock = incident.communication
    if clock is None or incident.status is Status.RESOLVED or incident.manager.holder is None:
        return None
    if incident.quiet_until is not None:
        return None
    if clock.missed_at is None:
        return clock.due_at
    return clock.stand_in_at(team.policy.clock(incident.urgency))


def advance_telling(incident: Incident, team: Team, now: datetime) -> tuple[Incident, list[Event]]:
    """Do what fell due for the communication clock: notice a missed update, or page the next stand-in."""
    due = next_telling(incident, team)
    clock = incident.communication
    events: list[Event] = []
    if clock is None or due is None or due > now:
        return incident, events
    if clock.missed_at is None:
        events.append(UpdateMissed(at=now, due_at=clock.due_at))
        return replace(incident, communication=replace(clock, missed_at=now)), events
    return page_stand_in(incident, team, now, events), events


def page_stand_in(
    incident: Incident, team: Team, now: datetime, events: list[Event], passed: str | None = None
) -> Incident:
    """Page the next Manager of the schedule who holds no seat and was not asked yet; after the last, the
    first again.

    With nobody to ask, the wait begins anew: the overdue clock on the Manager's screen goes on. `passed` has
    just said "I can't", and is not paged again in the same breath.
    """
    clock = incident.communication
    assert clock is not None
    for page in incident.stand_in_pages:
        incident = end_page(incident, page, PageOutcome.REPEATED, now, events)
    people = tuple(person for person in _next_managers(incident, team, now) if person != passed)
    asked = clock.asked
    person = next((person for person in people if person not in asked), None)
    if person is None and people:
        person, asked = people[0], ()
    clock = replace(clock, asked_at=now, asked=(*asked, person) if person else asked)
    incident = replace(incident, communication=clock)
    if person is None:
        return incident
    incident = replace(incident, communication=replace(clock, pages=clock.pages + 1))
    page = Page(
        id=page_id(incident.id, PageReason.STAND_IN, Seat.MANAGER, 0, clock.pages + 1, person),
        incident_id=incident.id,
        responder=person,
        seat=Seat.MANAGER,
        reason=PageReason.STAND_IN,
        level=0,
        round=clock.pages + 1,
        attempted_at=now,
    )
    events.append(PageSent(at=now, page=page))
    return incident.with_page(page)


def dismiss_stand_ins(incident: Incident, now: datetime, events: list[Event]) -> Incident:
    """Nobody needs to stand in any more."""
    for page in incident.stand_in_pages:
        incident = end_page(incident, page, PageOutcome.NOT_NEEDED, now, events)
    return incident


def _next_managers(incident: Incident, team: Team, now: datetime) -> tuple[str, ...]:
    """The Managers of this and the following shifts, in order, who hold no seat of the incident."""
    found: dict[str, None] = {}
    for shift in team.schedule.from_then_on(now):
        found[shift.turn.manager] = None
    return tuple(
        person for person in found if not incident.held_by(person) and team.roster.can_be_paged(person)
    )


def _delivery(incident: Incident, update_id: UUID, channel: str) -> Delivery | None:
    update = next((known for known in incident.updates if known.id == update_id), None)
    return update.delivery(channel) if update is not None else None
