"""A hub's store on each database, with the sample team and a clock that tests move."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

import pytest

from desktop.clock import MovedClock
from desktop.core.incident.alert import AlertAction
from desktop.core.incident.commands import Command
from desktop.core.incident.incident import Incident
from desktop.core.incident.page import Page
from desktop.hub.store.digest import digest
from desktop.hub.store.incident import incidents, pages
from desktop.hub.store.store import Store
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.incident.carry_out import carry_out
from desktop.hub.usecases.incident.due import advance_due, agenda
from desktop.hub.usecases.incident.ingest import Receipt, ingest
from desktop.hub.usecases.team.team import apply_team
from desktop.hub.usecases.team.team_file import IntegrationKey, TeamFile
from desktop.wire.command import Answer
from tests.sample import NIGHT, TEAM, report

T = TypeVar("T")
KEY = "PrometheusPrometheusPrometheus01"
FILE = TeamFile(team=TEAM, integrations=(IntegrationKey(name="prometheus", digest=digest(KEY)),))


@dataclass
class Hub:
    """A store, and what tests do with it, in their words."""

    store: Store
    clock: MovedClock

    async def write(self, function: Callable[..., T], *args: Any, **fields: Any) -> T:
        return await self.store.write(partial(_call, function, args, fields))

    async def read(self, function: Callable[..., T], *args: Any, **fields: Any) -> T:
        return await self.store.read(partial(_call, function, args, fields))

    async def monitor(
        self, dedup_key: str = "checkout", action: AlertAction = AlertAction.TRIGGER
    ) -> Receipt:
        """One report of the monitor."""
        receipts = await self.write(ingest, key=KEY, reports=[report(dedup_key, action)])
        return receipts[0]

    async def opened(self, dedup_key: str = "checkout") -> Incident:
        """A new incident, as its opening left it."""
        receipt = await self.monitor(dedup_key)
        assert receipt.opened
        assert receipt.incident is not None
        return receipt.incident

    async def command(self, command: Command, key: str = "first press") -> Answer:
        return await self.write(carry_out, command=command, key=key, caller=command.by)

    async def incident(self, incident_id: UUID) -> Incident:
        found = await self.read(incidents.load, incident_id=incident_id)
        assert found is not None
        return found

    async def pages(self, incident_id: UUID) -> list[Page]:
        return await self.read(pages.of_incident, incident_id=incident_id)

    async def pass_time(self, by: timedelta) -> int:
        """Let time pass and do what is due by then; how many incidents were advanced."""
        self.clock.advance(by)
        due = (await self.read(agenda)).due
        return sum([await self.write(advance_due, incident_id=this) for this in due])

    async def heard(self, look: Callable[[], Awaitable[T]], condition: Callable[[T], bool]) -> T:
        """Look after each change of the feed until what is seen fulfils the condition."""
        changed = asyncio.Event()
        stop = self.store.listen(lambda _changes: changed.set())
        try:
            while not condition(seen := await look()):
                await changed.wait()
                changed.clear()
        finally:
            stop()
        return seen


def _call(function: Callable[..., T], args: Any, fields: Any, tx: Transaction) -> T:
    return function(tx, *args, **fields)


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(NIGHT)


@pytest.fixture
async def open_hub(clock: MovedClock) -> AsyncIterator[Callable[[str], Hub]]:
    """Opens hubs, as many as a test wants, on one database or several; they are closed at the end."""
    async with AsyncExitStack() as stack:

        def opened(url: str) -> Hub:
            store = Store.open(url, clock)
            stack.push_async_callback(store.close)
            return Hub(store, clock)

        yield opened


@pytest.fixture
async def hub(store_url: str, open_hub: Callable[[str], Hub]) -> Hub:
    """A hub with the sample team, on each database in turn."""
    opened = open_hub(store_url)
    await opened.write(apply_team, FILE)
    return opened
