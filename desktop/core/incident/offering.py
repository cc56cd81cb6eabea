"""Offering a seat to somebody by name. Whoever claims the seat while it is offered to them takes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from desktop.core.incident.commands import OfferSeat, WithdrawOffer
from desktop.core.incident.decision import Decision, Refusal
from desktop.core.incident.events import Event, OfferEnded, PageSent, SeatOffered
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.page import Page, PageOutcome, PageReason, page_id
from desktop.core.incident.paging import end_page
from desktop.core.incident.seat_offer import OfferEnd, SeatOffer
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team

_ENDS = {
    PageOutcome.ACKNOWLEDGED: OfferEnd.TAKEN,
    PageOutcome.DECLINED: OfferEnd.DECLINED,
    PageOutcome.OTHER_SEAT: OfferEnd.DECLINED,
    PageOutcome.EXPIRED: OfferEnd.EXPIRED,
}


def offer_seat(incident: Incident, command: OfferSeat, team: Team, now: datetime) -> Decision:
    """Page somebody for a seat that is held. A seat is offered to one person at a time: the newest offer
    replaces the one before."""
    if incident.seat(command.seat).holder != command.by:
        return Decision(incident=incident, refusal=Refusal.NOT_THE_HOLDER)
    if not team.roster.can_be_paged(command.to) or incident.held_by(command.to):
        return Decision(incident=incident, refusal=Refusal.NOT_TO_BE_PAGED)
    known = open_offer(incident, command.seat)
    if known is not None and known.to == command.to:
        return Decision(incident=incident)
    events: list[Event] = []
    incident = _end_pages(incident, command.seat, PageOutcome.NOT_NEEDED, now, events)
    incident = settle(incident, now, events)
    number = len(incident.offers) + 1
    page = Page(
        id=page_id(incident.id, PageReason.OFFER, command.seat, 0, number, command.to),
        incident_id=incident.id,
        responder=command.to,
        seat=command.seat,
        reason=PageReason.OFFER,
        level=0,
        round=number,
        attempted_at=now,
    )
    offer = SeatOffer(seat=command.seat, by=command.by, to=command.to, offered_at=now, asked_at=now)
    events += [SeatOffered(at=now, seat=offer.seat, by=offer.by, to=offer.to), PageSent(at=now, page=page)]
    incident = replace(incident.with_page(page), offers=(*incident.offers, offer))
    return Decision(incident=incident, events=events)


def withdraw_offer(incident: Incident, command: WithdrawOffer, now: datetime) -> Decision:
    """Take the offer back, before anybody took it. Repeating it changes nothing."""
    if incident.seat(command.seat).holder != command.by:
        return Decision(incident=incident, refusal=Refusal.NOT_THE_HOLDER)
    events: list[Event] = []
    incident = _end_pages(incident, command.seat, PageOutcome.NOT_NEEDED, now, events)
    return Decision(incident=settle(incident, now, events), events=events)


def open_offer(incident: Incident, seat: Seat) -> SeatOffer | None:
    """The offer of the seat that can still be taken."""
    return next((offer for offer in incident.offers if offer.is_open and offer.seat is seat), None)


def is_offered(incident: Incident, seat: Seat, person: str) -> bool:
    """Whether `person` may simply take the seat."""
    return any(page.responder == person and page.seat is seat for page in incident.offer_pages)


def next_offer(incident: Incident) -> datetime | None:
    """When an offer ends by itself."""
    if incident.status is Status.RESOLVED:
        return None
    return min((offer.ends_at for offer in incident.offers if offer.is_open), default=None)


def advance_offers(incident: Incident, now: datetime) -> tuple[Incident, list[Event]]:
    """End the offers that nobody answered in time, and those that other things ended."""
    events: list[Event] = []
    for offer in incident.offers:
        if offer.is_open and offer.ends_at <= now:
            incident = _end_pages(incident, offer.seat, PageOutcome.EXPIRED, now, events)
    return settle(incident, now, events), events


def settle(incident: Incident, now: datetime, events: list[Event]) -> Incident:
    """Write down how offers ended whose page did, or whose seat has another holder. After the end of the
    incident without a word: that is told already."""
    over = incident.status is Status.RESOLVED
    offers: list[SeatOffer] = []
    for offer in incident.offers:
        if offer.is_open and (over or incident.seat(offer.seat).holder != offer.by):
            incident = _end_pages(incident, offer.seat, PageOutcome.NOT_NEEDED, now, events)
        if offer.is_open and not is_offered(incident, offer.seat, offer.to):
            end = _end_of(incident, offer)
            offer = replace(offer, ended_at=now, end=end)
            if not over:
                events.append(OfferEnded(at=now, seat=offer.seat, by=offer.by, to=offer.to, end=end))
        offers.append(offer)
    return incident if tuple(offers) == incident.offers else replace(incident, offers=tuple(offers))


def clock_moved(incident: Incident, by: timedelta) -> Incident:
    """After the hub's clock was set: an offer has been open for as long as before."""
    offers = tuple(
        replace(offer, asked_at=offer.asked_at + by) if offer.is_open else offer for offer in incident.offers
    )
    return replace(incident, offers=offers)


def _end_of(incident: Incident, offer: SeatOffer) -> OfferEnd:
    pages = [
        page
        for page in incident.pages
        if page.reason is PageReason.OFFER and page.responder == offer.to and page.seat is offer.seat
    ]
    outcome = pages[-1].outcome if pages else None
    return _ENDS.get(outcome, OfferEnd.WITHDRAWN) if outcome is not None else OfferEnd.WITHDRAWN


def _end_pages(
    incident: Incident, seat: Seat, outcome: PageOutcome, now: datetime, events: list[Event]
) -> Incident:
    for page in incident.offer_pages:
        if page.seat is seat:
            incident = end_page(incident, page, outcome, now, events)
    return incident
