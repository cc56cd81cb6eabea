"""Runs errands at issue trackers, in a process of its own that lives for one round."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from datetime import timedelta
from typing import Protocol

import msgspec

from desktop.channels import child
from desktop.channels.result import passing
from desktop.channels.trackers.errand import Errand, Report, Round, decode_report

_log = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=60)
"""A round that takes longer is ended; what is not told by then is tried again."""
ANSWER_WITHIN = timedelta(seconds=15)
"""So long a tracker has for each answer."""

Tell = Callable[[Report], Awaitable[None]]


class Runner(Protocol):
    """Whoever can run errands: the clerk, or a double in tests."""

    async def run(self, errands: Sequence[Errand], tell: Tell) -> None:
        """Try each once and tell its report as soon as it is known; one for each errand."""
        ...


class Clerk:
    """Starts the process, for each round anew."""

    def __init__(self, patience: timedelta = PATIENCE, answer_within: timedelta = ANSWER_WITHIN) -> None:
        self._patience = patience
        self._answer_within = answer_within

    async def run(self, errands: Sequence[Errand], tell: Tell) -> None:
        """Try each once, in their order, and tell its report as soon as it is known.

        What the process does not tell, for it hangs or dies, may have been done all the same. Cancelling ends
        the process. Raises OSError when it cannot be started.
        """
        open_ids = {errand.id for errand in errands}
        told = Round(patience=self._answer_within.total_seconds(), errands=tuple(errands))
        lines = child.lines("desktop.channels.trackers.process", msgspec.json.encode(told), self._patience)
        try:
            async with aclosing(lines):
                async for line in lines:
                    report = decode_report(line)
                    if report is not None and report.id in open_ids:
                        open_ids.discard(report.id)
                        await tell(report)
        except TimeoutError:
            _log.warning("the clerk did not end in time; %d errands are open", len(open_ids))
        for this in sorted(open_ids):
            unknown = passing("The tracker did not answer in time.", doubtful=True)
            await tell(Report(id=this, result=unknown))
