"""Quiet: what happens, or rather does not, while an incident that can wait waits for the office to open.

A quiet incident has no open page for a seat and no clock that falls due before the office opens. Who is
called in by name is called all the same: a person asked for it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from desktop.core.incident.events import Event, IncidentQuieted
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.page import BY_NAME, PageOutcome
from desktop.core.incident.paging import end_page
from desktop.core.team.team import Team
from desktop.core.telling.communication import clock_at_opening
from desktop.core.urgency.urgency import Urgency


def is_silent(incident: Incident, team: Team, now: datetime) -> bool:
    """Whether nobody may be paged for its seats or its updates at `now`: the office is closed, or has just
    opened and the incident is still to be woken."""
    if incident.urgency is Urgency.NOW:
        return False
    return incident.quiet_until is not None or not team.office_is_open(now)


def next_quiet(incident: Incident, team: Team, now: datetime) -> datetime | None:
    """When it wakes or goes quiet next; None for what is over or does not wait. At once when the office has
    other hours than those that it went quiet by."""
    if incident.status is Status.RESOLVED or incident.urgency is Urgency.NOW:
        return None
    closes_at = team.office_closes_at(now)
    if incident.quiet_until is None:
        return closes_at or now
    if closes_at is not None or incident.quiet_until != team.office_opens_at(now):
        return now
    return incident.quiet_until


def advance_quiet(incident: Incident, team: Team, now: datetime) -> tuple[Incident, list[Event]]:
    """Wake it when the office is open, let it be quiet when it is not. Its pages are sent by the rules for
    empty seats, which come after this."""
    if incident.status is Status.RESOLVED or incident.urgency is Urgency.NOW:
        return incident, []
    if team.office_is_open(now):
        return (incident if incident.quiet_until is None else awake(incident, team, now)), []
    until = team.office_opens_at(now)
    if incident.quiet_until == until:
        return incident, []
    events: list[Event] = [IncidentQuieted(at=now, until=until)]
    incident = stop_pages(incident, now, events)
    for seat in incident.empty_seats:
        state = incident.seat(seat)
        round_ = state.round + (1 if state.level else 0)
        state = replace(state, level=0, level_since=now, round=round_, passed=())
        incident = incident.with_seat(state)
    clock = incident.communication
    if clock is not None:
        clock = clock.not_before(until + team.policy.clock(incident.urgency).first)
    return replace(incident, quiet_until=until, communication=clock), events


def awake(incident: Incident, team: Team, now: datetime) -> Incident:
    """No longer quiet: its communication clock starts, or goes on with as long as a new one has. Who gave a
    seat back meanwhile is asked again: otherwise nobody might be."""
    for seat in incident.empty_seats:
        incident = incident.with_seat(replace(incident.seat(seat), passed=()))
    policy = team.policy.clock(incident.urgency)
    clock = incident.communication
    clock = clock.not_before(now + policy.first) if clock is not None else clock_at_opening(now, policy)
    # Nobody had to do anything meanwhile, so nobody is asked at once whether they are still on it.
    return replace(incident, quiet_until=None, communication=clock, active_at=now)


def stop_pages(incident: Incident, now: datetime, events: list[Event]) -> Incident:
    """End every page that rings for a seat or an update."""
    for page in incident.pages:
        if page.is_open and page.reason not in BY_NAME:
            incident = end_page(incident, page, PageOutcome.CAN_WAIT, now, events)
    return incident
