"""Which shifts are chosen anew together, and from whom."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from desktop.rotation.problem import Plan, Problem

Choices = dict[int, list[int]]
"""Shift: who may be chosen."""
_WHOLE = 100
"""Whole columns of a model that is solved at once, and proven."""
_WIDE = 80
"""Whole columns of a window: a tenth of a second or so."""
_PEOPLE = 14
_FEWEST, _MOST = 3, 10


def open_shifts(problem: Problem, plan: Plan) -> list[int]:
    """Where there is something to choose."""
    return [
        shift
        for shift, pair in enumerate(plan)
        if pair is not None and pair[0] != pair[1] and None in problem.fixed[shift]
    ]


def everything(problem: Problem, plan: Plan) -> Choices | None:
    """All shifts and people, if that is little; None when it is too much."""
    choices = {shift: problem.choices(shift) for shift in open_shifts(problem, plan)}
    size = sum(2 * len(people) for people in choices.values())
    return choices if choices and size <= _WHOLE else None


def all_seats(problem: Problem, plan: Plan) -> Choices:
    """Each pair stays, and who of them has which seat is chosen anew, for the whole plan."""
    return {
        shift: sorted(pair)
        for shift in open_shifts(problem, plan)
        if (pair := plan[shift]) is not None and problem.fixed[shift] == (None, None)
    }


class Windows:
    """One window after another, over the whole plan, in no order; ends when a whole round went by without a
    word that the plan became better."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._random = Random(problem.seed)
        people = min(problem.people, _PEOPLE)
        self._width = max(_FEWEST, min(_MOST, _WIDE // (2 * people)))
        self._goes_on = True

    def improved(self) -> None:
        """The last one made the plan better: it goes on for a round more."""
        self._goes_on = True

    def of(self, plan: Plan) -> Iterator[Choices]:
        """The windows; `plan` may be changed meanwhile, in place."""
        while self._goes_on:
            self._goes_on = False
            free = open_shifts(self._problem, plan)
            step = (self._width + 1) // 2
            windows = [free[at : at + self._width] for at in range(0, len(free), step)]
            self._random.shuffle(windows)
            for number, window in enumerate(windows):
                yield self._with_people(plan, window if number % 2 else self._linked(plan, window[0], free))

    def _linked(self, plan: Plan, first: int, free: list[int]) -> list[int]:
        """Around a shift: those in which its pair, and theirs, have their turns before and after."""
        found = [first]
        for shift in found:
            for person in plan[shift] or ():
                own = [other for other in free if person in (plan[other] or ())]
                near = sorted((other for other in own if other not in found), key=lambda o: abs(o - shift))
                found += near[:2]
                if len(found) >= self._width:
                    return sorted(found[: self._width])
        return sorted(found)

    def _with_people(self, plan: Plan, window: list[int]) -> Choices:
        pairs = [plan[shift] or () for shift in window]
        people = list(dict.fromkeys(person for pair in pairs for person in pair))
        others = [person for person in range(self._problem.people) if person not in people]
        self._random.shuffle(others)
        chosen = {*people, *others[: max(2, _PEOPLE - len(people))]}
        return {
            shift: [person for person in self._problem.choices(shift) if person in chosen] for shift in window
        }
