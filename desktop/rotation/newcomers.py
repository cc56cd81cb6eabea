"""Room for who is new in a plan that is kept: a turn here and there of those who have most, and no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

Fixed = list[tuple[int | None, int | None]]


def make_room(
    fixed: Fixed,
    newcomers: Sequence[int],
    there: Sequence[Sequence[bool]],
    takes: Sequence[tuple[bool, bool]],
    turns: Sequence[float],
) -> Fixed:
    """`fixed` with so many seats opened that the newcomers can have their `turns`, spread over the time in
    which they are there. Seats that are open in any case are theirs first."""
    found = list(fixed)
    has = Counter(person for pair in fixed for person in pair if person is not None)
    open_already = sum(pair.count(None) for pair in fixed)
    for newcomer in newcomers:
        shifts = [shift for shift, free in enumerate(there[newcomer]) if free]
        wanted = min(round(turns[newcomer]), len(shifts))
        spared = min(open_already, wanted)
        open_already -= spared
        wanted -= spared
        for number in range(wanted):
            stretch = shifts[number * len(shifts) // wanted : (number + 1) * len(shifts) // wanted]
            slot = _of_most(found, stretch, newcomers, takes[newcomer], has, turns, number)
            if slot is not None:
                _open(found, *slot, has)
    return found


def _of_most(
    fixed: Fixed,
    stretch: Sequence[int],
    newcomers: Sequence[int],
    takes: tuple[bool, bool],
    has: Counter[int],
    turns: Sequence[float],
    number: int,
) -> tuple[int, int] | None:
    """The shift and seat, in that stretch, of who has most above their share: in the middle of it and in the
    other seat than the turn before, if there is a choice."""
    middle = stretch[len(stretch) // 2]
    slots = [
        (has[holder] - turns[holder], seat == number % 2, -abs(shift - middle), shift, seat)
        for shift in stretch
        for seat, holder in enumerate(fixed[shift])
        if holder is not None and takes[seat] and None not in fixed[shift] and holder not in newcomers
    ]
    return max(slots)[-2:] if slots else None


def _open(fixed: Fixed, shift: int, seat: int, has: Counter[int]) -> None:
    holder, kept = fixed[shift][seat], fixed[shift][1 - seat]
    assert holder is not None
    has[holder] -= 1
    fixed[shift] = (None, kept) if seat == 0 else (kept, None)
