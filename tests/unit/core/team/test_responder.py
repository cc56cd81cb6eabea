"""People: who is probably asleep, and rosters and teams that make no sense."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desktop.core.errors import InvalidTeam
from desktop.core.schedule.schedule import Schedule, Turn
from desktop.core.team.responder import Responder, Roster
from desktop.core.team.team import Audience, Level, Policy, Team
from tests.sample import ROSTER


@pytest.mark.parametrize(
    ("zone", "utc_hour", "asleep"),
    [
        ("Europe/Berlin", 20, False),  # 21:00
        ("Europe/Berlin", 21, True),  # 22:00
        ("Europe/Berlin", 6, True),  # 07:00
        ("Europe/Berlin", 7, False),  # 08:00
        ("America/New_York", 7, True),  # 02:00
        ("Asia/Kolkata", 7, False),  # 12:30
    ],
)
def test_asleep_is_from_ten_to_eight_where_the_person_lives(zone: str, utc_hour: int, asleep: bool) -> None:
    person = Responder(id="x", name="X", zone=zone)
    assert person.probably_asleep(datetime(2026, 11, 24, utc_hour, tzinfo=UTC)) is asleep


def test_two_of_one_team_have_it_in_common_however_it_is_spelled() -> None:
    people = [
        Responder(id=name, name=name, team=team)
        for name, team in (("ana", "Payments"), ("ben", "payments"), ("mei", "search"), ("priya", ""))
    ]
    roster = Roster(responders=(*people, Responder(id="jonas", name="jonas")))
    assert roster.team_of_both("ana", "ben") == "Payments"
    assert roster.team_of_both("ana", "mei") == ""
    assert roster.team_of_both("priya", "jonas") == ""
    assert roster.team_of_both("ana", "ana") == ""
    assert roster.team_of_both("ana", "gone") == ""
    # Where all are of one team it says nothing about two of them.
    assert Roster(responders=tuple(people[:2])).team_of_both("ana", "ben") == ""


def test_a_roster_knows_its_people_and_pages_no_observer() -> None:
    assert ROSTER.find("ana") == ROSTER.responders[0]
    assert ROSTER.find("nobody") is None
    assert ROSTER.find(None) is None
    assert (ROSTER.name("ana"), ROSTER.name("gone")) == ("Ana Okafor", "gone")
    assert ROSTER.can_be_paged("ana")
    assert not ROSTER.can_be_paged("olga")
    assert not ROSTER.can_be_paged("gone")


def test_two_people_with_one_id_are_refused() -> None:
    with pytest.raises(InvalidTeam, match="“ana”"):
        Roster(responders=(Responder(id="ana", name="A"), Responder(id="ana", name="B")))


@pytest.mark.parametrize("stranger", ["nobody", "olga"])
def test_a_schedule_of_people_who_cannot_be_paged_is_refused(stranger: str) -> None:
    with pytest.raises(InvalidTeam, match=stranger):
        Team(roster=ROSTER, schedule=Schedule(turns=(Turn(manager="ana", engineer=stranger),)))


def test_a_policy_needs_levels_that_take_time() -> None:
    with pytest.raises(InvalidTeam, match="no level"):
        Policy(levels=())
    with pytest.raises(InvalidTeam, match="no time"):
        Level(audience=Audience.PAIR, wait=timedelta(0))
