"""Plans that were published over the rotation, and exceptions over both."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import msgspec
import pytest

from desktop.core.errors import InvalidTeam
from desktop.core.schedule.resolver import Resolver
from desktop.core.schedule.schedule import Schedule, Segment, Shadow, ShiftException, Turn
from desktop.core.team.seat import Seat
from tests.sample import NIGHT, SCHEDULE

HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)
"""The next hand-over; Mei and Dmitri come by the rotation."""


def plan(day: date, *pairs: str, days: int = 7, repeat: bool = False) -> Segment:
    turns = tuple(Turn(manager=pair.split("/")[0], engineer=pair.split("/")[1]) for pair in pairs)
    return Segment(starts_on=day, zone="Europe/Berlin", turns=turns, days=days, repeat=repeat)


def exception(
    responder: str, starts_at: datetime, ends_at: datetime, seat: Seat = Seat.MANAGER, at: datetime = NIGHT
) -> ShiftException:
    return ShiftException(
        id=UUID(int=1), seat=seat, responder=responder, starts_at=starts_at, ends_at=ends_at, by="ana", at=at
    )


def pairs(schedule: Schedule, begin: datetime, end: datetime) -> list[tuple[str, datetime]]:
    return [
        (f"{shift.turn.manager}/{shift.turn.engineer}", shift.starts_at)
        for shift in schedule.shifts_between(begin, end)
    ]


def test_a_plan_holds_from_its_first_hand_over_until_its_last_and_the_rotation_goes_on() -> None:
    schedule = replace(SCHEDULE, published=(plan(date(2026, 12, 9), "priya/mei", "ana/dmitri", days=3),))
    assert pairs(schedule, MONDAY, MONDAY + timedelta(days=28)) == [
        ("mei/dmitri", MONDAY),
        ("ben/priya", MONDAY + timedelta(days=7)),
        ("priya/mei", MONDAY + timedelta(days=9)),
        ("ana/dmitri", MONDAY + timedelta(days=12)),
        ("ana/ben", MONDAY + timedelta(days=15)),
        ("mei/dmitri", MONDAY + timedelta(days=21)),
    ]


def test_a_repeated_plan_never_ends() -> None:
    schedule = replace(SCHEDULE, published=(plan(date(2026, 12, 7), "priya/mei", "ana/dmitri", repeat=True),))
    shift = schedule.shift_at(datetime(2036, 12, 1, tzinfo=UTC))
    assert shift is not None
    assert f"{shift.turn.manager}/{shift.turn.engineer}" in ("priya/mei", "ana/dmitri")


def test_a_later_plan_replaces_what_follows_its_start_and_nothing_before() -> None:
    first = plan(date(2026, 12, 7), "priya/mei", "ana/dmitri", "ben/mei", repeat=True)
    second = plan(date(2026, 12, 21), "dmitri/ana", repeat=True)
    schedule = replace(SCHEDULE, published=(first, second))
    assert [pair for pair, _ in pairs(schedule, MONDAY, MONDAY + timedelta(days=22))] == [
        "mei/dmitri", "priya/mei", "ana/dmitri", "dmitri/ana",
    ]  # fmt: skip
    # Published last, it begins before both.
    earlier = plan(date(2026, 12, 2), "ana/mei", days=1)
    schedule = replace(SCHEDULE, published=(first, second, earlier))
    assert [pair for pair, _ in pairs(schedule, MONDAY, MONDAY + timedelta(days=22))] == [
        "mei/dmitri", "ana/mei", "mei/dmitri", "ben/priya", "ana/ben", "mei/dmitri",
    ]  # fmt: skip


def test_without_a_rotation_a_plan_starts_again_rather_than_leave_nobody_on_duty() -> None:
    schedule = Schedule(published=(plan(date(2026, 12, 7), "ana/ben", "mei/priya"),))
    assert schedule.shift_at(MONDAY) is None
    assert [pair for pair, _ in pairs(schedule, MONDAY, MONDAY + timedelta(days=29))] == [
        "ana/ben", "mei/priya", "ana/ben", "mei/priya",
    ]  # fmt: skip
    found = schedule.next_shift_of("mei", MONDAY)
    assert found is not None
    assert (found[0], found[1].starts_at) == (Seat.MANAGER, MONDAY + timedelta(days=14))


def test_neighbouring_turns_of_one_pair_are_one_shift() -> None:
    schedule = replace(
        SCHEDULE, published=(plan(date(2026, 11, 30), "ana/mei", "ana/mei", "ben/mei", days=1),)
    )
    shift = schedule.shift_at(MONDAY)
    assert shift is not None
    assert shift.ends_at == MONDAY + timedelta(days=2)


def test_where_one_pair_has_all_turns_its_shifts_are_its_turns() -> None:
    schedule = replace(SCHEDULE, turns=SCHEDULE.turns[:1])
    shift = schedule.shift_at(NIGHT)
    assert shift is not None
    assert shift.ends_at - shift.starts_at == timedelta(days=7)
    assert schedule.pair_changes_at(NIGHT) is None
    duty = schedule.on_duty(Seat.MANAGER, NIGHT)
    assert duty is not None
    assert duty.ends_at - NIGHT > timedelta(days=365)


def test_an_exception_wins_over_the_plan_for_its_seat_and_time_only() -> None:
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    schedule = replace(SCHEDULE, exceptions=(exception("priya", noon, noon + HOUR),))
    assert pairs(schedule, noon - HOUR, noon + 2 * HOUR) == [
        ("ana/ben", MONDAY - timedelta(days=7)),
        ("priya/ben", noon),
        ("ana/ben", noon + HOUR),
    ]
    manager, engineer = schedule.on_duty(Seat.MANAGER, noon), schedule.on_duty(Seat.ENGINEER, noon)
    assert manager is not None
    assert engineer is not None
    assert (manager.responder, manager.ends_at, manager.exception) == (
        "priya", noon + HOUR, schedule.exceptions[0],
    )  # fmt: skip
    assert (engineer.responder, engineer.ends_at, engineer.exception) == ("ben", MONDAY, None)


def test_of_overlapping_exceptions_the_latest_made_wins_wherever_it_stands() -> None:
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    wide = exception("priya", noon, noon + 4 * HOUR, at=NIGHT)
    narrow = exception("mei", noon + HOUR, noon + 2 * HOUR, at=NIGHT + HOUR)
    back = exception("ana", noon + 3 * HOUR, noon + 9 * HOUR, at=NIGHT + 2 * HOUR)
    for order in ((wide, narrow, back), (back, narrow, wide)):
        schedule = replace(SCHEDULE, exceptions=order)
        found = [pair.split("/")[0] for pair, _ in pairs(schedule, noon, noon + 9 * HOUR)]
        assert found == ["priya", "mei", "priya", "ana"]
        # Ana would have had it anyway: her shift goes on, it does not begin a second time at its end.
        assert schedule.shifts_between(noon, noon + 9 * HOUR)[-1].ends_at == MONDAY


def test_the_next_shift_may_be_one_that_an_exception_gives() -> None:
    later = MONDAY + timedelta(days=200)
    schedule = replace(SCHEDULE, exceptions=(exception("jonas", later, later + HOUR),))
    found = schedule.next_shift_of("jonas", NIGHT)
    assert found is not None
    assert (found[0], found[1].starts_at, found[1].ends_at) == (Seat.MANAGER, later, later + HOUR)
    assert schedule.next_shift_of("jonas", later + HOUR) is None


def test_shadows_are_beside_the_pair() -> None:
    shadow = Shadow(
        id=UUID(int=1), responder="jonas", starts_at=NIGHT, ends_at=NIGHT + HOUR, by="ana", at=NIGHT
    )
    schedule = replace(SCHEDULE, shadows=(shadow,))
    assert schedule.shadows_at(NIGHT) == ("jonas",)
    assert schedule.shadows_at(NIGHT + HOUR) == ()
    assert schedule.shift_at(NIGHT) == SCHEDULE.shift_at(NIGHT)


def test_what_was_stored_before_there_were_plans_loads() -> None:
    old = b'{"zone":"Europe/Berlin","starts_on":"2026-11-23","turns":[{"manager":"ana","engineer":"ben"}]}'
    found = msgspec.json.decode(old, type=Schedule)
    assert (found.published, found.exceptions, found.shadows) == ((), (), ())


def test_looking_leaves_nothing_in_what_is_stored() -> None:
    schedule = replace(
        SCHEDULE,
        published=(plan(date(2026, 12, 7), "priya/mei", repeat=True),),
        exceptions=(exception("priya", NIGHT, NIGHT + HOUR),),
    )
    before = msgspec.json.encode(schedule)
    assert schedule.shift_at(NIGHT) is not None
    assert msgspec.json.encode(schedule) == before
    assert msgspec.json.decode(before, type=Schedule) == schedule


def test_thousands_of_exceptions_are_laid_out_once_and_found_by_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many = tuple(
        exception(f"p{n % 7}", NIGHT + n * HOUR, NIGHT + (n + 3) * HOUR, at=NIGHT + timedelta(seconds=n % 11))
        for n in range(3_000)
    )
    schedule = replace(SCHEDULE, exceptions=many)
    schedule.shift_at(NIGHT)
    looks: list[datetime] = []
    look = Resolver._piece

    def counted(self: Resolver, at: datetime) -> object:
        looks.append(at)
        return look(self, at)

    monkeypatch.setattr(Resolver, "_piece", counted)
    assert schedule.shift_at(NIGHT + 1_500 * HOUR) is not None
    assert len(looks) < 20


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"turns": ()}, "no turns"),
        ({"days": 0}, "lasts 0 days"),
        ({"days": 93}, "lasts 93 days"),
        ({"zone": "Europe/Atlantis"}, "Atlantis"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(wrong: dict[str, object], sentence: str) -> None:
    fields: dict[str, object] = {
        "starts_on": date(2026, 12, 7),
        "turns": SCHEDULE.turns,
        "hand_over": time(9),
    }
    with pytest.raises(InvalidTeam, match=sentence) as refused:
        Segment(**(fields | wrong))  # type: ignore[arg-type]
    assert refused.value.remedy
