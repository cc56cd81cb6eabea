"""Repeats: the unanswered pages of an empty seat, sent again while it is still on the same level."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from desktop.core.incident.events import Event, PageSent
from desktop.core.incident.incident import Incident
from desktop.core.incident.page import Page, PageOutcome, page_id
from desktop.core.incident.paging import end_page
from desktop.core.incident.reach import unanswered_from
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team


def repeats_at(incident: Incident, team: Team, seat: Seat) -> datetime | None:
    """When the pages for the empty `seat` are sent again; None when the policy does not repeat them, nobody
    rings, or the seat moves up before."""
    state = incident.seat(seat)
    every = team.policy.repeat(state.level)
    if every is None or state.level == 0 or not _ringing(incident, team, seat):
        return None
    at = (state.repeated_at or state.level_since) + every
    return at if at < state.level_since + team.policy.wait(state.level, state.wave) else None


def repeat_pages(incident: Incident, team: Team, seat: Seat, now: datetime, events: list[Event]) -> Incident:
    """Send again what is due, once, however late it is: the same people in the same round."""
    due = repeats_at(incident, team, seat)
    if due is None or due > now:
        return incident
    incident = incident.with_seat(replace(incident.seat(seat), repeated_at=now))
    for page in _ringing(incident, team, seat):
        incident = end_page(incident, page, PageOutcome.REPEATED, now, events)
        repeat = page.repeat + 1
        again = replace(
            page,
            id=page_id(incident.id, page.reason, seat, page.level, page.round, page.responder, repeat=repeat),
            repeat=repeat,
            attempted_at=now,
            ringing_at=None,
            tried=(),
            reach_from=None,
            unanswered_from=unanswered_from(page),
        )
        events.append(PageSent(at=now, page=again))
        incident = incident.with_page(again)
    return incident


def _ringing(incident: Incident, team: Team, seat: Seat) -> tuple[Page, ...]:
    """The open pages for the seat; who has left the roster rings on, but is not paged again."""
    return tuple(
        page for page in incident.pages_for(seat) if page.is_open and team.roster.can_be_paged(page.responder)
    )
