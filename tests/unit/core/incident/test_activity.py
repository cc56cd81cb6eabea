""" "Still on it?": asked after an hour without a word, and who does not answer loses the seat."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from desktop.core.incident.commands import (
    AddNote,
    ClaimSeat,
    Command,
    ConfirmRinging,
    DeclinePage,
    ResolveIncident,
    ReturnSeat,
    StillOnIt,
)
from desktop.core.incident.decide import decide
from desktop.core.incident.decision import Refusal
from desktop.core.incident.events import Event, PageEnded, PageSent, SeatEscalated, SeatLost, SeatReturned
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.intake import receive
from desktop.core.incident.page import PageOutcome, PageReason
from desktop.core.incident.progress import advance, clock_moved, next_step
from desktop.core.team.responder import Roster
from desktop.core.team.seat import Seat
from desktop.core.team.team import Policy, Team
from tests.sample import INCIDENT_ID, MINUTE, NIGHT, ROSTER, TEAM, claim, fresh, report

MANAGER, ENGINEER = Seat.MANAGER, Seat.ENGINEER
HOUR = 60 * MINUTE
QUIET_CLOCK = replace(TEAM.policy.communication, first=99 * HOUR, stand_in=99 * HOUR)
CALM = replace(TEAM, policy=Policy(communication=QUIET_CLOCK))
"""Nobody is asked for updates, so that only the other question falls due."""


def answered(team: Team = CALM) -> Incident:
    incident = fresh(team)
    for by, seat in (("ana", MANAGER), ("ben", ENGINEER)):
        incident = decide(incident, claim(by, seat, NIGHT), team, NIGHT).incident
    return incident


def does(
    incident: Incident, make: Any, by: str, after: Any, team: Team = CALM
) -> tuple[Incident, list[Event]]:
    command: Command = make(incident_id=INCIDENT_ID, by=by, pressed_at=NIGHT + after)
    decision = decide(incident, command, team, NIGHT + after)
    assert decision.refusal is None
    return decision.incident, decision.events


def asked(team: Team = CALM) -> Incident:
    return advance(answered(team), team, NIGHT + HOUR)[0]


def sent(events: list[Event]) -> list[tuple[str, Seat, PageReason]]:
    return [(e.page.responder, e.page.seat, e.page.reason) for e in events if isinstance(e, PageSent)]


def test_holders_are_asked_for_their_own_seats_when_nobody_did_anything_for_an_hour() -> None:
    assert next_step(answered(), CALM, NIGHT) == NIGHT + HOUR
    incident, events = advance(answered(), CALM, NIGHT + HOUR)
    assert sent(events) == [
        ("ana", MANAGER, PageReason.STILL_ON_IT),
        ("ben", ENGINEER, PageReason.STILL_ON_IT),
    ]
    assert incident.status is Status.ANSWERED


@pytest.mark.parametrize(("minutes", "due"), [(None, None), (20, NIGHT + 20 * MINUTE)])
def test_the_policy_says_when_or_never(minutes: int | None, due: Any) -> None:
    after = None if minutes is None else minutes * MINUTE
    team = replace(CALM, policy=replace(CALM.policy, repage_after=after))
    told = next_step(answered(team), team, NIGHT)
    assert told == due or (due is None and told is not None and told > NIGHT + 90 * HOUR)


def test_anything_that_a_person_does_puts_it_off() -> None:
    incident, _ = does(answered(), partial(AddNote, text="Looking"), "mei", 50 * MINUTE)
    assert next_step(incident, CALM, NIGHT + 50 * MINUTE) == NIGHT + 50 * MINUTE + HOUR


def test_neither_a_machine_that_rings_nor_a_monitor_does() -> None:
    incident, _ = receive(answered(), report(), "prometheus", CALM, NIGHT + 50 * MINUTE)
    assert next_step(incident, CALM, NIGHT) == NIGHT + HOUR
    rung = fresh(CALM)
    rung, events = does(rung, ConfirmRinging, "ana", MINUTE)
    assert events
    assert rung.active_at is None


def test_one_key_answers_for_all_of_ones_seats_but_not_for_the_partner() -> None:
    incident, events = does(asked(), StillOnIt, "ana", HOUR + MINUTE)
    assert [(e.responder, e.outcome) for e in events if isinstance(e, PageEnded)] == [
        ("ana", PageOutcome.ACKNOWLEDGED)
    ]
    assert [page.responder for page in incident.still_pages] == ["ben"]
    assert does(incident, StillOnIt, "ana", HOUR + MINUTE) == (incident, []), "pressing twice counts once"


def test_doing_something_answers_too() -> None:
    incident, _ = does(asked(), partial(AddNote, text="Still restoring"), "ben", HOUR + MINUTE)
    assert [page.responder for page in incident.still_pages] == ["ana"]


def test_who_lets_the_page_end_unanswered_loses_the_seat_and_it_is_paged_at_once() -> None:
    incident, _ = does(asked(), StillOnIt, "ana", HOUR + MINUTE)
    assert next_step(incident, CALM, NIGHT + HOUR + MINUTE) == NIGHT + HOUR + 5 * MINUTE
    incident, events = advance(incident, CALM, NIGHT + HOUR + 5 * MINUTE)
    assert SeatLost(at=NIGHT + HOUR + 5 * MINUTE, seat=ENGINEER, holder="ben") in events
    assert [e.outcome for e in events if isinstance(e, PageEnded)] == [PageOutcome.EXPIRED]
    assert sent(events) == [("ben", ENGINEER, PageReason.SEAT)], (
        "the one on duty, who may just have missed it"
    )
    assert (incident.manager.holder, incident.engineer.holder) == ("ana", None)
    assert incident.status is Status.OPEN


def test_i_cant_gives_the_seat_back() -> None:
    incident, events = does(asked(), DeclinePage, "ana", HOUR + MINUTE)
    assert SeatReturned(at=NIGHT + HOUR + MINUTE, seat=MANAGER, by="ana") in events
    assert [e.level for e in events if isinstance(e, SeatEscalated)] == [2], "level 1 is Ana herself"
    assert incident.manager.holder is None


def test_giving_back_and_taking_over_end_the_page() -> None:
    incident, _ = does(asked(), partial(ReturnSeat, seat=MANAGER), "ana", HOUR + MINUTE)
    assert [page.responder for page in incident.still_pages] == ["ben"]
    take = partial(ClaimSeat, seat=ENGINEER, explicit=True)
    incident, events = does(incident, take, "mei", HOUR + MINUTE)
    assert not incident.still_pages
    assert ("ben", PageOutcome.TAKEN) in [
        (e.responder, e.outcome) for e in events if isinstance(e, PageEnded)
    ]


def test_one_who_holds_both_is_asked_for_both_and_answers_once() -> None:
    incident = fresh(CALM)
    for seat in (MANAGER, ENGINEER):
        incident, _ = does(incident, partial(ClaimSeat, seat=seat, explicit=True), "ana", 0 * MINUTE)
    incident, events = advance(incident, CALM, NIGHT + HOUR)
    assert len(sent(events)) == 2
    incident, _ = does(incident, StillOnIt, "ana", HOUR + MINUTE)
    assert not incident.still_pages


def test_the_seat_of_somebody_who_cannot_be_paged_any_more_is_empty_at_once() -> None:
    roster = Roster(responders=tuple(person for person in ROSTER.responders if person.id != "ben"))
    left = replace(CALM, roster=roster, schedule=replace(CALM.schedule, turns=CALM.schedule.turns[1:2]))
    incident, events = advance(answered(), left, NIGHT + HOUR)
    assert [e.holder for e in events if isinstance(e, SeatLost)] == ["ben"]
    assert [page.responder for page in incident.still_pages] == ["ana"]
    assert ("dmitri", ENGINEER, PageReason.SEAT) in sent(events)


def test_nobody_else_can_answer() -> None:
    said = StillOnIt(incident_id=INCIDENT_ID, by="mei", pressed_at=NIGHT)
    assert decide(asked(), said, CALM, NIGHT + HOUR).refusal is Refusal.NO_OPEN_PAGE


def test_the_end_of_the_incident_ends_the_question() -> None:
    incident, _ = does(asked(), ResolveIncident, "mei", HOUR + MINUTE)
    assert not incident.still_pages
    assert next_step(incident, CALM, NIGHT + 2 * HOUR) is None


def test_a_clock_that_is_set_back_delays_neither_the_question_nor_its_end() -> None:
    back = clock_moved(answered(), -HOUR)
    assert next_step(back, CALM, NIGHT - HOUR) == NIGHT
    back = clock_moved(asked(), -HOUR)
    assert next_step(back, CALM, NIGHT) == NIGHT + 5 * MINUTE
