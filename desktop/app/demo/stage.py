"""The stage of the demo: a real hub in this process, on a database that is thrown away."""

from __future__ import annotations

import tempfile
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx

from desktop.app.demo.history.history import Progress, make_history
from desktop.app.demo.story import MANAGER, on_stage
from desktop.clock import Clock, SystemClock
from desktop.core.incident.commands import Command
from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.hub.app.hub import Hub, HubOptions
from desktop.hub.app.listen import Listen
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.access.access import new_token
from desktop.hub.usecases.access.integrations import new_integration_key
from desktop.hub.usecases.incident.carry_out import carry_out
from desktop.hub.usecases.incident.feed import snapshot, timeline
from desktop.hub.usecases.team.team import apply_team
from desktop.hub.usecases.team.team_file import TeamFile, read_team_file
from desktop.wire.command import Answer
from desktop.wire.feed import TimelineEntry


class Stage:
    """The hub with the sample team, the demo's pair on duty. Once it is stopped, nothing is left."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._moved = clock
        self._stack = AsyncExitStack()
        self.key = ""
        """The monitor's integration key."""

    async def start(self, history: Progress | None = None) -> None:
        """Open the hub, with `history` after six months were made for it. Raises PairwatchError."""
        folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="pairwatch-demo-"))
        self.folder = Path(folder)
        file = self.folder / "hub.sqlite"
        if history is not None:
            await make_history(file, _sample(), self._clock.now(), history)
        self.hub = Hub(HubOptions(database=f"sqlite:///{file}", listen=Listen(port=0)), self._moved)
        self._stack.push_async_callback(self.hub.stop)
        await self.hub.start(self._prepare if history is None else None)
        self.key = await self.hub.store.write(partial(new_integration_key, name="Prometheus"))
        self._http = await self._stack.enter_async_context(httpx.AsyncClient(trust_env=False))

    async def stop(self) -> None:
        """Close the hub and remove its files. Twice is harmless."""
        await self._stack.aclose()

    def _prepare(self, tx: Transaction) -> None:
        file = _sample()
        # Its integration keys are printed in a file that everybody has.
        apply_team(tx, replace(file, team=on_stage(file.team, self._clock.now()), integrations=()))

    async def token(self, responder: str) -> str:
        """A token with which `responder` uses the hub."""
        return await self.hub.store.write(partial(new_token, responder_id=responder))

    async def send(self, event: dict[str, Any]) -> None:
        """The monitor speaks to the hub, over HTTP as all monitors do."""
        (await self._http.post(f"{self.hub.address}/v2/enqueue", json=event)).raise_for_status()

    async def act(self, command: Command) -> Answer:
        """Somebody else of the team does something on their own desktop."""
        key = str(uuid4())
        return await self.hub.store.write(partial(carry_out, command=command, key=key, caller=command.by))

    async def look(self) -> tuple[Team, tuple[Incident, ...]]:
        """The team and its incidents, as a desktop would be told."""
        seen = await self.hub.store.read(partial(snapshot, me=MANAGER))
        return seen.team, seen.incidents

    async def timeline(self, incident_id: UUID) -> list[TimelineEntry]:
        """What happened to the incident."""
        return await self.hub.store.read(partial(timeline, incident_id=incident_id))


def _sample() -> TeamFile:
    return read_team_file((files("desktop") / "resources" / "team.toml").read_text("utf-8"))
