"""What waits for work ends when it is told to, whatever comes at the same moment."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from desktop import tasks
from desktop.hub.engine.waiting import woken_within

LONG = timedelta(minutes=5)


@pytest.mark.parametrize("steps", range(6))
async def test_a_loop_that_is_woken_as_it_is_cancelled_ends(steps: int) -> None:
    woken = asyncio.Event()

    async def run() -> None:
        while True:
            woken.clear()
            await woken_within(woken, LONG)

    running = tasks.start(run(), "a loop that is stopped")
    await asyncio.sleep(0)
    woken.set()
    for _ in range(steps):
        await asyncio.sleep(0)
    running.cancel()
    for _ in range(20):
        await asyncio.sleep(0)
    assert running.cancelled()


async def test_it_says_whether_it_was_woken() -> None:
    woken = asyncio.Event()
    assert not await woken_within(woken, timedelta(0))
    woken.set()
    assert await woken_within(woken, LONG)
