"""Keeps the cache up to date without writing for each change, and never on the loop's thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from desktop.client.cache import Cache
from desktop.oslayer.daemon_threads import DaemonThreads
from desktop.wire.feed import Snapshot

DELAY = 2.0
"""Seconds between a change and its being kept. What a crash loses of it, the next snapshot brings."""


class Keeper:
    """`what` gives that which is to be kept when the time has come; None: nothing."""

    def __init__(self, cache: Cache, what: Callable[[], Snapshot | None]) -> None:
        self._cache = cache
        self._what = what
        self._threads = DaemonThreads("client: cache")
        self._timer: asyncio.TimerHandle | None = None
        self._saving: asyncio.Future[None] | None = None

    def soon(self) -> None:
        """Something changed."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(DELAY, self._due)

    async def close(self) -> None:
        """Save what is still to be saved."""
        if self._saving is not None:
            await asyncio.wait([self._saving])
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
            snapshot = self._what()
            if snapshot is not None:
                self._cache.save(snapshot)

    def _due(self) -> None:
        self._timer = None
        if self._saving is not None and not self._saving.done():
            self.soon()
            return
        snapshot = self._what()
        if snapshot is not None:
            self._saving = asyncio.get_running_loop().run_in_executor(
                self._threads, self._cache.save, snapshot
            )
