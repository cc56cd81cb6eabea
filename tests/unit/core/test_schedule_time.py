"""Over 50 years of zones: no gap, no overlap, every instant has exactly one answer."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.schedule.schedule import Schedule, Segment, Shift, ShiftException, Turn
from desktop.core.team.seat import Seat
from desktop.core.zones import instant

JUST = timedelta(microseconds=1)
FIRST = datetime(1987, 1, 1, tzinfo=UTC)
SECONDS = int(timedelta(days=365.25 * 50).total_seconds())
INSTANTS = st.integers(0, SECONDS).map(lambda n: FIRST + timedelta(seconds=n))
ZONES = st.sampled_from(
    (
        "UTC",
        "Europe/Berlin",
        "Europe/Volgograd",
        "America/New_York",
        "America/Sao_Paulo",
        "America/Caracas",
        "Africa/Casablanca",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Pacific/Kwajalein",
        "Asia/Kathmandu",
        "Asia/Pyongyang",
        "Antarctica/Troll",
    )
)
HOURS = st.one_of(
    st.sampled_from((time(0), time(0, 30), time(2), time(2, 30), time(3), time(9), time(23, 59))),
    st.times().map(lambda hour: hour.replace(microsecond=0)),
)
PEOPLE = ("ana", "ben", "mei", "dmitri", "priya")
TURNS = st.builds(Turn, manager=st.sampled_from(PEOPLE), engineer=st.sampled_from(PEOPLE))
DAYS = st.dates(date(1988, 1, 1), date(2035, 1, 1))
SEGMENTS = st.builds(
    Segment,
    starts_on=DAYS,
    zone=ZONES,
    hand_over=HOURS,
    days=st.sampled_from((1, 2, 7, 14)),
    turns=st.lists(TURNS, min_size=1, max_size=6).map(tuple),
    repeat=st.booleans(),
)


@st.composite
def exceptions(draw: st.DrawFn, around: datetime) -> ShiftException:
    begin = around + timedelta(minutes=draw(st.integers(-30_000, 30_000)))
    return ShiftException(
        id=UUID(int=draw(st.integers(0, 2**64))),
        seat=draw(st.sampled_from(Seat)),
        responder=draw(st.sampled_from(PEOPLE)),
        starts_at=begin,
        ends_at=begin + timedelta(minutes=draw(st.integers(1, 30_000))),
        by="ana",
        at=FIRST + timedelta(seconds=draw(st.integers(0, 5))),
    )


@st.composite
def planned(draw: st.DrawFn) -> tuple[Schedule, datetime]:
    """A schedule with plans and exceptions around an instant."""
    at = draw(INSTANTS)
    near = st.builds(
        lambda days, plan: Segment(
            starts_on=(at + timedelta(days=days)).date(),
            zone=plan.zone,
            hand_over=plan.hand_over,
            days=plan.days,
            turns=plan.turns,
            repeat=plan.repeat,
        ),
        st.integers(-40, 40),
        SEGMENTS,
    )
    schedule = Schedule(
        zone=draw(ZONES),
        starts_on=draw(DAYS),
        hand_over=draw(HOURS),
        weeks=draw(st.integers(1, 3)),
        turns=tuple(draw(st.lists(TURNS, min_size=1, max_size=5))),
        published=tuple(draw(st.lists(near, max_size=4))),
        exceptions=tuple(draw(st.lists(exceptions(at), max_size=6))),
    )
    return schedule, at


def plainly(schedule: Schedule, seat: Seat, at: datetime) -> str:
    """Who has the seat, found the slow way: by looking at everything that is written down."""
    made = sorted(schedule.exceptions, key=lambda e: e.at)
    for exception in reversed(made):
        if exception.seat is seat and exception.starts_at <= at < exception.ends_at:
            return exception.responder
    # The last published plan whose start has come wins, unless a later one with an earlier start has, too.
    for segment in reversed(schedule.published):
        if instant(segment.starts_on, segment.hand_over, ZoneInfo(segment.zone)) <= at:
            number = _number(at, segment.starts_on, segment.hand_over, segment.zone, segment.days)
            if number >= len(segment.turns) and not segment.repeat:
                break
            return segment.turns[number % len(segment.turns)].of(seat)
    number = _number(at, schedule.starts_on, schedule.hand_over, schedule.zone, 7 * schedule.weeks)
    return schedule.turns[number % len(schedule.turns)].of(seat)


def _number(at: datetime, starts_on: date, hand_over: time, zone: str, days: int) -> int:
    number = (at.astimezone(ZoneInfo(zone)).date() - starts_on).days // days + 2
    while instant(starts_on + timedelta(days=days * number), hand_over, ZoneInfo(zone)) > at:
        number -= 1
    return number


@given(planned())
def test_each_instant_has_exactly_one_pair_and_shifts_join(given_: tuple[Schedule, datetime]) -> None:
    schedule, at = given_
    shift = schedule.shift_at(at)
    assert shift is not None
    for seat in Seat:
        assert shift.turn.of(seat) == plainly(schedule, seat, at)
    assert shift.starts_at <= at < shift.ends_at
    fresh = Schedule(**{name: getattr(schedule, name) for name in Schedule.__dataclass_fields__})
    assert fresh.shift_at(shift.starts_at) == shift
    assert fresh.shift_at(shift.ends_at - JUST) == shift
    after, before = fresh.shift_at(shift.ends_at), fresh.shift_at(shift.starts_at - JUST)
    assert after is not None
    assert before is not None
    assert after.starts_at == shift.ends_at
    assert before.ends_at == shift.starts_at


@given(planned(), st.integers(1, 60))
def test_all_shifts_of_a_time_are_without_gap_and_overlap(
    given_: tuple[Schedule, datetime], days: int
) -> None:
    schedule, begin = given_
    end = begin + timedelta(days=days)
    shifts = schedule.shifts_between(begin, end)
    assert shifts[0].starts_at <= begin < shifts[0].ends_at
    assert shifts[-1].starts_at < end <= shifts[-1].ends_at
    for one, next_ in pairwise(shifts):
        assert one.starts_at < one.ends_at == next_.starts_at
    for shift in shifts:
        for at in (shift.starts_at, shift.starts_at + (shift.ends_at - shift.starts_at) / 2):
            assert _pair(shift) == tuple(plainly(schedule, seat, at) for seat in Seat)


@given(planned(), st.sampled_from(Seat))
def test_a_duty_is_one_persons_time_in_one_seat(given_: tuple[Schedule, datetime], seat: Seat) -> None:
    schedule, at = given_
    duty = schedule.on_duty(seat, at)
    assert duty is not None
    assert duty.starts_at <= at < duty.ends_at
    assert duty.responder == plainly(schedule, seat, at)
    for shift in schedule.shifts_between(duty.starts_at, duty.ends_at):
        assert shift.turn.of(seat) == duty.responder


def _pair(shift: Shift) -> tuple[str, ...]:
    return tuple(shift.turn.of(seat) for seat in Seat)


@pytest.mark.parametrize(
    ("zone", "hand_over", "day", "expected"),
    [
        # The hour that does not exist: what a clock that nobody put forward would show.
        ("Europe/Berlin", time(2, 30), date(2027, 3, 28), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        # The hour that comes twice: its first time.
        ("Europe/Berlin", time(2, 30), date(2026, 10, 25), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        # No midnight on the day on which summer time began.
        ("America/Sao_Paulo", time(0), date(2018, 11, 4), datetime(2018, 11, 4, 3, tzinfo=UTC)),
        # From UTC+4 to UTC+3 at the end of 2020.
        ("Europe/Volgograd", time(9), date(2020, 12, 26), datetime(2020, 12, 26, 5, tzinfo=UTC)),
        ("Europe/Volgograd", time(9), date(2020, 12, 28), datetime(2020, 12, 28, 6, tzinfo=UTC)),
        # Clocks go back for Ramadan only.
        ("Africa/Casablanca", time(9), date(2025, 2, 22), datetime(2025, 2, 22, 8, tzinfo=UTC)),
        ("Africa/Casablanca", time(9), date(2025, 3, 1), datetime(2025, 3, 1, 9, tzinfo=UTC)),
    ],
)
def test_hand_overs_at_hours_that_are_hard(zone: str, hand_over: time, day: date, expected: datetime) -> None:
    schedule = Schedule(
        zone=zone,
        starts_on=day - timedelta(days=2),
        hand_over=hand_over,
        turns=(Turn(manager="x", engineer="y"),),
        published=(
            Segment(
                starts_on=day - timedelta(days=1),
                zone=zone,
                hand_over=hand_over,
                days=1,
                turns=(Turn(manager="ana", engineer="ben"), Turn(manager="mei", engineer="priya")),
                repeat=True,
            ),
        ),
    )
    shift = schedule.shift_at(expected)
    assert shift is not None
    assert (shift.starts_at, shift.turn.manager) == (expected, "mei")


def test_the_day_that_samoa_left_out_has_no_shift_of_its_own() -> None:
    plan = Segment(
        starts_on=date(2011, 12, 28),
        zone="Pacific/Apia",
        hand_over=time(9),
        days=1,
        turns=tuple(Turn(manager=f"m{n}", engineer="e") for n in range(5)),
    )
    schedule = Schedule(turns=(Turn(manager="x", engineer="y"),), published=(plan,))
    shifts = schedule.shifts_between(plan.starts_at, plan.turns_end_at)
    # 28, 29, (30 was skipped), 31 December, 1 January
    assert [shift.turn.manager for shift in shifts] == ["m0", "m1", "m3", "m4"]
    assert {shift.ends_at - shift.starts_at for shift in shifts} == {timedelta(days=1)}
