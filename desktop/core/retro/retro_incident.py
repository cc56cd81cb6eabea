"""What the retro's numbers are made of, incident by incident: waits, climbs, updates, who had both seats, who
was drawn in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from desktop.core.incident.events import (
    Event,
    SeatClaimed,
    SeatLost,
    SeatReturned,
    UpdateMissed,
    UpdateSent,
    UrgencyChanged,
)
from desktop.core.incident.incident import Incident
from desktop.core.incident.page import Page, PageReason
from desktop.core.retro.retro_week import Week
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team

COUNTED: tuple[type[Event], ...] = (
    SeatClaimed,
    SeatReturned,
    SeatLost,
    UpdateSent,
    UpdateMissed,
    UrgencyChanged,
)
"""The events that numbers are made of; others need not be given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldIncident:
    """What is known of one incident. `events` in their order; `pages` all that were ever sent for it."""

    incident: Incident
    events: tuple[Event, ...] = ()
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """An incident by which a number can be looked into."""

    incident_id: UUID
    number: int
    title: str
    service: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Climb:
    """A seat that stayed empty and moved up to `level`. `paged` beyond the pair, in their order; `woken` of
    them were probably asleep."""

    incident: Mentioned
    seat: Seat
    level: int
    paged: tuple[str, ...]
    woken: tuple[str, ...]


def mention(incident: Incident) -> Mentioned:
    """What tells which incident is meant."""
    return Mentioned(
        incident_id=incident.id, number=incident.number, title=incident.title, service=incident.service
    )


def _seat_pages(one: ToldIncident, seat: Seat) -> list[Page]:
    found = [page for page in one.pages if page.seat is seat and page.reason is PageReason.SEAT]
    return sorted(found, key=lambda page: page.attempted_at)


def waits(one: ToldIncident, seat: Seat, week: Week) -> list[timedelta]:
    """From the first page since the seat was empty until it was claimed; a seat that nobody was paged for was
    not waited for."""
    pages, found = _seat_pages(one, seat), []
    empty_since, held = one.incident.opened_at, False
    for event in one.events:
        match event:
            case SeatClaimed(seat=claimed) if claimed is seat:
                if not held and week.holds(event.at):
                    sent = [
                        page.attempted_at for page in pages if empty_since <= page.attempted_at <= event.at
                    ]
                    found += [event.at - sent[0]] if sent else []
                held = True
            case SeatReturned(seat=left) | SeatLost(seat=left) if left is seat:
                empty_since, held = event.at, False
            case _:
                pass
    return found


def climbs(one: ToldIncident, team: Team, week: Week) -> list[Climb]:
    """The seats of it that began to climb in this time; paging that begins anew is a climb of its own."""
    found = []
    for seat in Seat:
        rounds: dict[int, list[Page]] = defaultdict(list)
        for page in _seat_pages(one, seat):
            if page.level > 1:
                rounds[page.round].append(page)
        for pages in rounds.values():
            if week.holds(pages[0].attempted_at):
                found.append(
                    Climb(
                        incident=mention(one.incident),
                        seat=seat,
                        level=max(page.level for page in pages),
                        paged=tuple(dict.fromkeys(page.responder for page in pages)),
                        woken=tuple(dict.fromkeys(p.responder for p in pages if woke(p, team))),
                    )
                )
    return found


def woke(page: Page, team: Team) -> bool:
    """Whether its responder was probably asleep."""
    person = team.roster.find(page.responder)
    return person is not None and person.probably_asleep(page.attempted_at)


def updates(one: ToldIncident, week: Week) -> tuple[int, int]:
    """How many were sent before they were missed, and how many were missed. One that is sent after the end
    was promised to nobody."""
    on_time = late = 0
    missed, end = False, one.incident.resolved_at
    for event in one.events:
        if isinstance(event, UpdateMissed):
            missed = True
            late += week.holds(event.at)
        elif isinstance(event, UpdateSent):
            on_time += not missed and week.holds(event.at) and (end is None or event.at <= end)
            missed = False
    return on_time, late


def is_undecided(one: ToldIncident) -> bool:
    """Whether no rule knew what to make of it, whoever decided later."""
    for event in one.events:
        if isinstance(event, UrgencyChanged):
            return event.decided_by is None
    return one.incident.urgency_decided_by is None


def had_both(one: ToldIncident, week: Week) -> bool:
    """Whether in this time the incident came, for the first time, to one person in both seats."""
    holders: dict[Seat, str | None] = dict.fromkeys(Seat)
    for event in one.events:
        match event:
            case SeatClaimed():
                holders[event.seat] = event.by
                if holders[event.seat.other] == event.by:
                    return week.holds(event.at)
            case SeatReturned(seat=seat) | SeatLost(seat=seat):
                holders[seat] = None
            case _:
                pass
    return False


def drawn_in(one: ToldIncident) -> set[str]:
    """Who was paged without being of the pair."""
    pair = {page.responder for page in one.pages if page.reason is PageReason.SEAT and page.level == 1}
    return {page.responder for page in one.pages if page.reason is not PageReason.SHADOW} - pair
