from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from desktop.core.errors import InvalidTeam
from desktop.core.schedule.rotation import RotationPerson, RotationRequest, segments_of, shifts_of
from desktop.core.schedule.schedule import Schedule, Turn

ANA = RotationPerson(id="ana", name="Ana Okafor")
BEN = RotationPerson(id="ben", name="Ben Sato")
AB, BA = Turn(manager="ana", engineer="ben"), Turn(manager="ben", engineer="ana")


def request(**more) -> RotationRequest:
    values = {"people": (ANA, BEN), "begin": date(2026, 11, 24), "end": date(2026, 12, 21)}
    return RotationRequest(**{**values, **more})


def test_shifts_begin_on_the_hand_over_day_at_the_hour_of_the_zone():
    asked = request(zone="Europe/Berlin", hand_over=time(9))
    assert asked.starts_on == date(2026, 11, 30)
    assert [begin for begin, _ in asked.times] == [
        datetime(2026, 11, 30, 8, tzinfo=UTC) + timedelta(days=7 * n) for n in range(3)
    ]


def test_the_last_shift_begins_before_the_end_and_covers_it():
    assert len(request(end=date(2026, 12, 22)).times) == 4
    assert len(request(begin=date(2026, 11, 24), hand_over_day=None, days=1).times) == 27


def test_the_hour_stays_when_clocks_change():
    asked = request(zone="Europe/Berlin", begin=date(2027, 3, 22), end=date(2027, 4, 5))
    assert [begin.hour for begin, _ in asked.times] == [8, 7]
    assert asked.times[0][1] == asked.times[1][0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"people": ()},
        {"people": (ANA, ANA)},
        {"people": (RotationPerson(id="ana", name="Ana Okafor", seats=()),)},
        {"days": 0},
        {"days": 15},
        {"end": date(2026, 11, 30)},
        {"end": date(2080, 1, 1), "days": 1},
        {"plan": (AB,)},
        {"zone": "Europe/Nowhere"},
    ],
)
def test_what_cannot_be_planned_says_what_to_do(wrong):
    with pytest.raises(InvalidTeam) as caught:
        request(**wrong)
    assert caught.value.sentence
    assert caught.value.remedy


def test_a_plan_is_published_in_pieces_and_the_teams_rotation_fills_the_gap():
    asked = request()
    segments = segments_of(asked, (AB, None, BA), "ana")
    assert [(segment.starts_on, segment.turns) for segment in segments] == [
        (date(2026, 11, 30), (AB,)),
        (date(2026, 12, 14), (BA,)),
    ]
    own = Turn(manager="mei", engineer="mei")
    schedule = Schedule(turns=(own,), published=segments)
    shifts = [schedule.shift_at(begin) for begin, _ in asked.times]
    found = [shift.turn for shift in shifts if shift is not None]
    assert found == [AB, own, BA]


def test_shifts_have_their_times_and_gaps_are_left_out():
    shifts = shifts_of(request(), (AB, None, BA))
    assert [(shift.turn, shift.starts_at.day, shift.ends_at.day) for shift in shifts] == [
        (AB, 30, 7),
        (BA, 14, 21),
    ]
