"""A process of our own for one round of work: data on its standard input, lines on its standard output."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncGenerator
from contextlib import suppress
from datetime import timedelta

_log = logging.getLogger(__name__)

LAST_WORDS = timedelta(seconds=2)
"""What the process may take to end after its last line."""


async def lines(module: str, data: bytes, patience: timedelta) -> AsyncGenerator[bytes, None]:
    """Run `module`, give it `data`, and yield what it says line by line. Close it (`aclosing`): the process
    is ended when it is closed, or cancelled, and none is left. Raises TimeoutError when it takes longer than
    `patience` or does not end after its last line, OSError when it cannot be started.
    """
    process = await asyncio.create_subprocess_exec(
        # -P: a folder called `desktop` where the hub was started must not be taken for ours.
        *(sys.executable, "-P", "-m", module),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the hub, which lets the round end
    )
    try:
        loop = asyncio.get_running_loop()
        give_up = loop.time() + patience.total_seconds()
        await _feed(process, data)
        assert process.stdout is not None
        # Not `asyncio.wait_for`, which swallows a cancellation that comes with a line (Python 3.11).
        while line := await _line(process.stdout, give_up):
            yield line
        # It has said all; to kill it now would only garble its end for asyncio.
        status = await asyncio.wait_for(process.wait(), LAST_WORDS.total_seconds())
        if status:
            _log.warning("%s ended with status %s", module, status)
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
        await process.wait()


async def _line(stream: asyncio.StreamReader, give_up: float) -> bytes:
    async with asyncio.timeout_at(give_up):
        return await stream.readline()


async def _feed(process: Process, data: bytes) -> None:
    assert process.stdin is not None
    with suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(data)
        await process.stdin.drain()
    process.stdin.close()
