"""Who is on call, and by what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from desktop.core.schedule.on_call import who_is_on_call
from desktop.core.schedule.schedule import ExceptionKind, Segment, ShiftException, Turn
from desktop.core.team.seat import Seat
from tests.sample import NIGHT, TEAM

MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)
HOUR, WEEK = timedelta(hours=1), timedelta(days=7)
PLAN = Segment(
    starts_on=date(2026, 11, 30),
    zone="Europe/Berlin",
    hand_over=time(9),
    turns=(Turn(manager="priya", engineer="dmitri"),),
)
TEAM_WITH_PLAN = replace(TEAM, schedule=replace(TEAM.schedule, published=(PLAN,)))


def sources(at: datetime, team=TEAM_WITH_PLAN) -> list[str]:
    return [seat.source for seat in who_is_on_call(team, at).seats]


def test_the_rotation_a_plan_and_the_rotation_again() -> None:
    assert sources(NIGHT) == sources(MONDAY - HOUR) == ["rotation"] * 2
    assert sources(MONDAY) == sources(MONDAY + WEEK - HOUR) == ["plan"] * 2
    assert sources(MONDAY + WEEK) == ["rotation"] * 2


def test_an_exception_says_so_and_the_other_seat_is_as_planned() -> None:
    made = ShiftException(
        id=UUID(int=1),
        seat=Seat.MANAGER,
        responder="ben",
        starts_at=MONDAY,
        ends_at=MONDAY + HOUR,
        kind=ExceptionKind.SWAP,
        by="ana",
        at=NIGHT,
    )
    schedule = replace(TEAM_WITH_PLAN.schedule, exceptions=(made,))
    assert sources(MONDAY, replace(TEAM, schedule=schedule)) == ["swap", "plan"]
