"""Carries messages to channels, in a process of its own that lives for one round."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from datetime import timedelta
from typing import Protocol, runtime_checkable

import msgspec

from desktop.channels import child
from desktop.channels.parcel import Outcome, Parcel, decode_outcome
from desktop.channels.result import passing

_log = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=30)
"""A round that takes longer is ended; what is not told by then is tried again."""

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
        lines = child.lines("desktop.channels.courier_process", msgspec.json.encode(parcels), self._patience)
        try:
            async with aclosing(lines):
                async for line in lines:
                    outcome = decode_outcome(line)
                    if outcome is not None and outcome.id in open_ids:
                        open_ids.discard(outcome.id)
                        await tell(outcome)
        except TimeoutError:
            _log.warning("the courier did not end in time; %d messages are open", len(open_ids))
        for parcel in open_ids:
            unknown = passing("It did not answer in time.", doubtful=True)
            await tell(Outcome(id=parcel, result=unknown))
