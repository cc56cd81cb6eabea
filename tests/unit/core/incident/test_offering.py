"""Offering a seat to somebody by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from desktop.core.incident.commands import (
    ClaimSeat,
    Command,
    DeclinePage,
    OfferSeat,
    ResolveIncident,
    WithdrawOffer,
)
from desktop.core.incident.decide import decide
from desktop.core.incident.decision import Decision, Refusal
from desktop.core.incident.events import (
    ClaimCameLate,
    OfferEnded,
    PageEnded,
    PageSent,
    SeatClaimed,
    SeatOffered,
)
from desktop.core.incident.incident import Incident
from desktop.core.incident.page import PageOutcome, PageReason
from desktop.core.incident.progress import advance, clock_moved
from desktop.core.incident.seat_offer import LASTS, OfferEnd
from desktop.core.team.seat import Seat
from tests.sample import INCIDENT_ID, MINUTE, NIGHT, TEAM, claim, fresh

MANAGER, ENGINEER = Seat.MANAGER, Seat.ENGINEER


def does(incident: Incident, make: Any, by: str, after: timedelta = MINUTE) -> Decision:
    command: Command = make(incident_id=INCIDENT_ID, by=by, pressed_at=NIGHT + after)
    return decide(incident, command, TEAM, NIGHT + after)


def held() -> Incident:
    incident = fresh()
    for by, seat in (("ana", MANAGER), ("ben", ENGINEER)):
        incident = decide(incident, claim(by, seat, NIGHT), TEAM, NIGHT).incident
    return incident


def offered(to: str = "mei") -> Incident:
    return does(held(), partial(OfferSeat, seat=MANAGER, to=to), "ana").incident


def ends(decision: Decision) -> list[OfferEnd]:
    return [event.end for event in decision.events if isinstance(event, OfferEnded)]


def test_who_is_offered_a_seat_is_paged_and_who_offers_it_holds_it() -> None:
    decision = does(held(), partial(OfferSeat, seat=MANAGER, to="mei"), "ana")
    assert SeatOffered(at=NIGHT + MINUTE, seat=MANAGER, by="ana", to="mei") in decision.events
    pages = [event.page for event in decision.events if isinstance(event, PageSent)]
    assert [(page.responder, page.seat, page.reason) for page in pages] == [
        ("mei", MANAGER, PageReason.OFFER)
    ]
    assert decision.incident.manager.holder == "ana"
    again = does(decision.incident, partial(OfferSeat, seat=MANAGER, to="mei"), "ana")
    assert (again.incident, again.events) == (decision.incident, []), "pressing twice counts once"


def test_to_take_it_needs_no_second_action() -> None:
    decision = does(offered(), partial(ClaimSeat, seat=MANAGER), "mei", 2 * MINUTE)
    assert [(e.by, e.taken_from) for e in decision.events if isinstance(e, SeatClaimed)] == [("mei", "ana")]
    assert ends(decision) == [OfferEnd.TAKEN]
    assert decision.incident.manager.holder == "mei"
    assert not decision.incident.offer_pages


def test_i_cant_ends_the_offer_and_nobody_else_is_paged() -> None:
    decision = does(offered(), DeclinePage, "mei", 2 * MINUTE)
    assert ends(decision) == [OfferEnd.DECLINED]
    assert decision.incident.manager.holder == "ana"
    assert not [event for event in decision.events if isinstance(event, PageSent)]


def test_after_five_minutes_it_ends() -> None:
    incident = offered()
    assert advance(incident, TEAM, NIGHT + MINUTE + LASTS - timedelta(microseconds=1))[0].offer_pages
    incident, events = advance(incident, TEAM, NIGHT + MINUTE + LASTS)
    assert (
        OfferEnded(at=NIGHT + MINUTE + LASTS, seat=MANAGER, by="ana", to="mei", end=OfferEnd.EXPIRED)
        in events
    )
    assert [e.outcome for e in events if isinstance(e, PageEnded)] == [PageOutcome.EXPIRED]
    late = does(incident, partial(ClaimSeat, seat=MANAGER), "mei", 7 * MINUTE)
    assert late.refusal is Refusal.SEAT_HELD
    assert [type(event) for event in late.events] == [ClaimCameLate]


def test_it_can_be_taken_back_and_made_to_somebody_else() -> None:
    back = does(offered(), partial(WithdrawOffer, seat=MANAGER), "ana", 2 * MINUTE)
    assert ends(back) == [OfferEnd.WITHDRAWN]
    assert does(back.incident, partial(WithdrawOffer, seat=MANAGER), "ana", 2 * MINUTE).events == []
    other = does(offered(), partial(OfferSeat, seat=MANAGER, to="priya"), "ana", 2 * MINUTE)
    assert ends(other) == [OfferEnd.WITHDRAWN]
    assert [page.responder for page in other.incident.offer_pages] == ["priya"]
    again = does(other.incident, partial(OfferSeat, seat=MANAGER, to="mei"), "ana", 3 * MINUTE)
    assert [page.responder for page in again.incident.offer_pages] == ["mei"]
    assert len({event.page.id for event in again.events if isinstance(event, PageSent)}) == 1


@pytest.mark.parametrize(
    ("by", "to", "refusal"),
    [
        ("mei", "priya", Refusal.NOT_THE_HOLDER),
        ("ana", "ben", Refusal.NOT_TO_BE_PAGED),
        ("ana", "ana", Refusal.NOT_TO_BE_PAGED),
        ("ana", "olga", Refusal.NOT_TO_BE_PAGED),
        ("ana", "nobody", Refusal.NOT_TO_BE_PAGED),
    ],
)
def test_only_holders_offer_and_only_to_somebody_who_is_free(by: str, to: str, refusal: Refusal) -> None:
    decision = does(held(), partial(OfferSeat, seat=MANAGER, to=to), by)
    assert decision.refusal is refusal
    assert decision.incident == held()


def test_a_seat_that_changes_hands_is_offered_no_longer() -> None:
    taken = does(offered(), partial(ClaimSeat, seat=MANAGER, explicit=True), "priya", 2 * MINUTE)
    assert ends(taken) == [OfferEnd.WITHDRAWN]
    assert not taken.incident.offer_pages


def test_who_takes_the_other_seat_has_said_no() -> None:
    decision = does(offered(), partial(ClaimSeat, seat=ENGINEER, explicit=True), "mei", 2 * MINUTE)
    assert ends(decision) == [OfferEnd.DECLINED]
    assert decision.incident.manager.holder == "ana"


def test_the_end_of_the_incident_ends_it_without_a_word() -> None:
    decision = does(offered(), ResolveIncident, "ben", 2 * MINUTE)
    assert ends(decision) == []
    assert not any(offer.is_open for offer in decision.incident.offers)


def test_a_clock_that_is_set_back_makes_it_last_no_longer() -> None:
    back = clock_moved(offered(), timedelta(hours=-1))
    assert back.offers[0].ends_at == NIGHT + MINUTE + LASTS - timedelta(hours=1)
    assert back.offers[0].offered_at == NIGHT + MINUTE, "what was written down stays"


def test_an_offer_survives_a_change_of_the_team() -> None:
    quiet = replace(TEAM, name="Other")
    assert advance(offered(), quiet, NIGHT + 2 * MINUTE)[0].offer_pages
