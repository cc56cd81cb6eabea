"""When somebody is told that their duty comes, and which sound check the hub has to hear of."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desktop.client.duty_notices import (
    DutyComes,
    duty_notices,
    duty_notices_change_at,
    sound_check_to_tell,
)
from desktop.client.state import Connection, State
from desktop.core.schedule.hand_over import HandOverFacts, Proof
from desktop.core.schedule.schedule import Schedule, Turn
from desktop.core.team.seat import Seat
from tests.sample import MINUTE, SCHEDULE, TEAM

BEGIN = datetime.fromisoformat("2026-11-30T08:00:00+00:00")
"""Mei and Dmitri take over from Ana and Ben."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AHEAD = timedelta(seconds=90)
"""So much the hub's clock is ahead."""


def state(me: str = "mei", **changes: object) -> State:
    known = State(
        connection=Connection.CONNECTED, connection_since=BEGIN - 9 * DAY, me=me, team=TEAM, hub_offset=AHEAD
    )
    return replace(known, **changes)  # type: ignore[arg-type]


def proven(at: datetime, me: str = "mei") -> HandOverFacts:
    return HandOverFacts(proofs=(Proof(responder=me, at=at),))


@pytest.mark.parametrize(
    ("before", "comes"),
    [
        (25 * HOUR, None),
        (24 * HOUR + MINUTE, None),
        (24 * HOUR, DutyComes.DAY),
        (61 * MINUTE, DutyComes.DAY),
        (60 * MINUTE, DutyComes.HOUR),
        (MINUTE, DutyComes.HOUR),
        (0 * MINUTE, None),
    ],
)
def test_a_day_and_an_hour_before(before: timedelta, comes: DutyComes | None):
    found = duty_notices(state(), BEGIN - before - AHEAD)
    assert [notice.comes for notice in found] == ([comes] if comes else [])
    for notice in found:
        assert (notice.seats, notice.shift.starts_at, notice.proven) == ((Seat.MANAGER,), BEGIN, False)


def test_only_who_comes_on_duty_is_told():
    for person in ("ana", "priya", "henrik", None):
        assert duty_notices(replace(state(), me=person), BEGIN - HOUR - AHEAD) == ()
    goes_on = replace(
        SCHEDULE, turns=(Turn(manager="ana", engineer="ben"), Turn(manager="ben", engineer="mei"))
    )
    assert duty_notices(state("ben", team=replace(TEAM, schedule=goes_on)), BEGIN - HOUR - AHEAD) == ()


def test_who_is_proven_is_told_so():
    known = state(team=replace(TEAM, hand_overs=proven(BEGIN - 3 * HOUR)))
    assert duty_notices(known, BEGIN - HOUR - AHEAD)[0].proven


def test_it_says_when_to_look_again():
    at, seen = BEGIN - 50 * HOUR - AHEAD, []
    while (following := duty_notices_change_at(state(), at)) is not None and following <= BEGIN - AHEAD:
        assert following > at
        before, after = (
            duty_notices(state(), following - timedelta(microseconds=1)),
            duty_notices(state(), following),
        )
        if [n.comes for n in before] != [n.comes for n in after]:
            seen.append(following + AHEAD)
        at = following
    assert seen == [BEGIN - DAY, BEGIN - HOUR, BEGIN]
    assert duty_notices_change_at(replace(state(), team=None), at) is None
    nobody = state(team=replace(TEAM, schedule=Schedule()))
    assert duty_notices_change_at(nobody, at) == at + 12 * HOUR


@pytest.mark.parametrize(
    ("verified", "now", "told"),
    [
        (-23 * HOUR, -22 * HOUR, True),
        (-25 * HOUR, -22 * HOUR, False),
        (-26 * HOUR, -25 * HOUR, False),
        (MINUTE, 2 * MINUTE, True),
        (-20 * HOUR, 2 * MINUTE, True),
        (-20 * HOUR, 5 * HOUR, False),
    ],
)
def test_the_hub_hears_of_a_sound_check_that_counts(verified: timedelta, now: timedelta, told: bool):
    verified_at, local_now = BEGIN + verified - AHEAD, BEGIN + now - AHEAD
    assert sound_check_to_tell(state(), verified_at, local_now) == (BEGIN + verified if told else None)


def test_it_hears_nothing_twice_and_nothing_from_others():
    verified_at, local_now = BEGIN - 2 * HOUR - AHEAD, BEGIN - HOUR - AHEAD
    known = state(team=replace(TEAM, hand_overs=proven(BEGIN - 2 * HOUR)))
    assert sound_check_to_tell(known, verified_at, local_now) is None
    assert sound_check_to_tell(state("priya"), verified_at, local_now) is None
    assert sound_check_to_tell(state(), None, local_now) is None
    assert sound_check_to_tell(state(connection=Connection.LOST), verified_at, local_now) is None
    assert sound_check_to_tell(state(stale=True), verified_at, local_now) is None
    assert sound_check_to_tell(state(), local_now + HOUR, local_now) == local_now + AHEAD, "not in the future"
