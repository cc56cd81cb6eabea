""" "Still on it?": the holders of an answered incident in which nobody does anything are asked; who lets that
page end unanswered loses the seat.

Whatever a person does is activity: only a desktop's word that it rings, and what monitors say, is not.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from desktop.core.incident.commands import Command, ConfirmRinging, StillOnIt
from desktop.core.incident.decision import Decision, Refusal
from desktop.core.incident.events import Event, PageSent, SeatLost
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.page import Page, PageOutcome, PageReason, page_id
from desktop.core.incident.paging import end_page
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.telling.telling import dismiss_stand_ins
from desktop.core.urgency.quiet import is_silent


def last_active_at(incident: Incident) -> datetime:
    """When a person did something last."""
    if incident.active_at is not None:
        return incident.active_at
    held = [state.held_since for state in incident.seats if state.held_since is not None]
    return max(incident.opened_at, *held) if held else incident.opened_at


def still_on_it(incident: Incident, command: StillOnIt, now: datetime) -> Decision:
    """ "I'm on it". Repeating it changes nothing."""
    events: list[Event] = []
    after = _answered(incident, command.by, now, events)
    if not events:
        return Decision(
            incident=incident, refusal=None if incident.held_by(command.by) else Refusal.NO_OPEN_PAGE
        )
    return Decision(incident=after, events=events)


def after_command(decision: Decision, command: Command, now: datetime) -> Decision:
    """What was asked for and carried out is activity; whoever asked for it is still on it."""
    if decision.refusal is not None or not decision.events or isinstance(command, ConfirmRinging):
        return decision
    events = [*decision.events]
    incident = acted(decision.incident, command.by, now, events)
    return Decision(incident=incident, events=events)


def acted(incident: Incident, by: str, now: datetime, events: list[Event]) -> Incident:
    """A person did something for the incident, by whatever way."""
    if incident.status is Status.RESOLVED:
        return incident
    return _answered(replace(incident, active_at=now), by, now, events)


def next_activity(incident: Incident, team: Team, now: datetime) -> datetime | None:
    """When holders are asked, or one who was asked loses the seat; None when neither will be."""
    if incident.status is Status.RESOLVED or incident.quiet_until is not None:
        return None
    if is_silent(incident, team, now):
        return None
    due = [_loses_at(incident, team, page) for page in incident.still_pages]
    after = team.policy.repage_after
    if not due and after is not None and incident.status is Status.ANSWERED:
        due.append(last_active_at(incident) + after)
    return min(due, default=None)


def advance_activity(incident: Incident, team: Team, now: datetime) -> tuple[Incident, list[Event]]:
    """Ask the holders, or take the seat of who did not answer: the rules for empty seats, which come after
    this, page for it at once."""
    events: list[Event] = []
    due = next_activity(incident, team, now)
    if due is None or due > now:
        return incident, events
    asked = incident.still_pages
    for page in asked:
        if _loses_at(incident, team, page) <= now:
            incident = end_page(incident, page, PageOutcome.EXPIRED, now, events)
            incident = _lose(incident, page.seat, now, events)
    if not asked:
        for state in incident.seats:
            incident = _ask(incident, team, state.seat, now, events)
    return incident, events


def _loses_at(incident: Incident, team: Team, page: Page) -> datetime:
    asked_at = incident.seat(page.seat).checked_at or page.attempted_at
    return asked_at + team.policy.wait(1)


def _ask(incident: Incident, team: Team, seat: Seat, now: datetime, events: list[Event]) -> Incident:
    """Who cannot be paged any more cannot answer either: that seat is empty at once."""
    state = incident.seat(seat)
    holder = state.holder
    if holder is None or not team.roster.can_be_paged(holder):
        return _lose(incident, seat, now, events)
    checks = state.checks + 1
    incident = incident.with_seat(replace(state, checked_at=now, checks=checks))
    page = Page(
        id=page_id(incident.id, PageReason.STILL_ON_IT, seat, 0, checks, holder),
        incident_id=incident.id,
        responder=holder,
        seat=seat,
        reason=PageReason.STILL_ON_IT,
        level=0,
        round=checks,
        attempted_at=now,
    )
    events.append(PageSent(at=now, page=page))
    return incident.with_page(page)


def _lose(incident: Incident, seat: Seat, now: datetime, events: list[Event]) -> Incident:
    state = incident.seat(seat)
    if state.holder is None:
        return incident
    events.append(SeatLost(at=now, seat=seat, holder=state.holder))
    # Not left out of the paging that follows: whoever is on duty may just have missed it.
    incident = incident.with_seat(state.emptied(now, passed=None))
    return dismiss_stand_ins(incident, now, events) if seat is Seat.MANAGER else incident


def _answered(incident: Incident, by: str, now: datetime, events: list[Event]) -> Incident:
    for page in incident.still_pages:
        if page.responder == by:
            incident = end_page(incident, page, PageOutcome.ACKNOWLEDGED, now, events)
    return incident
