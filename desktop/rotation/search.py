"""The search: a first plan at once, then better ones until nothing becomes better or time is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from desktop.rotation.bound import lowest_cost
from desktop.rotation.cost import cost_of
from desktop.rotation.exchange import Exchange
from desktop.rotation.greedy import greedy_plan
from desktop.rotation.model import Window
from desktop.rotation.problem import Plan, Problem
from desktop.rotation.solution import Solution, Solver
from desktop.rotation.windows import Choices, Windows, all_seats, everything

_NOTHING = timedelta(0)
_EXCHANGING = 0.3
"""Part of the time left that small exchanges may take, and that all seats may."""
_ANNEALING = 0.6
_PROVING = 0.5
_WORTH = 3e-4
"""Part of the cost; what makes a plan better by less is no reason to go on."""
_NODES = 30
_NODES_WHOLE = 1_000
_SAME = 1e-6


@dataclass(frozen=True, slots=True)
class Found:
    """The best plan so far. `is_first`: the simple one, before anything was improved."""

    plan: Plan
    cost: float
    bound: float
    is_first: bool = False

    @property
    def is_best(self) -> bool:
        """Proven."""
        return self.cost <= self.bound + _SAME


class Search:
    """`time_left` says how much of the time limit there is; `solver` None: small exchanges only."""

    def __init__(self, problem: Problem, time_left: Callable[[], timedelta], solver: Solver | None) -> None:
        self._problem = problem
        self._time_left = time_left
        self._solver = solver
        self._plan: Plan = []
        self._cost = 0.0
        self._bound = 0.0

    def run(self) -> Iterator[Found]:
        """Now and then the best plan so far. There is always a first, and it comes at once."""
        self._plan = greedy_plan(self._problem)
        self._cost = cost_of(self._problem, self._plan)
        yield Found(list(self._plan), self._cost, self._bound, is_first=True)
        self._bound = min(self._cost, lowest_cost(self._problem))
        for _ in self._improve():
            yield Found(list(self._plan), self._cost, self._bound)
            if self._cost <= self._bound + _SAME or self._time_left() <= _NOTHING:
                return

    def _improve(self) -> Iterator[None]:
        yield from self._exchange()
        yield from self._anneal()
        if self._solver is None:
            return
        if self._solve(all_seats(self._problem, self._plan), _NODES, part=_EXCHANGING):
            yield
            yield from self._exchange()
        if (whole := everything(self._problem, self._plan)) is not None:
            self._solve(whole, _NODES_WHOLE, part=_PROVING, proves=True)
            yield
            return
        windows = Windows(self._problem)
        for window in windows.of(self._plan):
            if self._time_left() <= _NOTHING:
                return
            before = self._cost
            self._solve(window, _NODES)
            if before - self._cost > _WORTH * before:
                windows.improved()
            yield
        self._solve(all_seats(self._problem, self._plan), _NODES)
        yield

    def _exchange(self) -> Iterator[None]:
        exchange = Exchange(self._problem, self._plan)
        least = self._time_left() * (1 - _EXCHANGING)
        for _ in exchange.run(lambda: self._time_left() > least):
            if self._take(exchange.plan):
                yield
        if self._take(exchange.plan):
            yield

    def _anneal(self) -> Iterator[None]:
        exchange = Exchange(self._problem, self._plan)
        begin = self._time_left()
        for _ in exchange.anneal(lambda: (begin - self._time_left()) / (begin * _ANNEALING)):
            yield
        for _ in exchange.run(lambda: self._time_left() > begin * (1 - _ANNEALING) * (1 - _EXCHANGING)):
            yield
        if self._take(exchange.plan):
            yield

    def _solve(self, choices: Choices, nodes: int, *, part: float = 1.0, proves: bool = False) -> bool:
        """Whether the plan became better; takes that part of the time left at most."""
        if not choices or self._solver is None or self._time_left() <= _NOTHING:
            return False
        window = Window(self._problem, self._plan, choices)
        solution: Solution = self._solver(
            window.model, window.start(), self._time_left() * part, self._problem.seed, nodes
        )
        better = solution.values is not None and self._take(window.plan(solution.values))
        if proves:
            self._bound = min(self._cost, max(self._bound, solution.bound))
        return better

    def _take(self, plan: Plan) -> bool:
        cost = cost_of(self._problem, plan)
        if cost >= self._cost - _SAME:
            return False
        self._plan[:] = plan
        self._cost = cost
        return True
