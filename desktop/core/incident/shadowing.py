"""Shadowing: who shadows the pair gets a page with it, and counts for nothing: nobody waits for them, and
what they answer changes nothing for anybody else."""

from __future__ import annotations

from datetime import datetime

from desktop.core.incident.commands import AcknowledgeShadow, Command, DeclinePage
from desktop.core.incident.decision import Decision, Refusal
from desktop.core.incident.events import Event, PageSent
from desktop.core.incident.incident import Incident
from desktop.core.incident.page import Page, PageOutcome, PageReason, page_id
from desktop.core.incident.paging import end_page
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team


def page_shadows(
    incident: Incident, team: Team, seat: Seat, meant: frozenset[str], now: datetime, events: list[Event]
) -> Incident:
    """Page who shadows at `now` for the empty `seat`, beside those who are paged for it. `meant` are paged
    for either seat themselves; who holds a seat or is paged for something else is there already."""
    for person in team.schedule.shadows_at(now):
        busy = any(page.reason is not PageReason.SHADOW for page in incident.open_pages_of(person))
        if busy or person in meant or incident.held_by(person) or not team.roster.can_be_paged(person):
            continue
        round_ = incident.seat(seat).round
        page = Page(
            id=page_id(incident.id, PageReason.SHADOW, seat, 1, round_, person),
            incident_id=incident.id,
            responder=person,
            seat=seat,
            reason=PageReason.SHADOW,
            level=1,
            round=round_,
            attempted_at=now,
        )
        events.append(PageSent(at=now, page=page))
        incident = incident.with_page(page)
    return incident


def only_shadows(incident: Incident, command: Command) -> bool:
    """Whether `command` answers nothing but pages of a shadow: such an answer is no activity."""
    if isinstance(command, AcknowledgeShadow):
        return True
    pages = incident.open_pages_of(command.by)
    shadows = [page for page in pages if page.reason is PageReason.SHADOW]
    return isinstance(command, DeclinePage) and bool(pages) and shadows == [*pages]


def seen(incident: Incident, command: Command, now: datetime) -> Decision:
    """ "Seen", or "I can't": silences it for this person. Repeating it changes nothing."""
    mine = [
        page for page in incident.pages if page.responder == command.by and page.reason is PageReason.SHADOW
    ]
    if not mine:
        return Decision(incident=incident, refusal=Refusal.NO_OPEN_PAGE)
    declined = isinstance(command, DeclinePage)
    outcome = PageOutcome.DECLINED if declined else PageOutcome.ACKNOWLEDGED
    events: list[Event] = []
    for page in mine:
        if page.is_open:
            incident = end_page(incident, page, outcome, now, events)
    return Decision(incident=incident, events=events)
