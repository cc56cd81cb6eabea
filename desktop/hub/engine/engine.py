"""Finds incidents for which something has fallen due, and lets the core decide what that means."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

from desktop import tasks
from desktop.clock import Clock, SystemClock
from desktop.hub.engine.waiting import woken_within
from desktop.hub.store.errors import StoreUnavailable
from desktop.hub.store.store import Store
from desktop.hub.usecases.errors import BadUrgency
from desktop.hub.usecases.incident.due import Agenda, advance_due, agenda, move_back
from desktop.hub.usecases.incident.sweep import sweep
from desktop.hub.usecases.schedule.holidays import with_holidays
from desktop.hub.usecases.team.urgency import keep_holidays, stale_office
from desktop.wire.feed import Change

_log = logging.getLogger(__name__)

LOOK = timedelta(seconds=1)
"""The longest that it waits before it looks at the clock, and on a shared database at the rows."""
LOOK_AT_OWN = timedelta(seconds=30)
"""On a database of one's own nothing changes without a commit that wakes the engine; this is for the
unforeseen."""
SWEEP = timedelta(hours=1)
BATCH = 16
"""Incidents advanced at once. A responder's acknowledgement waits behind no more than these."""


class Engine:
    """The task that wakes when something falls due. `clock` is for waiting; what is due, the store's time
    decides."""

    def __init__(self, store: Store, clock: Clock | None = None) -> None:
        self._store = store
        self._clock = clock or SystemClock()
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._unsubscribe: Callable[[], None] = lambda: None
        store.when_set_back(move_back)

    async def start(self) -> None:
        """Begin; what fell due while no hub was running is done at once. Raises StoreUnavailable."""
        if self._store.is_set_back():
            await self._store.write(_nothing)
        self._unsubscribe = self._store.listen(self._changed)
        self._task = tasks.start(self._run(), "engine")

    async def stop(self) -> None:
        """End; called again it does nothing."""
        self._unsubscribe()
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])

    def wake(self) -> None:
        """Look at once, as after a commit."""
        self._woken.set()

    def _changed(self, _changes: Sequence[Change]) -> None:
        self._woken.set()

    async def _run(self) -> None:
        swept = -SWEEP.total_seconds()
        while True:
            try:
                await self._work()
                if self._clock.monotonic() - swept >= SWEEP.total_seconds():
                    swept = self._clock.monotonic()
                    await self._store.write(sweep)
                    await self._look_up_holidays()
            except StoreUnavailable as error:
                _log.warning("the engine cannot reach the store: %s", error)
                await asyncio.sleep(LOOK.total_seconds())

    async def _look_up_holidays(self) -> None:
        """Those of the office's country, a year before the known ones end: nothing is due by them."""
        stale = await self._store.read(stale_office)
        if stale is None:
            return
        try:
            office = await with_holidays(*stale)
        except BadUrgency as error:
            _log.warning("the office's holidays are not known: %s", error)
            return
        await self._store.write(partial(keep_holidays, office=office))

    async def _work(self) -> None:
        """Do what is due, then wait until there may be something again."""
        self._woken.clear()
        current = await self._store.read(partial(agenda, limit=BATCH))
        if current.due:
            if not await self._advance(current.due):
                await asyncio.sleep(LOOK.total_seconds())
            return
        await self._wait(current)

    async def _advance(self, due: Sequence[UUID]) -> bool:
        """Whether any of it could be done; the others are tried again after a wait, not at once."""
        jobs = [self._store.write(partial(advance_due, incident_id=incident_id)) for incident_id in due]
        results = await asyncio.gather(*jobs, return_exceptions=True)
        for incident_id, result in zip(due, results, strict=True):
            if isinstance(result, BaseException):
                _log.error("incident %s could not be advanced", incident_id, exc_info=result)
        return not all(isinstance(result, BaseException) for result in results)

    async def _wait(self, current: Agenda) -> None:
        """Until something falls due, a commit, or the next look. The clock may be set, or jump as the
        computer wakes: so it is looked at each second."""
        looked = self._clock.monotonic()
        while True:
            pause = LOOK
            if current.next_at is not None:
                pause = min(pause, max(current.next_at - self._store.now(), timedelta(milliseconds=1)))
            if await woken_within(self._woken, pause):
                return
            if self._store.is_shared or self._clock.monotonic() - looked >= LOOK_AT_OWN.total_seconds():
                return
            if self._store.is_set_back():
                await self._store.write(_nothing)
                return
            if current.next_at is not None and current.next_at <= self._store.now():
                return


def _nothing(_tx: object) -> None:
    """A write of nothing: before it, the store moves what is due."""
