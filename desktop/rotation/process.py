"""The process that searches: a request on its standard input, plans on its standard output. See solve.py.

Run as `python -m desktop.rotation.process`. HiGHS and numpy live and die with it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import msgspec

from desktop.rotation.problem import problem_of
from desktop.rotation.search import Search
from desktop.rotation.solution import Solver
from desktop.rotation.task import Said, Task

_OFTEN = timedelta(seconds=0.25)
"""How often it says that nothing became better."""


def work(task: Task, since: Callable[[], timedelta], solver: Solver | None) -> Iterator[Said]:
    """What there is to say; `since` is the time since the process began."""
    said, told_at = None, timedelta(0)
    search = Search(problem_of(task.request), lambda: task.within - since(), solver)
    for found in search.run():
        new = (found.cost, found.bound)
        if new == said and since() - told_at < _OFTEN:
            continue
        turns = [] if said is not None and found.cost == said[0] else found.plan
        said, told_at = new, since()
        yield Said(found.cost, found.bound, turns, found.is_first, found.is_best)


def main() -> None:
    """Ends when it has nothing better to say, or is killed."""
    began = time.monotonic()
    # HiGHS greets on the standard output, which is ours.
    line = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    task = msgspec.json.decode(sys.stdin.buffer.read(), type=Task)
    since = lambda: timedelta(seconds=time.monotonic() - began)  # noqa: E731
    for said in work(task, since, _solver()):
        line.write(msgspec.json.encode(said) + b"\n")
        line.flush()


def _solver() -> Solver | None:
    try:
        from desktop.rotation.highs import solve_model
    except ImportError:
        return None  # a machine for which HiGHS is not built: small exchanges still make a fair plan
    return solve_model


if __name__ == "__main__":
    main()
