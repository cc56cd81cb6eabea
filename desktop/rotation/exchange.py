"""Improves a plan by small exchanges: somebody else for a seat, the seats of a pair, the seats of two shifts.

Quick in finding what is plainly wrong; what it leaves, only several changes at once make better (windows.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import log
from random import Random

from desktop.rotation.cost import met_cost, person_cost, wishes_cost
from desktop.rotation.problem import BOTH, Event, Pair, Plan, Problem

_FAR = 3.0
"""Seats are exchanged with shifts that are at most so many times the ideal rest away."""
_TRIED = 24
"""At most so many exchanges are tried for each seat in one round."""
_GAIN = 1e-6
_MOVES, _MOST_MOVES = 200, 24_000
"""Random exchanges for each seat, and at most: some seconds."""
_LOOK = 50
_HOT, _COLD = 7.0, 0.3
"""How much worse an exchange may be, about, at the beginning and at the end."""
_TURNED, _REPLACED = 0.2, 0.5
"""Of the random exchanges so many only turn a pair's seats; from there to there somebody else comes."""

Change = dict[int, Pair]
"""Shift: its new pair."""


class Exchange:
    """A plan in hand; `plan` is always whole, and `cost` its cost."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self._problem = problem
        self.plan: Plan = list(plan)
        self._events: list[list[Event]] = [list(known) for known in problem.around]
        self._met = dict(problem.met)
        for shift, pair in enumerate(plan):
            for person, event in _events(shift, pair):
                self._events[person].append(event)
            if pair is not None and pair[0] != pair[1]:
                self._met[_key(pair)] = self._met.get(_key(pair), 0) + 1
        for own in self._events:
            own.sort()
        self._costs = [person_cost(problem, person, own) for person, own in enumerate(self._events)]
        self._random = Random(problem.seed)

    def run(self, may_go_on: Callable[[], bool]) -> Iterator[None]:
        """Goes on until nothing becomes better, or it may not; yields now and then."""
        improved = True
        while improved:
            improved = False
            slots = self._slots()
            self._random.shuffle(slots)
            for slot in slots:
                if not may_go_on():
                    return
                improved = self._improve(slot, slots) or improved
            yield

    def anneal(self, spent: Callable[[], float]) -> Iterator[None]:
        """Random exchanges, also for the worse, and ever less so: out of a corner that no single exchange
        leaves. Ends after a number of them that depends on the plan only, sooner when what is `spent` of the
        time nears 1; yields now and then."""
        slots = self._slots()
        moves = min(_MOST_MOVES, _MOVES * len(slots)) if len(slots) > 1 else 0
        part = 0.0
        for move in range(moves):
            if move % _LOOK == 0:
                yield
                part = max(move / moves, spent())
                if part >= 1.0:
                    return
            heat = _HOT * (_COLD / _HOT) ** part
            change = self._any_change(slots)
            if change is not None and self._gain(change) > heat * log(1.0 - self._random.random()):
                self._carry_out(change)

    def _any_change(self, slots: list[tuple[int, int]]) -> Change | None:
        """One that may be made; None when what was thought of may not."""
        shift, seat = self._random.choice(slots)
        pair = self.plan[shift]
        assert pair is not None
        kind = self._random.random()
        if kind < _TURNED:
            return {shift: (pair[1], pair[0])} if self._problem.fixed[shift] == (None, None) else None
        if kind < _REPLACED:
            person = self._random.choice(self._problem.choices(shift))
            return {shift: _with(pair, seat, person)} if person not in pair else None
        return self._swap((shift, seat), self._random.choice(slots))

    def _swap(self, slot: tuple[int, int], with_slot: tuple[int, int]) -> Change | None:
        (shift, seat), (other, place) = slot, with_slot
        here, there = self.plan[shift], self.plan[other]
        if here is None or there is None or shift == other:
            return None
        one, two = here[seat], there[place]
        may = self._problem.there
        if one in there or two in here or not may[one][other] or not may[two][shift]:
            return None
        return {shift: _with(here, seat, two), other: _with(there, place, one)}

    def _slots(self) -> list[tuple[int, int]]:
        return [
            (shift, seat)
            for shift, pair in enumerate(self.plan)
            if pair is not None and pair[0] != pair[1]
            for seat, kept in enumerate(self._problem.fixed[shift])
            if kept is None
        ]

    def _improve(self, slot: tuple[int, int], slots: list[tuple[int, int]]) -> bool:
        found = False
        for change in self._changes(slot, slots):
            if (gain := self._gain(change)) > _GAIN:
                self._carry_out(change)
                found = gain > 0
        return found

    def _changes(self, slot: tuple[int, int], slots: list[tuple[int, int]]) -> Iterator[Change]:
        """Each as the plan is when it is asked for."""
        shift, seat = slot
        problem = self._problem
        if problem.fixed[shift] == (None, None) and (pair := self.plan[shift]) is not None:
            yield {shift: (pair[1], pair[0])}
        for person in problem.choices(shift):
            pair = self.plan[shift]
            if pair is not None and person not in pair:
                yield {shift: _with(pair, seat, person)}
        far = _FAR * max(2.0, *problem.ideal)
        near = [other for other in slots if 0 < abs(other[0] - shift) <= far]
        for other, place in self._random.sample(near, min(_TRIED, len(near))):
            change = self._swap(slot, (other, place))
            if change is not None:
                yield change

    def _gain(self, change: Change) -> float:
        problem = self._problem
        gain = 0.0
        people: set[int] = set()
        met: dict[Pair, int] = {}
        for shift, pair in change.items():
            old = self.plan[shift]
            assert old is not None
            gain += wishes_cost(problem, old) - wishes_cost(problem, pair)
            people.update(old, pair)
            met[_key(old)] = met.get(_key(old), 0) - 1
            met[_key(pair)] = met.get(_key(pair), 0) + 1
        for key, more in met.items():
            known = self._met.get(key, 0)
            gain += met_cost(problem, known) - met_cost(problem, known + more)
        for person in people:
            gain += self._costs[person] - person_cost(problem, person, self._changed(person, change))
        return gain

    def _changed(self, person: int, change: Change) -> list[Event]:
        kept = [event for event in self._events[person] if event[0] not in change]
        for shift, pair in change.items():
            if person in pair:
                kept.append((shift, pair.index(person)))
        kept.sort()
        return kept

    def _carry_out(self, change: Change) -> None:
        people = {person for shift, pair in change.items() for person in (*pair, *(self.plan[shift] or ()))}
        for person in people:
            self._events[person] = self._changed(person, change)
            self._costs[person] = person_cost(self._problem, person, self._events[person])
        for shift, pair in change.items():
            old = self.plan[shift]
            assert old is not None
            self._met[_key(old)] -= 1
            self._met[_key(pair)] = self._met.get(_key(pair), 0) + 1
            self.plan[shift] = pair


def _events(shift: int, pair: Pair | None) -> list[tuple[int, Event]]:
    if pair is None:
        return []
    if pair[0] == pair[1]:
        return [(pair[0], (shift, BOTH))]
    return [(person, (shift, seat)) for seat, person in enumerate(pair)]


def _key(pair: Pair) -> Pair:
    return (pair[0], pair[1]) if pair[0] < pair[1] else (pair[1], pair[0])


def _with(pair: Pair, seat: int, person: int) -> Pair:
    return (person, pair[1]) if seat == 0 else (pair[0], person)
