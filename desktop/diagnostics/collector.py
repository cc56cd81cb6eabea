"""Runs checks by itself, in a process of its own that lives for one incident: so the hub stays small, and a
check that hangs can be ended. Never a command."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from uuid import UUID

import msgspec

from desktop.channels import child
from desktop.core.fixing.check_result import CheckResult
from desktop.core.fixing.diagnostic import Diagnostic

_log = logging.getLogger(__name__)

LIMIT = timedelta(seconds=10)
"""For each check; they run at the same time."""
PATIENCE = timedelta(seconds=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckErrand:
    """One check that is to be run; its result will have the id `id`."""

    id: UUID
    diagnostic: Diagnostic
    values: dict[str, str]


TellResult = Callable[[CheckResult], Awaitable[None]]


class Collects(Protocol):
    """Whoever runs checks: the collector, or a double in tests."""

    async def collect(self, errands: Sequence[CheckErrand], tell: TellResult) -> None:
        """Run them all and tell each one's result when it is there."""
        ...


class Collector:
    """Starts the process, for each incident anew."""

    def __init__(self, patience: timedelta = PATIENCE) -> None:
        self._patience = patience

    async def collect(self, errands: Sequence[CheckErrand], tell: TellResult) -> None:
        """Run them all and tell each one's result when it is there; of one that the process does not tell,
        nothing is told. Cancelling ends the process. Raises OSError when it cannot be started."""
        data = msgspec.json.encode(list(errands))
        wanted = {one.id for one in errands}
        lines = child.lines("desktop.diagnostics.collector_process", data, self._patience)
        try:
            async with aclosing(lines):
                async for line in lines:
                    result = msgspec.json.decode(line, type=CheckResult)
                    if result.id in wanted:
                        wanted.discard(result.id)
                        await tell(result)
        except TimeoutError:
            _log.warning("the collector did not end in time; %d checks are open", len(wanted))
