"""Runs the automatic checks of incidents that open, so that the first look already has answers."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

from desktop import tasks
from desktop.core.fixing.check_result import CheckResult
from desktop.core.incident.events import IncidentOpened
from desktop.diagnostics.asking import access_from
from desktop.diagnostics.collector import Collects
from desktop.hub.store.errors import StoreUnavailable
from desktop.hub.store.store import Store
from desktop.hub.usecases.fixing.automatic_checks import (
    claim_checks,
    finish_checks,
    keep_result,
    newly_opened,
)
from desktop.wire.feed import Change

_log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
"""Longer than the collector's patience."""
LOOK = timedelta(seconds=60)
"""So often incidents are looked for whose checks another replica began and did not finish."""
AT_ONCE = 2
"""Processes. In a storm of alerts the others wait: checks must not keep pages waiting."""


class AutomaticChecks:
    """The task that hears of new incidents. Several replicas hear of each; one of them has it."""

    def __init__(self, store: Store, collector: Collects) -> None:
        self._store = store
        self._collector = collector
        self._servers = frozenset(access_from(os.environ).servers)
        self._opened: asyncio.Queue[UUID] = asyncio.Queue()
        self._workers: list[asyncio.Task[None]] = []
        self._unsubscribe: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Begin; incidents that opened while no hub was running have their turn too."""
        self._unsubscribe = self._store.listen(self._changed)
        self._workers = [tasks.start(self._work(), f"automatic checks {n}") for n in range(AT_ONCE)]
        self._workers.append(tasks.start(self._look(), "automatic checks: look"))

    async def stop(self) -> None:
        """End what runs. Called again it does nothing."""
        self._unsubscribe()
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.cancel()
        if workers:
            await asyncio.wait(workers)

    def _changed(self, changes: Sequence[Change]) -> None:
        for change in changes:
            if change.incident is not None and any(isinstance(e, IncidentOpened) for e in change.events):
                self._opened.put_nowait(change.incident.id)

    async def _look(self) -> None:
        while True:
            try:
                for incident_id in await self._store.read(newly_opened):
                    self._opened.put_nowait(incident_id)
            except StoreUnavailable as error:
                _log.warning("automatic checks cannot reach the store: %s", error)
            await asyncio.sleep(LOOK.total_seconds())

    async def _work(self) -> None:
        while True:
            incident_id = await self._opened.get()
            try:
                await self._collect(incident_id)
            except StoreUnavailable as error:
                _log.warning("automatic checks cannot reach the store: %s", error)
            except OSError:
                _log.exception("the collector's process cannot be started")

    async def _collect(self, incident_id: UUID) -> None:
        claim = partial(claim_checks, incident_id=incident_id, lease=LEASE, servers=self._servers)
        errands = await self._store.write(claim)
        if not errands:
            return

        async def tell(result: CheckResult) -> None:
            await self._store.write(partial(keep_result, incident_id=incident_id, result=result))

        await self._collector.collect(errands, tell)
        await self._store.write(partial(finish_checks, incident_id=incident_id))
