"""The figures of a plan for each person: shifts by seat, nights, weekends, holidays, rest and partners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from desktop.core.schedule.rotation import Load, PersonFigures, RotationPerson
from desktop.core.schedule.shift import Shift
from desktop.core.schedule.shift_burden import Burden, burden
from desktop.core.team.seat import Seat


def figures_of(shifts: Sequence[Shift], people: Sequence[RotationPerson]) -> tuple[PersonFigures, ...]:
    """In the order of `people`; `shifts` in the order of their times. Nights that two shifts share count for
    each of them."""
    return tuple(_figures(person, [s for s in shifts if person.id in _pair(s)]) for person in people)


def load_of(figures: PersonFigures) -> Load:
    """The figures as what the next rotation evens out."""
    return Load(manager=figures.manager, engineer=figures.engineer, burden=figures.burden)


def _figures(person: RotationPerson, own: Sequence[Shift]) -> PersonFigures:
    total = Burden()
    holidays = frozenset(person.holidays)
    for shift in own:
        total += burden(shift.starts_at, shift.ends_at, person.zone, holidays)
    rests = _rests(own)
    partners = Counter(name for shift in own for name in _pair(shift) - {person.id})
    return PersonFigures(
        id=person.id,
        manager=sum(shift.turn.manager == person.id for shift in own),
        engineer=sum(shift.turn.engineer == person.id for shift in own),
        both=sum(len(_pair(shift)) == 1 for shift in own),
        burden=total,
        shortest_rest=min(rests, default=None),
        longest_rest=max(rests, default=None),
        same_seat=sum(
            bool(_seats(before, person.id) == _seats(after, person.id) and len(_pair(before)) > 1)
            for before, after in pairwise(own)
        ),
        partners=tuple(sorted(partners.items(), key=lambda item: (-item[1], item[0]))),
    )


def _pair(shift: Shift) -> set[str]:
    return {shift.turn.manager, shift.turn.engineer}


def _seats(shift: Shift, person: str) -> set[Seat]:
    return {seat for seat in Seat if shift.turn.of(seat) == person}


def _rests(own: Sequence[Shift]) -> list[timedelta]:
    """Zero where one shift follows the other at once."""
    return [after.starts_at - before.ends_at for before, after in pairwise(own)]
