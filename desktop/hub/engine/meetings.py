"""Prepares the meeting of the retro when a week ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import timedelta

from desktop import tasks
from desktop.clock import Clock, SystemClock
from desktop.core.errors import PairwatchError
from desktop.hub.engine.waiting import until_due
from desktop.hub.store.store import Store
from desktop.hub.usecases.retro.meetings import next_preparation, prepare_due
from desktop.wire.feed import Change

_log = logging.getLogger(__name__)

LOOK = timedelta(hours=1)
"""The longest that it waits, though nothing has changed: for the unforeseen."""
_AGAIN = timedelta(minutes=1)


class Meetings:
    """Used on the hub's loop only. Whichever replica is first prepares it; what fell due while no hub was
    running is prepared at the start."""

    def __init__(self, store: Store, clock: Clock | None = None) -> None:
        self._store = store
        self._clock = clock or SystemClock()
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._stop_listening: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Begin."""
        self._stop_listening = self._store.listen(self._changed)
        self._task = tasks.start(self._run(), "retro: prepare meetings")

    async def stop(self) -> None:
        """End; called again it does nothing."""
        self._stop_listening()
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])

    def _changed(self, changes: Sequence[Change]) -> None:
        # When a week ends is the schedule's to say, and no incident's.
        if any(change.incident is None for change in changes):
            self._woken.set()

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            try:
                next_at = await self._store.read(next_preparation)
                if next_at <= self._store.now():
                    await self._store.write(prepare_due)
                    continue
            except PairwatchError as error:
                _log.warning("the retro's meeting is not prepared: %s", error)
                next_at = self._store.now() + _AGAIN
            except Exception:  # noqa: BLE001 - a defect here must not end the hub, which pages people
                _log.exception("preparing the retro's meeting failed")
                next_at = self._store.now() + _AGAIN
            await until_due(self._store, self._clock, self._woken, next_at, LOOK)
