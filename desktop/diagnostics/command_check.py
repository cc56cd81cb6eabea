"""A command of a run-book, after a person said so: see `consent.py` for who may run what."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta

from desktop.diagnostics.asking import Asking
from desktop.diagnostics.command import reduced, run_program
from desktop.formats.check.verdict import Judged, judge_command
from desktop.formats.shell.bound import bind


async def command_check(asking: Asking) -> Judged:
    """Raises PairwatchError when the command cannot take its variables, or their values."""
    bound = bind(asking.diagnostic.command)
    environment = reduced(os.environ, bound.environment(asking.values))
    loop = asyncio.get_running_loop()
    began = loop.time()
    ended = await run_program(["/bin/sh", "-c", bound.text], environment, asking.output)
    took = timedelta(seconds=loop.time() - began)
    judged = judge_command(ended.status, took, asking.output.lines)
    if ended.was_too_long:
        return Judged(verdict=judged.verdict, summary=f"Ended: more than 200 MB of output; {judged.summary}")
    return judged
