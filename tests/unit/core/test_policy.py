"""What is wrong with a policy, and what it would do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop.core.errors import InvalidTeam
from desktop.core.schedule.schedule import Segment
from desktop.core.schedule.shift import Turn
from desktop.core.team.policy_check import policy_problems
from desktop.core.team.policy_preview import last_night_at_four, preview
from desktop.core.team.responder import Responder, Role, Roster, Tier
from desktop.core.team.seat import Seat
from desktop.core.team.team import Audience, Level, Policy, Team
from tests.sample import MINUTE, NIGHT, ROSTER, TEAM

MANAGER, ENGINEER = Seat.MANAGER, Seat.ENGINEER


def levels(*audiences: Audience) -> Policy:
    return Policy(levels=tuple(Level(audience=audience) for audience in audiences))


def test_the_usual_policy_pages_somebody_at_any_time() -> None:
    assert policy_problems(TEAM, NIGHT) == ()
    assert policy_problems(replace(TEAM, policy=levels(Audience.PAIR)), NIGHT) == ()


def test_an_audience_that_nobody_belongs_to_pages_nobody() -> None:
    staff = Roster(responders=tuple(person for person in ROSTER.responders if person.tier is Tier.STAFF))
    team = replace(TEAM, roster=staff, policy=levels(Audience.EXECUTIVES))
    (problem,) = policy_problems(team, NIGHT)
    assert "nobody is VP or CTO" in problem.sentence
    assert problem.remedy
    assert policy_problems(replace(team, policy=levels(Audience.EXECUTIVES, Audience.STAFF)), NIGHT), (
        "what can wait is paged at level 1 only"
    )
    assert policy_problems(replace(team, policy=levels(Audience.PAIR, Audience.EXECUTIVES)), NIGHT) == ()


def test_a_roster_of_those_who_only_read_pages_nobody() -> None:
    readers = Roster(responders=(Responder(id="olga", name="Olga Watts", role=Role.OBSERVER),))
    assert policy_problems(Team(roster=readers), NIGHT)
    assert policy_problems(Team(), NIGHT)


def test_the_moment_is_named_at_which_nobody_is_on_duty() -> None:
    pair = replace(TEAM, policy=levels(Audience.PAIR))
    starts_at = datetime(2026, 12, 7, 8, tzinfo=UTC)
    plan = Segment(
        zone="UTC",
        starts_on=starts_at.date(),
        hand_over=starts_at.time(),
        days=7,
        turns=(Turn(manager="mei", engineer="gone"),),
        published_at=NIGHT,
        published_by="ana",
    )
    left = replace(pair, schedule=replace(pair.schedule, published=(plan,)))
    (problem,) = policy_problems(left, NIGHT)
    assert "Engineer" in problem.sentence
    assert "7 Dec, 09:00 CET" in problem.sentence
    assert policy_problems(replace(left, policy=levels(Audience.PAIR, Audience.STAFF)), NIGHT) == ()


def test_without_a_schedule_the_pair_is_nobody() -> None:
    nobody = replace(TEAM, schedule=replace(TEAM.schedule, turns=()), policy=levels(Audience.PAIR))
    (problem,) = policy_problems(nobody, NIGHT)
    assert "now" in problem.sentence


def test_the_preview_begins_with_the_first_pages_and_ends_with_everybody_again() -> None:
    told = [(wake.at - NIGHT, wake.seat, wake.level, len(wake.people)) for wake in preview(TEAM, NIGHT)]
    assert told == [
        (0 * MINUTE, MANAGER, 1, 1),
        (0 * MINUTE, ENGINEER, 1, 1),
        (5 * MINUTE, MANAGER, 2, 4),
        (5 * MINUTE, ENGINEER, 2, 4),
        (10 * MINUTE, MANAGER, 3, 2),
        (10 * MINUTE, ENGINEER, 3, 2),
        (15 * MINUTE, MANAGER, 0, 7),
        (15 * MINUTE, ENGINEER, 0, 7),
    ]


def test_last_night_is_that_of_the_schedules_zone() -> None:
    assert last_night_at_four(TEAM, NIGHT) == datetime(2026, 11, 23, 3, tzinfo=UTC), "it is 03:41 in Berlin"
    assert last_night_at_four(TEAM, NIGHT + timedelta(hours=1)) == datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.mark.parametrize("seconds", [0, 59])
def test_holders_are_not_asked_all_the_time(seconds: int) -> None:
    with pytest.raises(InvalidTeam):
        Policy(repage_after=timedelta(seconds=seconds))


def test_pages_are_not_repeated_all_the_time() -> None:
    with pytest.raises(InvalidTeam):
        Level(audience=Audience.PAIR, repeat=timedelta(seconds=5))
