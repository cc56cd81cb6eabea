"""A page is tried on the responder's own channels when nothing rings, or nobody answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from desktop.core.incident.commands import ClaimSeat, ConfirmRinging
from desktop.core.incident.decide import decide
from desktop.core.incident.events import Event
from desktop.core.incident.incident import Incident
from desktop.core.incident.page import PageReason, TriedWhy
from desktop.core.incident.progress import advance, clock_moved, next_step
from desktop.core.incident.reach import next_reach, own_channel_tried
from desktop.core.incident.reach_events import PageTriedElsewhere
from desktop.core.incident.reach_words import reach_words
from desktop.core.team.responder import Roster
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from tests.sample import MINUTE, NIGHT, TEAM, fresh

S = timedelta(seconds=1)
REACHABLE = replace(
    TEAM,
    roster=Roster(
        responders=tuple(
            replace(one, channels=("Phone", "Mail")) if one.id == "ben" else one
            for one in TEAM.roster.responders
        )
    ),
)


def opened() -> Incident:
    return advance(fresh(), REACHABLE, NIGHT)[0]


def play(incident: Incident, until: datetime, team: Team = REACHABLE) -> tuple[Incident, list[Event]]:
    """Let it fall due, one after the other; the events of trying."""
    found: list[Event] = []
    now = NIGHT
    while (due := next_step(incident, team, now)) is not None and due <= until:
        now = max(due, now)
        incident, events = advance(incident, team, now)
        found += [event for event in events if isinstance(event, PageTriedElsewhere)]
    return incident, found


def told(events: list[Event]) -> list[tuple[timedelta, str, TriedWhy]]:
    return [(e.at - NIGHT, e.responder, e.why) for e in events if isinstance(e, PageTriedElsewhere)]


def rings(incident: Incident, who: str, at: datetime = NIGHT + 2 * S) -> Incident:
    command = ConfirmRinging(incident_id=incident.id, by=who, pressed_at=at, device="Speakers")
    return decide(incident, command, REACHABLE, at).incident


def test_what_no_desktop_confirms_is_tried_after_ten_seconds_and_what_nobody_answers_after_sixty() -> None:
    _, events = play(opened(), NIGHT + 4 * MINUTE)
    assert told(events) == [
        (10 * S, "ben", TriedWhy.NOT_RINGING),
        (60 * S, "ben", TriedWhy.NOT_ANSWERED),
    ], "Ana has no channel of her own"
    assert isinstance(events[0], PageTriedElsewhere)
    assert events[0].channels == ("Phone", "Mail")


def test_what_rings_is_tried_when_nobody_answers() -> None:
    _, events = play(rings(opened(), "ben"), NIGHT + 4 * MINUTE)
    assert told(events) == [(60 * S, "ben", TriedWhy.NOT_ANSWERED)]


def test_who_answers_is_left_alone() -> None:
    command = ClaimSeat(incident_id=opened().id, by="ben", pressed_at=NIGHT, seat=Seat.ENGINEER)
    incident = decide(opened(), command, REACHABLE, NIGHT + 3 * S).incident
    assert play(incident, NIGHT + 4 * MINUTE)[1] == []


def test_a_late_hub_sends_one_message_not_two() -> None:
    incident, events = advance(opened(), REACHABLE, NIGHT + 3 * MINUTE)
    assert told(events) == [(3 * MINUTE, "ben", TriedWhy.NOT_ANSWERED)]
    assert next_reach(incident, REACHABLE) is None


def test_what_is_said_is_true_of_computers_that_ring_and_of_those_that_do_not() -> None:
    def said(incident: Incident) -> str:
        incident, events = advance(incident, REACHABLE, NIGHT + MINUTE)
        (event,) = [event for event in events if isinstance(event, PageTriedElsewhere)]
        return reach_words(incident, event)[1]

    assert "No computer of yours rings for it, and nobody answered." in said(opened())
    assert "Nobody answered it on your computer." in said(rings(opened(), "ben"))


def test_nobody_else_is_paged_by_it() -> None:
    incident, _ = advance(opened(), REACHABLE, NIGHT + 10 * S)
    before = opened()
    assert incident.seats == before.seats
    assert {page.id for page in incident.pages} == {page.id for page in before.pages}


def test_everybody_again_is_on_every_channel_at_once() -> None:
    _, events = play(opened(), NIGHT + 16 * MINUTE)
    again = [one for one in told(events) if one[2] is TriedWhy.AGAIN]
    assert again[0] == (15 * MINUTE, "ben", TriedWhy.AGAIN)


def test_pages_that_are_repeated_often_do_not_put_off_what_nobody_answers() -> None:
    levels = (replace(TEAM.policy.levels[0], repeat=30 * S), *TEAM.policy.levels[1:])
    often = replace(REACHABLE, policy=replace(TEAM.policy, levels=levels))
    incident, events, now = opened(), [], NIGHT
    while now < NIGHT + 3 * MINUTE:
        incident = rings(incident, "ben", now + 2 * S)
        now = next_step(incident, often, now) or NIGHT + 3 * MINUTE
        incident, happened = advance(incident, often, now)
        events += happened
    assert told(events) == [
        (60 * S, "ben", TriedWhy.NOT_ANSWERED),
        (150 * S, "ben", TriedWhy.NOT_ANSWERED),
    ], "each rings, and none is answered"


def test_a_repeat_that_does_not_ring_has_its_ten_seconds() -> None:
    levels = (replace(TEAM.policy.levels[0], repeat=30 * S), *TEAM.policy.levels[1:])
    often = replace(REACHABLE, policy=replace(TEAM.policy, levels=levels))
    _, events = play(opened(), NIGHT + 65 * S, often)
    assert told(events) == [
        (10 * S, "ben", TriedWhy.NOT_RINGING),
        (40 * S, "ben", TriedWhy.NOT_RINGING),
        (60 * S, "ben", TriedWhy.NOT_ANSWERED),
    ]


def test_a_shadow_is_not_reached_for() -> None:
    incident = opened()
    pages = tuple(replace(page, reason=PageReason.SHADOW) for page in incident.pages)
    assert next_reach(replace(incident, pages=pages), REACHABLE) is None


def test_a_clock_that_is_set_back_delays_nothing() -> None:
    moved = clock_moved(opened(), -60 * MINUTE)
    assert next_reach(moved, REACHABLE) == NIGHT - 60 * MINUTE + 10 * S


def test_what_became_of_it_is_an_event_of_a_page_that_is_known() -> None:
    incident = opened()
    page = next(page for page in incident.pages if page.responder == "ben")
    (event,) = own_channel_tried(incident, page.id, "Phone", NIGHT, sent=False, detail="No such number.")
    assert (event.responder, event.channel, event.sent) == ("ben", "Phone", False)  # type: ignore[attr-defined]
    assert own_channel_tried(incident, incident.id, "Phone", NIGHT, sent=True, detail="") == []
