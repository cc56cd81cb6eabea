"""The rotation: exactly one pair at every instant, hand-over by the wall clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import InvalidTeam
from desktop.core.schedule.schedule import Schedule, Turn
from desktop.core.team.seat import Seat
from tests.sample import SCHEDULE

TURNS = tuple(Turn(manager=f"m{n}", engineer=f"e{n}") for n in range(3))
SECONDS = int(timedelta(days=365 * 48).total_seconds())
INSTANTS = st.integers(0, SECONDS).map(lambda n: datetime(1990, 1, 1, tzinfo=UTC) + timedelta(seconds=n))
ZONES = st.sampled_from(
    ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu")
)


@given(
    at=INSTANTS,
    zone=ZONES,
    starts_on=st.dates(date(1995, 1, 1), date(2030, 1, 1)),
    hand_over=st.times().map(lambda moment: moment.replace(microsecond=0)),
    weeks=st.integers(1, 4),
)
def test_every_instant_has_exactly_one_shift_and_shifts_join(
    at: datetime, zone: str, starts_on: date, hand_over: time, weeks: int
) -> None:
    schedule = Schedule(zone=zone, starts_on=starts_on, hand_over=hand_over, weeks=weeks, turns=TURNS)
    shift = schedule.shift_at(at)
    assert shift is not None
    assert shift.starts_at <= at < shift.ends_at
    assert schedule.shift_at(shift.starts_at) == shift
    assert schedule.shift_at(shift.ends_at - timedelta(microseconds=1)) == shift
    following = schedule.shift_at(shift.ends_at)
    assert following is not None
    assert following.starts_at == shift.ends_at
    assert TURNS.index(following.turn) == (TURNS.index(shift.turn) + 1) % len(TURNS)


def test_the_hand_over_stays_at_nine_when_the_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    shift = SCHEDULE.shift_at(datetime(2027, 3, 26, tzinfo=UTC))
    assert shift is not None
    assert shift.ends_at == datetime(2027, 3, 29, 7, tzinfo=UTC)
    assert {moment.astimezone(berlin).time() for moment in (shift.starts_at, shift.ends_at)} == {time(9)}
    assert shift.ends_at - shift.starts_at == timedelta(weeks=1, hours=-1)


def test_the_first_turn_starts_on_the_day_named() -> None:
    start = datetime(2026, 11, 23, 8, tzinfo=UTC)
    shift = SCHEDULE.shift_at(start)
    assert shift is not None
    assert (shift.turn.manager, shift.turn.engineer, shift.starts_at) == ("ana", "ben", start)
    before = SCHEDULE.shift_at(start - timedelta(seconds=1))
    assert before is not None
    assert before.turn == SCHEDULE.turns[-1]


def test_nobody_is_on_duty_without_turns() -> None:
    assert Schedule().shift_at(datetime(2026, 1, 1, tzinfo=UTC)) is None
    assert Schedule().next_shift_of("ana", datetime(2026, 1, 1, tzinfo=UTC)) is None


def test_the_next_shift_of_a_person() -> None:
    monday = datetime(2026, 11, 24, tzinfo=UTC)
    found = SCHEDULE.next_shift_of("priya", monday)
    assert found is not None
    assert (found[0], found[1].starts_at) == (Seat.ENGINEER, datetime(2026, 12, 7, 8, tzinfo=UTC))
    now = SCHEDULE.next_shift_of("ben", monday)
    assert now is not None
    assert now[0] is Seat.ENGINEER, "the shift they are in comes first"
    assert SCHEDULE.next_shift_of("nobody", monday) is None


@pytest.mark.parametrize("wrong", [{"weeks": 0}, {"zone": "Europe/Atlantis"}, {"zone": "../etc"}])
def test_a_schedule_that_makes_no_sense_is_refused_with_a_remedy(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidTeam) as refused:
        Schedule(**wrong)
    assert refused.value.remedy
