"""What any plan costs at least: from the shares alone, as if rest, seats and pairs cost nothing."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heapify, heapreplace

from desktop.rotation.cost import DOUBLE
from desktop.rotation.problem import Measure, Problem


def lowest_cost(problem: Problem) -> float:
    """A bound: turns cannot be parted more evenly, nor weekends and holidays where all have the same."""
    choices = [problem.choices(shift) for shift in range(problem.shifts)]
    doubles = sum(len(people) == 1 for people in choices)
    turns = 2 * sum(bool(people) for people in choices)
    steady = [
        measure for measure in problem.measures if len(measure.seats) > 1 and _is_steady(problem, measure)
    ]
    shared = [measure for measure in problem.measures if len(measure.seats) > 1 and measure not in steady]
    total = DOUBLE * doubles + _spread(problem, turns, _together(problem, steady))
    for measure in shared:
        amounts = [
            {measure.amounts[person][shift] for person in people} for shift, people in enumerate(choices)
        ]
        if all(len(kinds) <= 1 for kinds in amounts):
            amount = 2 * sum(sum(kinds) for kinds in amounts)
            total += _spread(problem, amount, measure.cost)
    return total


def _is_steady(problem: Problem, measure: Measure) -> bool:
    """Whether each turn of a person has as much of it as any other of theirs."""
    return all(
        len({amount for amount, ok in zip(row, free, strict=True) if ok}) <= 1
        for row, free in zip(measure.amounts, problem.there, strict=True)
    )


def _together(problem: Problem, measures: list[Measure]) -> Callable[[int, float], float]:
    def cost(person: int, turns: float) -> float:
        first = next((shift for shift, free in enumerate(problem.there[person]) if free), 0)
        return sum(measure.cost(person, turns * measure.amounts[person][first]) for measure in measures)

    return cost


def _spread(problem: Problem, amount: int, cost: Callable[[int, float], float]) -> float:
    """The least cost of parting so many among all, each getting a whole number: always to whom one more costs
    least, which is best because costs are convex."""
    total = sum(cost(person, 0) for person in range(problem.people))
    heap = [(cost(person, 1) - cost(person, 0), person, 0) for person in range(problem.people)]
    heapify(heap)
    for _ in range(amount):
        more, person, has = heap[0]
        total += more
        heapreplace(heap, (cost(person, has + 2) - cost(person, has + 1), person, has + 1))
    return total
