"""Swaps and take-overs: who may say what, when, and what they change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from desktop.core.schedule.schedule import ExceptionKind
from desktop.core.schedule.shift_offer import (
    OfferRefused,
    OfferState,
    Part,
    ShiftOffer,
    accepted,
    checked_offer,
    declined,
    withdrawn,
)
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from tests.sample import NIGHT, TEAM

HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)
WEEK = timedelta(days=7)
MANAGER, ENGINEER = Seat.MANAGER, Seat.ENGINEER


def swap() -> ShiftOffer:
    """Mei's shift of next week against Ben's of the week after."""
    offer = ShiftOffer(
        id=UUID(int=7),
        by="mei",
        to="ben",
        part=Part(seat=MANAGER, starts_at=MONDAY, ends_at=MONDAY + WEEK),
        in_return=Part(seat=MANAGER, starts_at=MONDAY + WEEK, ends_at=MONDAY + 2 * WEEK),
        made_at=NIGHT,
        because="A wedding",
    )
    return checked_offer(offer, TEAM, NIGHT)


def take_it(to: str | None = None, ends_at: datetime = NIGHT + HOUR) -> ShiftOffer:
    """Ana's seat, from now on."""
    part = Part(seat=MANAGER, starts_at=NIGHT - HOUR, ends_at=ends_at)
    return checked_offer(ShiftOffer(id=UUID(int=8), by="ana", to=to, part=part, made_at=NIGHT), TEAM, NIGHT)


def test_a_swap_changes_both_shifts_once_it_is_accepted():
    offer, exceptions = accepted(swap(), "ben", TEAM, NIGHT + HOUR)
    assert (offer.state, offer.decided_by, offer.decided_at) == (OfferState.ACCEPTED, "ben", NIGHT + HOUR)
    assert {exception.kind for exception in exceptions} == {ExceptionKind.SWAP}
    assert {exception.offer_id for exception in exceptions} == {offer.id}
    schedule = replace(TEAM.schedule, exceptions=exceptions)
    turns = [shift.turn.manager for shift in schedule.shifts_between(MONDAY, MONDAY + 2 * WEEK)]
    assert turns == ["ben", "mei"]


def test_what_is_taken_now_begins_when_it_is_accepted():
    offer, (exception,) = accepted(take_it(), "dmitri", TEAM, NIGHT + HOUR / 2)
    assert (exception.starts_at, exception.ends_at) == (NIGHT + HOUR / 2, NIGHT + HOUR)
    assert exception.kind is ExceptionKind.TAKEN_OVER
    with pytest.raises(OfferRefused, match="has begun"):
        withdrawn(offer, "ana", NIGHT + HOUR / 2)


def test_only_who_is_asked_accepts():
    for person in ("mei", "dmitri"):
        with pytest.raises(OfferRefused, match="not made to you"):
            accepted(swap(), person, TEAM, NIGHT)
    with pytest.raises(OfferRefused, match="not made to you"):
        accepted(take_it(), "ana", TEAM, NIGHT)
    with pytest.raises(OfferRefused, match="observer"):
        accepted(take_it(), "olga", TEAM, NIGHT)


def test_the_first_to_accept_has_it():
    offer, _ = accepted(take_it(), "dmitri", TEAM, NIGHT)
    with pytest.raises(OfferRefused, match="accepted already"):
        accepted(offer, "mei", TEAM, NIGHT)


def test_who_declines_an_offer_to_all_is_asked_no_more_and_the_others_are():
    offer = declined(take_it(), "mei", NIGHT)
    assert offer.state is OfferState.OPEN
    assert not offer.is_open_for("mei", NIGHT)
    assert offer.is_open_for("dmitri", NIGHT)
    assert declined(swap(), "ben", NIGHT).state is OfferState.DECLINED
    with pytest.raises(OfferRefused, match="not made to you"):
        declined(swap(), "priya", NIGHT)


def test_an_offer_whose_time_has_come_cannot_be_accepted():
    with pytest.raises(OfferRefused, match="come and gone"):
        accepted(take_it(), "dmitri", TEAM, NIGHT + HOUR)
    with pytest.raises(OfferRefused, match="come and gone"):
        accepted(swap(), "ben", TEAM, MONDAY)


def test_an_accepted_swap_is_undone_by_either_until_it_begins():
    offer, _ = accepted(swap(), "ben", TEAM, NIGHT)
    for person in ("mei", "ben"):
        assert withdrawn(offer, person, MONDAY - HOUR).state is OfferState.UNDONE
    assert withdrawn(offer, "ana", MONDAY - HOUR, is_admin=True).state is OfferState.UNDONE
    with pytest.raises(OfferRefused, match="not yours"):
        withdrawn(offer, "dmitri", MONDAY - HOUR)
    with pytest.raises(OfferRefused, match="has begun"):
        withdrawn(offer, "mei", MONDAY)


def test_an_open_one_is_taken_back_by_who_made_it():
    assert withdrawn(swap(), "mei", NIGHT).state is OfferState.WITHDRAWN
    with pytest.raises(OfferRefused, match="not yours"):
        withdrawn(swap(), "ben", NIGHT)
    with pytest.raises(OfferRefused, match="withdrawn already"):
        withdrawn(withdrawn(swap(), "mei", NIGHT), "mei", NIGHT)


def test_what_changed_meanwhile_is_not_given_away():
    taken = accepted(take_it(ends_at=MONDAY), "priya", TEAM, NIGHT)[1]
    team = replace(TEAM, schedule=replace(TEAM.schedule, exceptions=taken))
    with pytest.raises(OfferRefused, match="Ana Okafor does not have the manager's seat"):
        accepted(take_it(), "dmitri", team, NIGHT)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"to": "mei"}, "to yourself"),
        ({"to": "olga"}, "only reads"),
        ({"to": "nobody"}, "not on the roster"),
        ({"to": None}, "with one person"),
        ({"to": "priya"}, "Priya Raman does not have"),
        ({"by": "dmitri"}, "Dmitri Alvarez does not have"),
        ({"part": Part(seat=MANAGER, starts_at=NIGHT - WEEK, ends_at=NIGHT)}, "is over"),
        ({"by": "ana", "part": Part(seat=MANAGER, starts_at=NIGHT, ends_at=MONDAY)}, "has begun"),
        ({"part": Part(seat=MANAGER, starts_at=MONDAY, ends_at=MONDAY + 2 * WEEK)}, "for all of that time"),
    ],
)
def test_an_offer_that_makes_no_sense_is_refused_with_a_remedy(change, sentence):
    with pytest.raises(OfferRefused, match=sentence) as refused:
        checked_offer(replace(swap(), **change), TEAM, NIGHT)
    assert refused.value.remedy


def test_who_left_the_roster_gives_and_takes_nothing():
    without_ben = tuple(person for person in TEAM.roster.responders if person.id != "ben")
    team = Team(roster=replace(TEAM.roster, responders=without_ben))
    with pytest.raises(OfferRefused, match="observer"):
        accepted(swap(), "ben", team, NIGHT)
