"""What a new plan changes for each person, before it is published: "Mei: 2 shifts more, the first on 7 Dec as
Engineer." Times that change within a shift are in duty_changes.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.core.schedule.shift import Shift
from desktop.core.team.seat import Seat
from desktop.core.zones import zone

_Turns = dict[datetime, frozenset[Seat]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChange:
    """`gained` and `lost`: when shifts begin that they have, or no longer have; `other_seat`: those that they
    keep in another seat. All empty: nothing changes."""

    id: str
    before: int
    after: int
    gained: tuple[datetime, ...] = ()
    lost: tuple[datetime, ...] = ()
    other_seat: tuple[datetime, ...] = ()
    sentence: str

    @property
    def is_unchanged(self) -> bool:
        """Whether they keep all that they have."""
        return not (self.gained or self.lost or self.other_seat)


def changes_for_people(
    before: Sequence[Shift], after: Sequence[Shift], names: Mapping[str, str], zone_name: str
) -> tuple[PersonChange, ...]:
    """For each of `names` (id: how they are called) in that order, and then whoever else is in a plan. Days
    are told in the zone `zone_name`."""
    others = sorted({person for shift in (*before, *after) for person in _pair(shift)} - set(names))
    return tuple(
        _change(person, names.get(person, person), _turns(before, person), _turns(after, person), zone_name)
        for person in (*names, *others)
    )


def _change(person: str, name: str, before: _Turns, after: _Turns, zone_name: str) -> PersonChange:
    gained = tuple(sorted(after.keys() - before.keys()))
    lost = tuple(sorted(before.keys() - after.keys()))
    other = tuple(sorted(at for at in before.keys() & after.keys() if before[at] != after[at]))

    def first(at: datetime, turns: _Turns) -> str:
        local = at.astimezone(zone(zone_name))
        seats = " and ".join(seat.capitalize() for seat in Seat if seat in turns[at])
        return f"{local.day} {local:%b} as {seats}"

    more = len(after) - len(before)
    said: list[str] = []
    if more > 0:
        said.append(f"{_shifts(more)} more, the first on {first(gained[0], after)}")
        if lost:
            said.append(f"{len(lost)} at other times")
    elif more < 0:
        said.append(f"{_shifts(-more)} fewer, without {first(lost[0], before)}")
        if gained:
            said.append(f"{len(gained)} at other times, the first on {first(gained[0], after)}")
    elif gained:
        said.append(f"{_shifts(len(gained))} at other times, the first on {first(gained[0], after)}")
    if other:
        said.append(f"{_shifts(len(other))} in the other seat, the first on {first(other[0], after)}")
    return PersonChange(
        id=person,
        before=len(before),
        after=len(after),
        gained=gained,
        lost=lost,
        other_seat=other,
        sentence=f"{name}: {'; '.join(said) or 'unchanged'}.",
    )


def _turns(shifts: Sequence[Shift], person: str) -> _Turns:
    return {
        shift.starts_at: frozenset(seat for seat in Seat if shift.turn.of(seat) == person)
        for shift in shifts
        if person in _pair(shift)
    }


def _pair(shift: Shift) -> tuple[str, str]:
    return shift.turn.manager, shift.turn.engineer


def _shifts(count: int) -> str:
    return "1 shift" if count == 1 else f"{count} shifts"
