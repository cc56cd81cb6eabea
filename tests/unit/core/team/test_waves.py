"""Levels in waves: next on the schedule first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.core.errors import InvalidTeam
from desktop.core.incident.commands import DeclinePage
from desktop.core.incident.decide import decide
from desktop.core.incident.escalation import advance, forecast, next_step
from desktop.core.incident.events import Event, SeatEscalated
from desktop.core.incident.incident import Incident
from desktop.core.schedule.schedule import Schedule
from desktop.core.team.seat import Seat
from desktop.core.team.team import Audience, Level, Policy, Team
from desktop.core.team.waves import Wave, in_wave
from tests.sample import INCIDENT_ID, MINUTE, NIGHT, SCHEDULE, TEAM, claim, fresh, paged

MANAGER, ENGINEER = Seat.MANAGER, Seat.ENGINEER
STAFF = ("ana", "ben", "mei", "dmitri", "priya")


def waves(*made: Wave) -> Team:
    levels = (
        Level(audience=Audience.PAIR),
        Level(audience=Audience.STAFF, wait=10 * MINUTE, waves=made),
        Level(audience=Audience.EXECUTIVES),
    )
    return replace(TEAM, policy=Policy(levels=levels))


def one_seat(team: Team) -> Incident:
    """Ana has the Manager's seat; the Engineer's stays empty."""
    return decide(fresh(team), claim("ana", MANAGER, NIGHT), team, NIGHT).incident


def test_the_next_on_the_schedule_come_first_for_their_own_seat_before_their_partners() -> None:
    # After this week: mei and dmitri, then ben and priya, then ana and ben again.
    assert in_wave(Wave(size=1), STAFF, SCHEDULE, ENGINEER, NIGHT) == ("dmitri",)
    assert in_wave(Wave(size=3), STAFF, SCHEDULE, ENGINEER, NIGHT) == ("dmitri", "mei", "priya")
    assert in_wave(Wave(size=9), STAFF, SCHEDULE, MANAGER, NIGHT) == ("mei", "dmitri", "ben", "priya", "ana")


def test_a_wave_of_the_next_shift_pages_all_of_it_that_are_left() -> None:
    assert in_wave(Wave(), STAFF, SCHEDULE, ENGINEER, NIGHT) == ("dmitri", "mei")
    assert in_wave(Wave(), ("priya", "ana"), SCHEDULE, ENGINEER, NIGHT) == ("priya",)


def test_a_wave_never_pages_nobody_while_there_is_anybody() -> None:
    assert in_wave(Wave(), ("zoe", "ruth"), SCHEDULE, ENGINEER, NIGHT) == ("zoe", "ruth")
    assert in_wave(Wave(size=1), STAFF, Schedule(), ENGINEER, NIGHT) == ("ana",)


def test_each_wave_is_paged_after_the_wait_of_the_one_before_then_everybody_left_then_the_next_level() -> (
    None
):
    team = waves(Wave(size=1, wait=2 * MINUTE), Wave(size=1, wait=3 * MINUTE))
    incident, told = one_seat(team), []
    for _ in range(4):
        due = next_step(incident, team, NIGHT)
        assert due is not None
        incident, events = advance(incident, team, due)
        told += [(due - NIGHT, who, level) for who, _seat, level in paged(events)]
    assert told == [
        (5 * MINUTE, "dmitri", 2),
        (7 * MINUTE, "mei", 2),
        (10 * MINUTE, "priya", 2),
        (20 * MINUTE, "ruth", 3),
        (20 * MINUTE, "henrik", 3),
    ]


def test_the_forecast_tells_the_waves() -> None:
    team = waves(Wave(wait=2 * MINUTE))
    told = [
        (wake.at - NIGHT, wake.level, wake.wave, wake.people)
        for wake in forecast(one_seat(team), team, NIGHT)
    ]
    assert told[:3] == [
        (5 * MINUTE, 2, 0, ("dmitri", "mei")),
        (7 * MINUTE, 2, 1, ("priya",)),
        (17 * MINUTE, 3, 0, ("ruth", "henrik")),
    ]


def test_waves_with_nobody_left_are_skipped_without_waiting() -> None:
    team = waves(*(Wave(size=5, wait=MINUTE) for _ in range(3)))
    incident, events = advance(one_seat(team), team, NIGHT + 5 * MINUTE)
    assert {who for who, _, _ in paged(events)} == {"mei", "dmitri", "priya"}
    _, events = advance(incident, team, NIGHT + 6 * MINUTE)
    assert {level for _, _, level in paged(events)} == {3}


def test_when_everybody_said_i_cant_the_next_wave_is_paged_at_once() -> None:
    team = waves(Wave(size=1, wait=5 * MINUTE))
    incident, _ = advance(one_seat(team), team, NIGHT + 5 * MINUTE)
    events: list[Event] = []
    for who in ("ben", "dmitri"):
        said = DeclinePage(incident_id=INCIDENT_ID, by=who, pressed_at=NIGHT + 6 * MINUTE)
        decision = decide(incident, said, team, NIGHT + 6 * MINUTE)
        incident, events = decision.incident, decision.events
    assert [e.wave for e in events if isinstance(e, SeatEscalated)] == [1]
    assert [who for who, _, _ in paged(events)] == ["mei", "priya"]


def test_a_policy_that_lost_its_waves_meanwhile_goes_on() -> None:
    team = waves(Wave(size=1, wait=2 * MINUTE), Wave(size=1, wait=2 * MINUTE))
    incident, _ = advance(one_seat(team), team, NIGHT + 5 * MINUTE)
    incident, _ = advance(incident, team, NIGHT + 7 * MINUTE)
    plain = waves()
    assert next_step(incident, plain, NIGHT + 7 * MINUTE) == NIGHT + 17 * MINUTE
    _, events = advance(incident, plain, NIGHT + 17 * MINUTE)
    assert {level for _, _, level in paged(events)} == {3}


@pytest.mark.parametrize("wave", [{"size": 0}, {"wait": timedelta(0)}])
def test_what_is_no_wave_is_refused(wave: dict[str, object]) -> None:
    with pytest.raises(InvalidTeam):
        Wave(**wave)  # type: ignore[arg-type]


def test_the_pair_is_paged_at_once() -> None:
    with pytest.raises(InvalidTeam, match="pair"):
        Level(audience=Audience.PAIR, waves=(Wave(),))
