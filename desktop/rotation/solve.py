"""Makes a rotation: starts the process that searches, tells how it goes, and always has an answer in time.

    result = await solve(request, tell=show, within=timedelta(seconds=10))

Cancel the task to stop: the process is ended, and nothing is kept.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

import msgspec

from desktop.channels import child
from desktop.core.schedule.rotation import RotationProgress, RotationRequest, RotationResult, shifts_of
from desktop.core.schedule.rotation_figures import figures_of
from desktop.rotation.cost import cost_of
from desktop.rotation.explain import explain
from desktop.rotation.greedy import greedy_plan
from desktop.rotation.problem import Pair, Plan, problem_of, turns_of
from desktop.rotation.task import Said, Task

_log = logging.getLogger(__name__)

WITHIN = timedelta(seconds=10)
LONGEST = timedelta(minutes=5)
_ENDING = timedelta(seconds=0.5)
"""Before the time is over the search is to have ended by itself."""
_ANSWERING = timedelta(seconds=0.2)
"""Before the time is over it is ended, to count and explain what it found."""

Tell = Callable[[RotationProgress], None]

_said = msgspec.json.Decoder(Said)


class MakesRotation(Protocol):
    """`solve`, for whoever is given another one."""

    async def __call__(
        self, request: RotationRequest, *, tell: Tell | None = None, within: timedelta = WITHIN
    ) -> RotationResult:
        """See `solve`."""
        ...


@dataclass(slots=True)
class _Best:
    """What the search said last."""

    turns: list[Pair | None] = field(default_factory=list)
    cost: float = 0.0
    bound: float = 0.0
    is_best: bool = False
    is_improved: bool = False

    def hear(self, said: Said) -> None:
        if said.turns:
            self.turns = said.turns
        self.is_improved = not said.is_first
        self.cost, self.bound, self.is_best = said.cost, said.bound, said.is_best


async def solve(
    request: RotationRequest, *, tell: Tell | None = None, within: timedelta = WITHIN
) -> RotationResult:
    """The fairest rotation that is found `within` that time (from one second to `LONGEST`), counted from now;
    often sooner. Never raises for want of time, people or a solver: then it is the first simple plan."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    within = max(timedelta(seconds=1), min(LONGEST, within))
    best = _Best()

    def elapsed() -> timedelta:
        return timedelta(seconds=loop.time() - began)

    try:
        data = msgspec.json.encode(Task(request, within - _ENDING))
        async with aclosing(child.lines("desktop.rotation.process", data, within - _ANSWERING)) as lines:
            async for line in lines:
                best.hear(_said.decode(line))
                if tell is not None:
                    tell(_progress(best, elapsed()))
    except TimeoutError:
        _log.info("the rotation was not finished in time; the best plan so far is taken")
    except (OSError, msgspec.DecodeError) as error:
        _log.warning("the process that makes rotations failed: %s", error)
    return _result(request, best, elapsed())


def _progress(best: _Best, elapsed: timedelta) -> RotationProgress:
    manned = sum(pair is not None and pair[0] != pair[1] for pair in best.turns)
    return RotationProgress(best=best.cost, bound=best.bound, elapsed=elapsed, shifts=manned)


def _result(request: RotationRequest, best: _Best, elapsed: timedelta) -> RotationResult:
    problem = problem_of(request)
    plan: Plan = best.turns or greedy_plan(problem)
    turns = turns_of(request, plan)
    return RotationResult(
        turns=turns,
        figures=figures_of(shifts_of(request, turns), request.people),
        unmet=explain(request, problem, plan),
        best=cost_of(problem, plan),
        bound=best.bound,
        elapsed=elapsed,
        is_best=best.is_best,
        is_improved=best.is_improved,
    )
