"""Carries messages to channels, in a process of its own that lives for one round."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Protocol, runtime_checkable

import msgspec

from desktop.channels.parcel import Outcome, Parcel, decode_outcome
from desktop.channels.result import passing

_log = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=30)
"""A round that takes longer is ended; what is not told by then is tried again."""
LAST_WORDS = timedelta(seconds=2)
"""What the process may take to end after its last result."""

Tell = Callable[[Outcome], Awaitable[None]]


@runtime_checkable  # Litestar looks at what it gives to routes
class Carrier(Protocol):
    """Whoever can carry parcels: the courier, or a double in tests."""

    async def carry(self, parcels: Sequence[Parcel], tell: Tell) -> None:
        """Send each once and tell its outcome as soon as it is known; one for each parcel."""
        ...


class Courier:
    """Starts the process, for each round anew."""

    def __init__(self, patience: timedelta = PATIENCE) -> None:
        self._patience = patience

    async def carry(self, parcels: Sequence[Parcel], tell: Tell) -> None:
        """Send each once, all at the same time, and tell its outcome as soon as it is known.

        What the process does not tell, for it hangs or dies, may have arrived all the same. Cancelling ends
        the process.
        """
        open_ids = {parcel.id for parcel in parcels}
        process = await asyncio.create_subprocess_exec(
            # -P: a folder called `desktop` where the hub was started must not be taken for ours.
            *(sys.executable, "-P", "-m", "desktop.channels.courier_process"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the hub, which lets the round end
        )
        try:
            async for outcome in self._outcomes(process, msgspec.json.encode(parcels)):
                if outcome.id in open_ids:
                    open_ids.discard(outcome.id)
                    await tell(outcome)
            # It has said all; to kill it now would only garble its end for asyncio.
            await asyncio.wait_for(process.wait(), LAST_WORDS.total_seconds())
        except TimeoutError:
            _log.warning("the courier did not end in time; %d messages are open", len(open_ids))
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
            await process.wait()
        for parcel in open_ids:
            unknown = passing("It did not answer in time.", doubtful=True)
            await tell(Outcome(id=parcel, result=unknown))

    async def _outcomes(self, process: Process, parcels: bytes) -> AsyncIterator[Outcome]:
        """What the process tells. Raises TimeoutError."""
        loop = asyncio.get_running_loop()
        give_up = loop.time() + self._patience.total_seconds()
        assert process.stdin is not None
        assert process.stdout is not None
        with suppress(BrokenPipeError, ConnectionResetError):
            process.stdin.write(parcels)
            await process.stdin.drain()
        process.stdin.close()
        while line := await asyncio.wait_for(process.stdout.readline(), give_up - loop.time()):
            outcome = decode_outcome(line)
            if outcome is not None:
                yield outcome
