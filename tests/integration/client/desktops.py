"""Desktops without a screen: real sessions, each with a folder of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from desktop import tasks
from desktop.client.attention import Ringing, ringing
from desktop.client.hub_access import AccessSource, HubAccess
from desktop.client.hub_session import HubSession
from desktop.client.session import Happened
from desktop.client.state import RefusedCommand, State
from desktop.clock import SystemClock
from desktop.core.incident.events import Event
from tests.integration.hub.running import RunningHub

PATIENCE = 30.0
"""Seconds. Long, because machines can be slow; nothing here waits longer than it must."""


class Desktop:
    """One running session; everything it told is kept."""

    def __init__(self, access: AccessSource, folder: Path) -> None:
        # The dice always fall low: reconnecting takes hardly longer than it must.
        self.session = HubSession(access, folder, SystemClock(), random=lambda: 0.1)
        self.happened: list[tuple[UUID, Event]] = []
        self.refused: list[RefusedCommand] = []
        self._changed = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self.session.listen(self._listen)
        self.session.listen_to_refusals(self._refuse)

    @property
    def state(self) -> State:
        return self.session.state

    @property
    def ringing(self) -> tuple[Ringing, ...]:
        return ringing(self.state)

    def start(self) -> Desktop:
        self._running = tasks.start(self.session.run(), "test: a desktop")
        return self

    async def stop(self) -> None:
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait([self._running])
            self._running = None

    def close(self) -> None:
        """Close what was opened again by something pressed after the end."""
        self.session._outbox.close()

    async def until(self, is_right: Callable[[Desktop], object]) -> None:
        """Wait until the desktop shows what the test waits for."""
        async with asyncio.timeout(PATIENCE):
            while not is_right(self):
                self._changed.clear()
                await self._changed.wait()

    def _listen(self, state: State, happened: Happened) -> None:
        assert state is self.session.state
        self.happened.extend(happened)
        self._changed.set()

    def _refuse(self, refused: RefusedCommand) -> None:
        self.refused.append(refused)
        self._changed.set()


class Desktops:
    """Opens and closes them."""

    def __init__(self, hub: RunningHub, folder: Path) -> None:
        self.hub = hub
        self.folder = folder
        self._open: list[Desktop] = []

    async def access(self, responder: str) -> HubAccess:
        header = (await self.hub.headers(responder))["Authorization"]
        return HubAccess(address=self.hub.address, token=header.removeprefix("Bearer "))

    async def open(self, responder: str, *, start: bool = True) -> Desktop:
        access = await self.access(responder)
        desktop = self.open_with(lambda: access, responder)
        return desktop.start() if start else desktop

    def open_with(self, access: AccessSource, folder: str) -> Desktop:
        """Not started yet."""
        desktop = Desktop(access, self.folder / folder)
        self._open.append(desktop)
        return desktop

    async def pair(self) -> tuple[Desktop, Desktop]:
        """Ana (Manager) and Ben (Engineer), connected."""
        ana, ben = await self.open("ana"), await self.open("ben")
        for desktop in (ana, ben):
            await desktop.until(lambda d: d.state.connection == "connected")
        return ana, ben

    async def close(self) -> None:
        for desktop in self._open:
            await desktop.stop()
