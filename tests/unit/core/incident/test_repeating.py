"""Unanswered pages, sent again while the seat is on the same level."""

from __future__ import annotations

from dataclasses import replace

from desktop.core.incident.commands import DeclinePage
from desktop.core.incident.decide import decide
from desktop.core.incident.escalation import advance, clock_moved, forecast, next_step
from desktop.core.incident.events import PageEnded, PageSent
from desktop.core.incident.page import PageOutcome
from desktop.core.team.responder import Roster
from desktop.core.team.seat import Seat
from desktop.core.team.team import Audience, Level, Policy, Team
from tests.sample import INCIDENT_ID, MINUTE, NIGHT, ROSTER, TEAM, claim, fresh, paged

MANAGER, ENGINEER = Seat.MANAGER, Seat.ENGINEER
LEVELS = (Level(audience=Audience.PAIR, repeat=2 * MINUTE), Level(audience=Audience.STAFF))
REPEATS = replace(TEAM, policy=Policy(levels=LEVELS))


def test_nothing_is_repeated_unless_the_policy_says_so() -> None:
    assert next_step(fresh(), TEAM, NIGHT) == NIGHT + 5 * MINUTE


def test_unanswered_pages_are_sent_again_in_the_same_round_until_the_seat_moves_up() -> None:
    incident = decide(fresh(REPEATS), claim("ana", MANAGER, NIGHT), REPEATS, NIGHT).incident
    first = incident.open_pages_of("ben")[0]
    for minutes in (2, 4):
        assert next_step(incident, REPEATS, NIGHT) == NIGHT + minutes * MINUTE
        incident, events = advance(incident, REPEATS, NIGHT + minutes * MINUTE)
        assert paged(events) == [("ben", ENGINEER, 1)]
        assert [e.outcome for e in events if isinstance(e, PageEnded)] == [PageOutcome.REPEATED]
    page = incident.open_pages_of("ben")[0]
    assert (page.repeat, page.round, page.id == first.id) == (2, first.round, False)
    assert next_step(incident, REPEATS, NIGHT) == NIGHT + 5 * MINUTE, "the level's wait goes on"
    incident, events = advance(incident, REPEATS, NIGHT + 5 * MINUTE)
    assert {level for _, _, level in paged(events)} == {2}


def test_who_cannot_or_has_left_is_not_paged_again() -> None:
    said = DeclinePage(incident_id=INCIDENT_ID, by="ana", pressed_at=NIGHT)
    both = replace(REPEATS, policy=Policy(levels=(replace(LEVELS[0], audience=Audience.STAFF),)))
    incident = decide(fresh(both), said, both, NIGHT).incident
    without_ben = tuple(person for person in ROSTER.responders if person.id not in ("ben", "ana"))
    left = replace(both, roster=Roster(responders=without_ben), schedule=replace(TEAM.schedule, turns=()))
    _, events = advance(incident, left, NIGHT + 2 * MINUTE)
    sent = {event.page.responder for event in events if isinstance(event, PageSent)}
    assert sent == {"mei", "dmitri", "priya"}


def test_a_repeat_that_is_late_happens_once() -> None:
    incident, events = advance(fresh(REPEATS), REPEATS, NIGHT + 4 * MINUTE + MINUTE / 2)
    assert len(paged(events)) == 2
    assert advance(incident, REPEATS, NIGHT + 4 * MINUTE + MINUTE / 2) == (incident, [])


def test_the_forecast_tells_nothing_of_repeats_and_stays_true() -> None:
    assert forecast(fresh(REPEATS), REPEATS, NIGHT) == forecast(
        fresh(),
        replace(TEAM, policy=Policy(levels=tuple(replace(one, repeat=None) for one in LEVELS))),
        NIGHT,
    )


def test_a_clock_that_is_set_back_delays_no_repeat() -> None:
    incident, _ = advance(fresh(REPEATS), REPEATS, NIGHT + 2 * MINUTE)
    back = clock_moved(incident, -60 * MINUTE)
    assert next_step(back, REPEATS, NIGHT - 58 * MINUTE) == NIGHT - 56 * MINUTE


def test_a_team_keeps_its_repeat_through_a_copy() -> None:
    assert Team(policy=REPEATS.policy).policy.repeat(1) == 2 * MINUTE
