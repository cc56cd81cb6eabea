"""Another urgency: by hand, or because an alert came that cannot wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from desktop.core.incident.alert import Alert
from desktop.core.incident.commands import ChangeUrgency
from desktop.core.incident.decision import Decision, Refusal
from desktop.core.incident.escalation import advance
from desktop.core.incident.events import Event, UrgencyChanged
from desktop.core.incident.incident import Incident
from desktop.core.incident.page import PageOutcome, PageReason
from desktop.core.incident.paging import end_page
from desktop.core.team.team import Team
from desktop.core.urgency.quiet import awake, stop_pages
from desktop.core.urgency.urgency import Decider, Urgency

LONGEST = 280
"""Characters of the reason."""


def change_urgency(incident: Incident, command: ChangeUrgency, team: Team, now: datetime) -> Decision:
    """Say by hand whether it can wait. Anybody may say that it cannot; that it can, which stops other
    people's alarms, whoever it pages, who holds a seat, and the pair on duty.

    To say of an undecided one that it is urgent decides it, and changes nothing else.
    """
    because = " ".join(command.because.split())[:LONGEST]
    if incident.urgency is command.urgency and incident.urgency_decided_by is not None:
        return Decision(incident=incident)
    if not because:
        return Decision(incident=incident, refusal=Refusal.EMPTY_NOTE)
    if command.urgency is Urgency.OFFICE_HOURS and not may_let_wait(incident, command.by, team, now):
        return Decision(incident=incident, refusal=Refusal.NOT_OF_THE_PAIR)
    decider = Decider(person=command.by)
    events: list[Event] = [
        UrgencyChanged(at=now, urgency=command.urgency, decided_by=decider, because=because)
    ]
    if incident.urgency is command.urgency:
        return Decision(incident=replace(incident, urgency_decided_by=decider), events=events)
    if command.urgency is Urgency.NOW:
        return Decision(incident=_urgent(incident, decider, team, now, events), events=events)
    return Decision(incident=_can_wait(incident, decider, team, now, events), events=events)


def may_let_wait(incident: Incident, person: str, team: Team, now: datetime) -> bool:
    """Whether `person` may say that it can wait."""
    shift = team.schedule.shift_at(now)
    on_duty = shift is not None and shift.seat_of(person) is not None
    paged = any(page.reason is not PageReason.SHADOW for page in incident.open_pages_of(person))
    return on_duty or paged or bool(incident.held_by(person))


def reported(
    incident: Incident, before: Alert | None, after: Alert, team: Team, now: datetime, events: list[Event]
) -> Incident:
    """What it means for the urgency that a monitor reports `after`, which was `before` until then; None: it
    is new. Never makes anything less urgent.

    What a person decided stands until a report says something else than those that they could know.
    """
    if incident.urgency is Urgency.NOW:
        return incident
    urgency, decider = team.urgency.decide((after,))
    if urgency is not Urgency.NOW:
        return incident
    by_hand = incident.urgency_decided_by is not None and incident.urgency_decided_by.person
    if by_hand and before is not None and team.urgency.decide((before,))[0] is Urgency.NOW:
        return incident
    events.append(UrgencyChanged(at=now, urgency=Urgency.NOW, decided_by=decider))
    return _urgent(incident, decider, team, now, events)


def _urgent(
    incident: Incident, decider: Decider | None, team: Team, now: datetime, events: list[Event]
) -> Incident:
    """Everybody it should have paged from the beginning is paged, from level 1 on."""
    was_quiet = incident.quiet_until is not None
    incident = replace(incident, urgency=Urgency.NOW, urgency_decided_by=decider)
    if was_quiet:
        incident = awake(incident, team, now)
        clock, first = incident.communication, now + team.policy.clock(incident.urgency).first
        if clock is not None:
            # What was put off until the office opens is due as of an incident that opens now.
            incident = replace(incident, communication=replace(clock, due_at=min(clock.due_at, first)))
    for seat in incident.empty_seats:
        for page in incident.pages_for(seat):
            if page.is_open:
                incident = end_page(incident, page, PageOutcome.REPEATED, now, events)
        state = incident.seat(seat)
        # A new round: who was paged before it could wait must not count as paged already.
        round_ = state.round + (1 if state.level else 0)
        incident = incident.with_seat(replace(state, level=0, level_since=now, round=round_, passed=()))
    incident, paged = advance(incident, team, now)
    events += paged
    return incident


def _can_wait(
    incident: Incident, decider: Decider, team: Team, now: datetime, events: list[Event]
) -> Incident:
    """The alarms stop. While the office is open, seats that stay empty are asked for again after a wait."""
    incident = replace(incident, urgency=Urgency.OFFICE_HOURS, urgency_decided_by=decider)
    incident = stop_pages(incident, now, events)
    for seat in incident.empty_seats:
        state = incident.seat(seat)
        incident = incident.with_seat(replace(state, level=min(state.level, 1), level_since=now))
    incident, quieted = advance(incident, team, now)
    events += quieted
    return incident
