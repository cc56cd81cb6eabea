"""Waiting until something is due, by a wall clock that may be set, and a computer that may sleep."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from desktop.clock import Clock
from desktop.hub.store.store import Store

LOOK = timedelta(seconds=1)
"""The longest that passes before the clock is looked at, while something is to come."""


async def until_due(
    store: Store, clock: Clock, woken: asyncio.Event, next_at: datetime | None, longest: timedelta
) -> None:
    """Back when it is `next_at` by the store's time, when `woken` is set, or after `longest`."""
    began = clock.monotonic()
    while clock.monotonic() - began < longest.total_seconds():
        pause = longest
        if next_at is not None:
            pause = min(LOOK, max(next_at - store.now(), timedelta(milliseconds=1)))
        try:
            await asyncio.wait_for(woken.wait(), pause.total_seconds())
        except TimeoutError:
            pass
        else:
            return
        if next_at is not None and next_at <= store.now():
            return
