"""The collector's own process: takes checks on standard input, tells each one's result on standard output.

python -P -m desktop.diagnostics.collector_process
"""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import replace

import msgspec

from desktop.clock import SystemClock
from desktop.core.fixing.diagnostic import DiagnosticKind
from desktop.diagnostics.asking import Access, access_from
from desktop.diagnostics.collector import LIMIT, CheckErrand
from desktop.diagnostics.output import Output
from desktop.diagnostics.run import run


def main() -> int:
    """Run all at once; ends when all is told."""
    errands = msgspec.json.decode(sys.stdin.buffer.read(), type=list[CheckErrand])
    access = replace(access_from(os.environ), guarded=True)
    asyncio.run(_run_all(errands, access))
    return 0


async def _run_all(errands: list[CheckErrand], access: Access) -> None:
    # A command needs a person who has seen it; whoever sends one here has made a mistake.
    looking = [one for one in errands if one.diagnostic.kind is not DiagnosticKind.COMMAND]
    await asyncio.gather(*(_run(one, access) for one in looking))


async def _run(errand: CheckErrand, access: Access) -> None:
    diagnostic = replace(errand.diagnostic, timeout=min(errand.diagnostic.timeout, LIMIT))
    finished = await run(
        diagnostic,
        errand.values,
        Output(errand.id),
        result_id=errand.id,
        clock=SystemClock(),
        access=access,
    )
    sys.stdout.buffer.write(msgspec.json.encode(finished.result) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
