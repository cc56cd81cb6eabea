"""A first plan, at once: shift by shift, whoever has waited longest for a turn."""

from __future__ import annotations

from bisect import bisect_left, insort
from random import Random

from desktop.rotation.cost import (
    MET_AGAIN,
    OTHER_SEAT,
    SAME_SEAT,
    rest_cost,
    wishes_cost,
)
from desktop.rotation.problem import BOTH, Event, Pair, Plan, Problem

_LOOKED_AT = 8
"""So many for each seat are tried with each other."""


def greedy_plan(problem: Problem) -> Plan:
    """Always a whole plan, in a fraction of a second: a turn for each shift in which anybody is there."""
    return _Greedy(problem).plan()


class _Greedy:
    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._events: list[list[Event]] = [list(known) for known in problem.around]
        self._had = [[0.0] * problem.people for _ in problem.measures]
        self._met = dict(problem.met)
        self._repairs = any(pair != (None, None) for pair in problem.fixed)
        self._order = list(range(problem.people))
        Random(problem.seed).shuffle(self._order)
        self._since = [0] * problem.people
        self._all = [max(1, sum(row)) for row in problem.there]
        for shift, fixed in enumerate(problem.fixed):
            for seat, person in enumerate(fixed):
                if person is not None:
                    self._count(person, seat, shift)

    def plan(self) -> Plan:
        found: Plan = []
        for shift, fixed in enumerate(self._problem.fixed):
            pair = self._choose(shift, fixed)
            found.append(pair)
            for person in self._problem.choices(shift):
                self._since[person] += 1
            if pair is None:
                continue
            for seat, person in enumerate(pair):
                if fixed[seat] is None:
                    self._count(person, seat, shift)
            key = (min(pair), max(pair))
            self._met[key] = self._met.get(key, 0) + 1
        return found

    def _choose(self, shift: int, fixed: tuple[int | None, int | None]) -> Pair | None:
        people = [person for person in self._order if self._problem.there[person][shift]]
        if not people:
            return None
        if len(people) == 1:
            return people[0], people[0]
        best: list[list[tuple[float, int]]] = []
        for seat, kept in enumerate(fixed):
            if kept is not None:
                best.append([(0.0, kept)])
                continue
            scored = [(self._score(person, seat, shift), person) for person in people]
            best.append(sorted(scored, key=lambda item: item[0])[:_LOOKED_AT])
        pairs = [
            (one + other + self._together((manager, engineer)), (manager, engineer))
            for one, manager in best[0]
            for other, engineer in best[1]
        ]
        return min(pairs, key=lambda item: item[0])[1]

    def _score(self, person: int, seat: int, shift: int) -> float:
        problem = self._problem
        score = 0.0 if problem.takes[person][seat] else OTHER_SEAT
        # What would be fair by now: aims grow with the time in which somebody was there.
        part = 1.0 if self._repairs else (self._since[person] + 1) / self._all[person]
        for measure, had in zip(problem.measures, self._had, strict=True):
            if seat in measure.seats and (amount := measure.amounts[person][shift]):
                behind = (had[person] + amount / 2 - measure.aims[person] * part) / measure.unit
                score += measure.weight * behind * amount / measure.unit
        events = self._events[person]
        at = bisect_left(events, (shift, 0))
        for near in events[max(0, at - 1) : at + 1]:
            score += rest_cost(problem, person, abs(near[0] - shift))
            if near[1] == seat and all(problem.takes[person]):
                score += SAME_SEAT
        return score

    def _together(self, pair: Pair) -> float:
        key = (min(pair), max(pair))
        again = self._met.get(key, 0) + 1 - self._problem.usual
        return wishes_cost(self._problem, pair) + MET_AGAIN * max(0, again)

    def _count(self, person: int, seat: int, shift: int) -> None:
        events = self._events[person]
        at = bisect_left(events, (shift, 0))
        if at < len(events) and events[at][0] == shift:
            events[at] = (shift, BOTH)
        else:
            insort(events, (shift, seat))
        for measure, had in zip(self._problem.measures, self._had, strict=True):
            if seat in measure.seats:
                had[person] += measure.amounts[person][shift]
