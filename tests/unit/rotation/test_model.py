"""The model against the measure: what HiGHS calls best is compared with trying all plans."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations, product

import pytest

from desktop.core.schedule.rotation import Load
from desktop.core.schedule.shift import Shift, Turn
from desktop.core.team.seat import Seat
from desktop.rotation.cost import cost_of
from desktop.rotation.greedy import greedy_plan
from desktop.rotation.highs import solve_model
from desktop.rotation.model import Window
from desktop.rotation.problem import problem_of
from tests.unit.rotation.requests import MONDAY, away, person, request

SECONDS = timedelta(seconds=30)
WEEK = timedelta(days=7)


def solved(problem, plan, choices):
    window = Window(problem, plan, choices)
    solution = solve_model(window.model, window.start(), SECONDS, 1, 10_000)
    assert solution.is_best
    assert solution.values is not None
    return window.plan(solution.values), solution


def before(*pairs: tuple[str, str]) -> tuple[Shift, ...]:
    """Published shifts, the last of which ends when the first of the request begins."""
    begin = request(1, 1).times[0][0]
    return tuple(
        Shift(
            turn=Turn(manager=manager, engineer=engineer),
            starts_at=begin - WEEK * (len(pairs) - number),
            ends_at=begin - WEEK * (len(pairs) - number - 1),
        )
        for number, (manager, engineer) in enumerate(pairs)
    )


CASES = {
    "three": request(3, 4),
    "four": request(4, 3),
    "five, one of them away": request(5, 3, absences=(away("ana", MONDAY, MONDAY),)),
    "published before": request(4, 3, published=before(("ana", "ben"), ("mei", "ana"))),
    "two apart": request(3, 4, apart=(("ana", "ben"),)),
    "one takes one seat": request((person("ana", Seat.MANAGER), person("ben"), person("mei")), 4),
    "loads": request(
        (person("ana", load=Load(manager=3)), person("ben", load=Load(engineer=1)), person("mei")), 4
    ),
    "two teams": request((person("ana", team="a"), person("ben", team="a"), person("mei", team="b")), 4),
    "two teams, two people away": request(
        (
            person("ana", team="a"),
            person("ben", team="a"),
            person("mei", team="b"),
            person("dmitri", team="b"),
            person("priya"),
        ),
        3,
        absences=(away("mei", MONDAY, MONDAY), away("dmitri", MONDAY, MONDAY)),
    ),
    "repair of a pair of one team": request(
        (person("ana", team="a"), person("ben", team="a"), person("mei", team="b")),
        2,
        plan=(Turn(manager="ana", engineer="gone"), None),
    ),
    "repair": request(
        4, 3, plan=(Turn(manager="ana", engineer="gone"), Turn(manager="ben", engineer="mei"), None)
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_best_plan_is_found(name):
    problem = problem_of(CASES[name])
    pairs = [
        [
            pair
            for pair in permutations(problem.choices(shift), 2)
            if all(kept in (None, one) for kept, one in zip(problem.fixed[shift], pair, strict=True))
        ]
        for shift in range(problem.shifts)
    ]
    best = min(cost_of(problem, list(plan)) for plan in product(*pairs))
    start = [options[0] for options in pairs]
    choices = {
        shift: problem.choices(shift) for shift in range(problem.shifts) if None in problem.fixed[shift]
    }
    plan, solution = solved(problem, start, choices)
    assert cost_of(problem, plan) == pytest.approx(best)
    assert solution.bound <= best + 1e-4


def test_seats_alone_are_chosen_without_changing_a_pair():
    problem = problem_of(request(4, 6))
    start = [(0, 1), (2, 3)] * 3  # everybody always in the same seat
    plan, _ = solved(problem, start, {shift: sorted(pair) for shift, pair in enumerate(start)})
    assert [sorted(pair or ()) for pair in plan] == [sorted(pair) for pair in start]
    for one in range(4):
        seats = [pair.index(one) for pair in plan if pair and one in pair]
        assert seats in ([0, 1, 0], [1, 0, 1])


def test_a_window_changes_nothing_beside_it():
    problem = problem_of(request(6, 10))
    start = greedy_plan(problem)
    plan, _ = solved(problem, start, {shift: list(range(6)) for shift in (3, 4, 5)})
    assert plan[:3] + plan[6:] == start[:3] + start[6:]
    assert cost_of(problem, plan) <= cost_of(problem, start) + 1e-6


def test_no_time_is_no_answer_or_the_start():
    problem = problem_of(request(6, 10))
    start = greedy_plan(problem)
    window = Window(problem, start, {shift: list(range(6)) for shift in range(10)})
    solution = solve_model(window.model, window.start(), timedelta(0), 1, 10_000)
    assert not solution.is_best
    if solution.values is not None:
        assert cost_of(problem, window.plan(solution.values)) <= cost_of(problem, start) + 1e-6
