"""Background tasks: kept, named, and never failing in silence.

asyncio holds only weak references to its tasks and says nothing of a failed one until it is collected; so
this module is the only place that makes tasks.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, TypeVar

T = TypeVar("T")
FailureHook = Callable[[str, BaseException], None]

_log = logging.getLogger(__name__)
_running: set[asyncio.Task[Any]] = set()


def _log_failure(name: str, error: BaseException) -> None:
    _log.error("background task %s failed", name, exc_info=error)


_report: FailureHook = _log_failure


def start(coro: Coroutine[Any, Any, T], name: str) -> asyncio.Task[T]:
    """Run `coro` in the background on the running loop; failures go to the hook, cancellation to nobody."""
    task = asyncio.get_running_loop().create_task(coro, name=name)
    _running.add(task)
    task.add_done_callback(_finished)
    return task


def running() -> frozenset[asyncio.Task[Any]]:
    """The tasks that were started here and have not ended, of all loops."""
    return frozenset(_running)


def report_failures_to(hook: FailureHook | None) -> FailureHook:
    """Call `hook(name, error)` for each failed task from now on; None logs them again. Gives the old hook."""
    global _report
    before, _report = _report, hook or _log_failure
    return before


async def cancel_all(patience: timedelta = timedelta(seconds=5)) -> None:
    """Cancel what was started here on this loop and wait until it has ended, at most for `patience`.

    Tasks that are started meanwhile by those that end are cancelled too; one that will not end is logged.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience.total_seconds()
    while left := {t for t in _running if t.get_loop() is loop and t is not asyncio.current_task()}:
        if loop.time() >= deadline:
            _log.error("tasks that will not end: %s", ", ".join(sorted(t.get_name() for t in left)))
            return
        for task in left:
            task.cancel()
        await asyncio.wait(left, timeout=max(0.0, deadline - loop.time()))


def _finished(task: asyncio.Task[Any]) -> None:
    _running.discard(task)
    if task.cancelled():
        return
    error = task.exception()
    if error is not None:
        _report(task.get_name(), error)
