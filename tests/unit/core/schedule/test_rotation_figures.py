from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from desktop.core.schedule.rotation import Load, PersonFigures, RotationPerson
from desktop.core.schedule.rotation_figures import figures_of, load_of
from desktop.core.schedule.shift import Shift, Turn
from desktop.core.schedule.shift_burden import Burden

BEGIN = datetime(2026, 12, 7, 9, tzinfo=UTC)
WEEK = timedelta(days=7)


def plan(*pairs: str) -> list[Shift]:
    """A shift of a week for each pair, such as "ana ben"."""
    return [
        Shift(
            turn=Turn(manager=pair.split()[0], engineer=pair.split()[1]),
            starts_at=BEGIN + WEEK * number,
            ends_at=BEGIN + WEEK * (number + 1),
        )
        for number, pair in enumerate(pairs)
    ]


def test_figures_by_hand():
    ana = RotationPerson(id="ana", name="Ana Okafor", holidays=(date(2026, 12, 25), date(2027, 6, 1)))
    ben = RotationPerson(id="ben", name="Ben Sato", zone="America/New_York")
    mei = RotationPerson(id="mei", name="Mei Lindqvist")
    # 7, 14, 21 and 28 December, and 4 January
    shifts = plan("ana ben", "ben mei", "ana ana", "mei ben", "mei ana")
    assert figures_of(shifts, (ana, ben, mei)) == (
        PersonFigures(
            id="ana",
            manager=2,
            engineer=2,
            both=1,
            burden=Burden(nights=21, weekends=3, holidays=1),
            shortest_rest=WEEK,
            longest_rest=WEEK,
            partners=(("ben", 1), ("mei", 1)),
        ),
        PersonFigures(
            id="ben",
            manager=1,
            engineer=2,
            burden=Burden(nights=24, weekends=3),  # four in the morning: eight nights a week
            shortest_rest=timedelta(0),
            longest_rest=WEEK,
            partners=(("mei", 2), ("ana", 1)),
        ),
        PersonFigures(
            id="mei",
            manager=2,
            engineer=1,
            burden=Burden(nights=21, weekends=3),
            shortest_rest=timedelta(0),
            longest_rest=WEEK,
            same_seat=1,
            partners=(("ben", 2), ("ana", 1)),
        ),
    )


def test_who_has_no_shift_has_no_rest_to_tell():
    (figures,) = figures_of(plan("ana ben"), (RotationPerson(id="mei", name="Mei Lindqvist"),))
    assert figures == PersonFigures(id="mei")
    assert figures.shifts == 0


def test_figures_are_the_load_of_the_next_rotation():
    (figures,) = figures_of(plan("ana ben", "ana ben"), (RotationPerson(id="ana", name="Ana Okafor"),))
    assert load_of(figures) == Load(manager=2, burden=Burden(nights=14, weekends=2))
