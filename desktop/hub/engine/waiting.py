"""Waiting until something is due, by a wall clock that may be set, and a computer that may sleep."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from desktop.clock import Clock
from desktop.hub.store.store import Store

LOOK = timedelta(seconds=1)
"""The longest that passes before the clock is looked at, while something is to come."""


async def woken_within(woken: asyncio.Event, longest: timedelta) -> bool:
    """Whether it was set before that was over. Not `asyncio.wait_for`, which swallows a cancellation that
    comes with the event (Python 3.11): a loop around it would never end, nor the hub that waits for it."""
    try:
        async with asyncio.timeout(longest.total_seconds()):
            await woken.wait()
    except TimeoutError:
        return False
    return True


async def until_due(
    store: Store, clock: Clock, woken: asyncio.Event, next_at: datetime | None, longest: timedelta
) -> None:
    """Back when it is `next_at` by the store's time, when `woken` is set, or after `longest`."""
    began = clock.monotonic()
    while clock.monotonic() - began < longest.total_seconds():
        pause = longest
        if next_at is not None:
            pause = min(LOOK, max(next_at - store.now(), timedelta(milliseconds=1)))
        if await woken_within(woken, pause):
            return
        if next_at is not None and next_at <= store.now():
            return
