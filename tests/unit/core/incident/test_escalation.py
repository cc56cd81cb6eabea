"""Who is paged for an empty seat, when it moves up, and what the forecast promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from desktop.core.incident.decide import decide
from desktop.core.incident.escalation import advance, clock_moved, forecast, next_step
from desktop.core.incident.events import PageEnded, SeatEscalated, SeatPagedAgain
from desktop.core.incident.incident import Status
from desktop.core.incident.intake import open_incident
from desktop.core.incident.page import PageOutcome
from desktop.core.schedule.schedule import Schedule, Turn
from desktop.core.team.responder import Responder, Roster
from desktop.core.team.seat import Seat
from desktop.core.team.team import Audience, Level, Policy, Team
from tests.sample import INCIDENT_ID, MINUTE, NIGHT, SCHEDULE, TEAM, claim, fresh, paged, report

MANAGER, ENGINEER = Seat.MANAGER, Seat.ENGINEER
STAFF = ("ana", "ben", "mei", "dmitri", "priya")


def test_the_pair_is_paged_at_the_same_moment_each_for_their_own_seat() -> None:
    incident, events = open_incident(report(), "prometheus", INCIDENT_ID, 1, TEAM, NIGHT)
    assert paged(events) == [("ana", MANAGER, 1), ("ben", ENGINEER, 1)]
    assert {event.at for event in events} == {NIGHT}
    assert incident.status is Status.OPEN
    assert next_step(incident, TEAM, NIGHT) == NIGHT + 5 * MINUTE


def test_an_empty_seat_moves_up_alone() -> None:
    incident = decide(fresh(), claim("ana", MANAGER, NIGHT), TEAM, NIGHT).incident
    incident, events = advance(incident, TEAM, NIGHT + 5 * MINUTE)
    assert paged(events) == [(person, ENGINEER, 2) for person in ("mei", "dmitri", "priya")]
    assert (
        SeatEscalated(at=NIGHT + 5 * MINUTE, seat=ENGINEER, level=2, people=("mei", "dmitri", "priya"))
        in events
    )
    incident, events = advance(incident, TEAM, NIGHT + 10 * MINUTE)
    assert paged(events) == [("ruth", ENGINEER, 3), ("henrik", ENGINEER, 3)]
    assert incident.manager.holder == "ana"
    assert incident.manager.level == 1


def test_nothing_happens_before_the_wait_is_over() -> None:
    incident = fresh()
    assert advance(incident, TEAM, NIGHT + 5 * MINUTE - timedelta(microseconds=1)) == (incident, [])


def test_what_fell_due_during_an_absence_happens_at_once_but_one_level_only() -> None:
    incident, events = advance(fresh(), TEAM, NIGHT + timedelta(hours=7))
    assert {level for _, _, level in paged(events)} == {2}
    assert next_step(incident, TEAM, NIGHT + timedelta(hours=7)) == NIGHT + timedelta(hours=7, minutes=5)


def test_earlier_pages_ring_on() -> None:
    incident, _ = advance(fresh(), TEAM, NIGHT + 5 * MINUTE)
    assert {page.responder for page in incident.pages_for(MANAGER) if page.is_open} == set(STAFF)


def test_a_level_with_nobody_to_page_is_skipped_without_waiting() -> None:
    nobody_on_duty = replace(TEAM, schedule=Schedule())
    _, events = open_incident(report(), "prometheus", INCIDENT_ID, 1, nobody_on_duty, NIGHT)
    assert paged(events) == [(person, seat, 2) for seat in (MANAGER, ENGINEER) for person in STAFF]


def test_after_the_last_level_everybody_is_paged_again_each_wait() -> None:
    incident = fresh()
    for minutes in (5, 10):
        incident, _ = advance(incident, TEAM, NIGHT + minutes * MINUTE)
    incident, events = advance(incident, TEAM, NIGHT + 15 * MINUTE)
    again = [event for event in events if isinstance(event, SeatPagedAgain)]
    assert [(event.seat, event.round, set(event.people)) for event in again] == [
        (seat, 2, {*STAFF, "ruth", "henrik"}) for seat in (MANAGER, ENGINEER)
    ]
    assert {e.outcome for e in events if isinstance(e, PageEnded)} == {PageOutcome.REPEATED}
    assert len({page.id for page in incident.pages}) == len(incident.pages) == 14
    assert next_step(incident, TEAM, NIGHT + 15 * MINUTE) == NIGHT + 20 * MINUTE


def test_a_team_that_can_page_nobody_still_has_a_due_time_and_says_so() -> None:
    nobody = Team()
    incident, events = open_incident(report(), "prometheus", INCIDENT_ID, 1, nobody, NIGHT)
    assert [event.people for event in events if isinstance(event, SeatEscalated)] == [(), ()]
    assert next_step(incident, nobody, NIGHT) == NIGHT + 5 * MINUTE
    somebody = Team(roster=Roster(responders=(Responder(id="zoe", name="Zoe"),)))
    _, events = advance(incident, somebody, NIGHT + 5 * MINUTE)
    assert paged(events) == [("zoe", MANAGER, 2), ("zoe", ENGINEER, 2)]


def test_a_shift_change_pages_the_incoming_for_an_empty_seat_only() -> None:
    before = datetime(2026, 11, 30, 7, 58, tzinfo=UTC)
    change = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
    incident = decide(fresh(now=before), claim("ana", MANAGER, before), TEAM, before).incident
    assert next_step(incident, TEAM, before) == change
    incident, events = advance(incident, TEAM, change)
    assert paged(events) == [("dmitri", ENGINEER, 1)]
    assert incident.manager.holder == "ana"
    assert next_step(incident, TEAM, change) == before + 5 * MINUTE, "the level's wait goes on"


def test_one_person_on_duty_in_both_seats_claims_each() -> None:
    alone = Team(
        roster=Roster(responders=(Responder(id="ana", name="Ana Okafor"),)),
        schedule=Schedule(turns=(Turn(manager="ana", engineer="ana"),)),
    )
    incident = fresh(alone)
    incident = decide(incident, claim("ana", ENGINEER, NIGHT), alone, NIGHT).incident
    assert incident.empty_seats == (MANAGER,)
    assert not incident.open_pages_of("ana")
    incident, events = advance(incident, alone, NIGHT + 5 * MINUTE)
    assert paged(events) == [], "who holds the other seat is not paged"
    assert next_step(incident, alone, NIGHT + 5 * MINUTE) == NIGHT + 10 * MINUTE


def test_the_forecast_names_who_is_woken_when_and_ends_with_the_round_for_everybody() -> None:
    incident = decide(fresh(), claim("ana", MANAGER, NIGHT), TEAM, NIGHT).incident
    wakes = forecast(incident, TEAM, NIGHT + MINUTE)
    assert [(wake.at - NIGHT, wake.seat, wake.level, wake.again) for wake in wakes] == [
        (5 * MINUTE, ENGINEER, 2, False),
        (10 * MINUTE, ENGINEER, 3, False),
        (15 * MINUTE, ENGINEER, 0, True),
    ]
    assert wakes[0].people == ("mei", "dmitri", "priya")
    assert wakes[1].people == ("ruth", "henrik")


def test_nothing_is_forecast_for_an_answered_incident() -> None:
    incident = decide(fresh(), claim("ana", MANAGER, NIGHT), TEAM, NIGHT).incident
    incident = decide(incident, claim("ben", ENGINEER, NIGHT), TEAM, NIGHT).incident
    assert incident.status is Status.ANSWERED
    assert forecast(incident, TEAM, NIGHT) == ()
    assert next_step(incident, TEAM, NIGHT) == NIGHT + 60 * MINUTE, "then they are asked: still on it?"
    never = replace(TEAM, policy=Policy(repage_after=None))
    assert next_step(incident, never, NIGHT) is None


def test_the_policy_in_force_at_the_moment_of_paging_decides() -> None:
    short = replace(TEAM, policy=Policy(levels=(Level(audience=Audience.STAFF, wait=MINUTE),)))
    assert next_step(fresh(), short, NIGHT) == NIGHT + MINUTE
    _, events = advance(fresh(), short, NIGHT + MINUTE)
    assert {level for _, _, level in paged(events)} == {1}


def test_a_person_who_joined_the_schedule_meanwhile_is_paged() -> None:
    swapped = replace(TEAM, schedule=replace(SCHEDULE, turns=(Turn(manager="ana", engineer="mei"),)))
    assert next_step(fresh(), swapped, NIGHT + MINUTE) == NIGHT + MINUTE
    _, events = advance(fresh(), swapped, NIGHT + MINUTE)
    assert paged(events) == [("mei", ENGINEER, 1)]


def test_a_clock_set_back_moves_the_due_time_back() -> None:
    incident = clock_moved(fresh(), timedelta(hours=-1))
    assert next_step(incident, TEAM, NIGHT - timedelta(hours=1)) == NIGHT - timedelta(minutes=55)
