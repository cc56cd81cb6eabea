"""Looks again and again whether there is something to do: what changes as seldom as calendars and weeks
do."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from desktop import tasks
from desktop.hub.engine.waiting import woken_within
from desktop.hub.store.errors import StoreUnavailable
from desktop.hub.store.store import Store
from desktop.wire.feed import Change

_log = logging.getLogger(__name__)


class Rounds:
    """`look` is called at the start, whenever something changed that is no incident's, and after `longest`
    at the latest. What fails is logged as `what`, and tried at the next look. Used on the hub's loop
    only."""

    def __init__(
        self, store: Store, what: str, look: Callable[[], Awaitable[object]], longest: timedelta
    ) -> None:
        self._store, self._what, self._look, self._longest = store, what, look, longest
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._stop_listening: Callable[[], None] | None = None

    def start(self) -> None:
        """Begin."""
        self._stop_listening = self._store.listen(self._hear)
        self._task = tasks.start(self._run(), self._what)

    async def stop(self) -> None:
        """End what runs. Called again it does nothing."""
        if self._stop_listening is not None:
            self._stop_listening()
            self._stop_listening = None
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])

    def _hear(self, changes: Sequence[Change]) -> None:
        if any(change.incident is None for change in changes):
            self._woken.set()

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            try:
                await self._look()
            except StoreUnavailable:
                _log.warning("%s: the database does not answer", self._what)
            except Exception:  # noqa: BLE001 - a defect here must not end the hub, which pages people
                _log.exception("%s failed", self._what)
            await woken_within(self._woken, self._longest)
