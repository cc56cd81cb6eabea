"""Room for who is new in a plan that is kept: a turn here and there of those who have most, and no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Fixed = list[tuple[int | None, int | None]]
_REST = 2
"""Shifts from one turn to the next at least."""
_IN_A_ROW = 4.0
"""Counted in turns that somebody has above their share, as what `together` says."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """A seat that could be opened. `surplus`: what its holder has above their share."""

    shift: int
    seat: int
    wrong: float
    surplus: float


def make_room(
    fixed: Fixed,
    newcomers: Sequence[int],
    there: Sequence[Sequence[bool]],
    takes: Sequence[tuple[bool, bool]],
    turns: Sequence[float],
    together: Callable[[tuple[int, int]], float],
) -> Fixed:
    """`fixed` with so many seats opened that the newcomers can have their `turns`, spread over the time in
    which they are there. Seats that are open in any case are theirs first. `together` says how many turns too
    many one may rather have than two be a pair."""
    found = list(fixed)
    has = Counter(person for pair in fixed for person in pair if person is not None)
    open_already = sum(pair.count(None) for pair in fixed)
    for newcomer in newcomers:
        shifts = [shift for shift, free in enumerate(there[newcomer]) if free]
        wanted = min(round(turns[newcomer]), len(shifts))
        spared = min(open_already, wanted)
        open_already -= spared
        wanted -= spared
        last = -_REST
        for number in range(wanted):
            stretch = shifts[number * len(shifts) // wanted : (number + 1) * len(shifts) // wanted]
            slots = [
                _Slot(
                    shift=shift,
                    seat=seat,
                    wrong=together((newcomer, kept)) + (_IN_A_ROW if shift - last < _REST else 0.0),
                    surplus=has[holder] - turns[holder],
                )
                for shift in stretch
                for seat, (holder, kept) in enumerate(_holders(found[shift]))
                if takes[newcomer][seat] and not {holder, kept} & {*newcomers}
            ]
            slot = _best(slots, stretch[len(stretch) // 2], number % 2)
            if slot is not None:
                _open(found, slot.shift, slot.seat, has)
                last = slot.shift
    return found


def _holders(pair: tuple[int | None, int | None]) -> list[tuple[int, int]]:
    """For each seat its holder and the other one; none where one of them is open."""
    manager, engineer = pair
    if manager is None or engineer is None:
        return []
    return [(manager, engineer), (engineer, manager)]


def _best(slots: Sequence[_Slot], middle: int, seat: int) -> _Slot | None:
    """Of who has most above their share, with a partner against whom little speaks; if there is a choice,
    that seat, in the middle."""
    key = lambda s: (s.surplus - s.wrong, s.seat == seat, -abs(s.shift - middle))  # noqa: E731
    return max(slots, key=key, default=None)


def _open(fixed: Fixed, shift: int, seat: int, has: Counter[int]) -> None:
    holder, kept = fixed[shift][seat], fixed[shift][1 - seat]
    assert holder is not None
    has[holder] -= 1
    fixed[shift] = (None, kept) if seat == 0 else (kept, None)
