"""A hub with the fictional team, and people and monitors who speak to it over HTTP."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar
from uuid import uuid4

import httpx
import msgspec

from desktop.clock import Clock
from desktop.core.incident.commands import Command
from desktop.core.incident.incident import Incident
from desktop.core.schedule.hand_over import Proof
from desktop.hub.app.hub import Hub, HubOptions, Preparation
from desktop.hub.store.schedule import hand_overs
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.access.access import new_token
from desktop.hub.usecases.access.integrations import new_integration_key
from desktop.hub.usecases.incident.feed import snapshot
from desktop.hub.usecases.team.team import apply_team
from desktop.hub.usecases.team.team_file import TeamFile
from desktop.wire.command import COMMANDS
from tests.sample import TEAM

T = TypeVar("T")


@dataclass(frozen=True)
class Frame:
    """One server-sent event."""

    event: str
    id: str
    data: dict[str, Any]


class RunningHub:
    """A started hub; `key` is an integration key, `http` a client without a token."""

    def __init__(self, hub: Hub, http: httpx.AsyncClient) -> None:
        self.hub = hub
        self.http = http
        self.address = hub.address
        self.key = ""
        self._tokens: dict[str, str] = {}

    async def headers(self, responder: str) -> dict[str, str]:
        if responder not in self._tokens:
            issue = partial(new_token, responder_id=responder)
            self._tokens[responder] = await self.hub.store.write(issue)
        return {"Authorization": f"Bearer {self._tokens[responder]}"}

    async def get(self, path: str, responder: str = "ana", **headers: str) -> httpx.Response:
        return await self.http.get(self.address + path, headers={**await self.headers(responder), **headers})

    async def put(self, path: str, body: object, responder: str = "ana") -> httpx.Response:
        return await self._send("PUT", path, body, responder)

    async def post(self, path: str, body: object = None, responder: str = "ana") -> httpx.Response:
        return await self._send("POST", path, body, responder)

    async def delete(self, path: str, responder: str = "ana") -> httpx.Response:
        return await self._send("DELETE", path, None, responder)

    async def _send(self, method: str, path: str, body: object, responder: str) -> httpx.Response:
        content = msgspec.json.encode(body) if body is not None else None
        headers = await self.headers(responder)
        if content is not None:
            headers["Content-Type"] = "application/json"
        return await self.http.request(method, self.address + path, content=content, headers=headers)

    async def command(self, command: Command, key: str = "", responder: str = "") -> httpx.Response:
        headers = {
            **await self.headers(responder or command.by),
            "Idempotency-Key": key or str(uuid4()),
            "Content-Type": "application/json",
        }
        return await self.http.post(
            self.address + "/v1/commands", content=COMMANDS.encode(command), headers=headers
        )

    async def alert(
        self, dedup_key: str = "checkout", action: str = "trigger", **fields: Any
    ) -> httpx.Response:
        body = {"summary": "Checkout fails", "dedup_key": dedup_key, "action": action, **fields}
        return await self.http.post(f"{self.address}/ingest/generic/{self.key}", json=body)

    async def incidents(self) -> tuple[Incident, ...]:
        return (await self.hub.store.read(partial(snapshot, me="ana"))).incidents

    async def incident(self, is_right: Callable[[Incident], bool] = lambda _: True) -> Incident:
        """The newest incident, once it is as the test waits for."""
        while True:
            found = await self.incidents()
            if found and is_right(found[0]):
                return found[0]
            await asyncio.sleep(0.02)

    @asynccontextmanager
    async def feed(self, after: int | None, responder: str = "ana", **headers: str) -> AsyncIterator[Frames]:
        query = "" if after is None else f"?after={after}"
        request = self.http.stream(
            "GET",
            f"{self.address}/v1/changes{query}",
            headers={**await self.headers(responder), "Accept": "text/event-stream", **headers},
            timeout=None,
        )
        async with request as response:
            yield Frames(response)


class Frames:
    """The events of one open feed."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.aiter_lines()

    async def next(self) -> Frame | None:
        """The next event; None when the hub ended the stream."""
        found: dict[str, str] = {}
        async for line in self._lines:
            if not line:
                return Frame(found.get("event", ""), found.get("id", ""), json.loads(found["data"]))
            name, _, value = line.partition(": ")
            found[name] = value
        return None

    async def change(self) -> Frame:
        """The next event that is no heartbeat."""
        while True:
            frame = await self.next()
            assert frame is not None, "the feed ended"
            if frame.event != "heartbeat":
                return frame


async def in_thread(function: Callable[[], T]) -> T:
    """Run what blocks, in a thread that is gone afterwards."""
    with ThreadPoolExecutor(1) as pool:
        return await asyncio.get_running_loop().run_in_executor(pool, function)


def with_team(tx: Transaction) -> None:
    """Give the hub the fictional team, all of whom did the sound check: else the outgoing would be paged too
    when a test happens to run just after a hand-over."""
    for responder in TEAM.roster.responders:
        hand_overs.add_proof(tx, Proof(responder=responder.id, at=tx.now, device="Speakers"))
    apply_team(tx, TeamFile(team=TEAM, integrations=()))


@asynccontextmanager
async def running(
    options: HubOptions, clock: Clock | None = None, prepare: Preparation = with_team
) -> AsyncIterator[RunningHub]:
    """Start a hub, give it, stop it."""
    hub = Hub(options, clock)
    await hub.start(prepare)
    trust = ssl.create_default_context(cafile=str(options.tls.cert_file)) if options.tls else True
    try:
        async with httpx.AsyncClient(trust_env=False, verify=trust) as http:
            found = RunningHub(hub, http)
            found.key = await hub.store.write(partial(new_integration_key, name="Prometheus"))
            yield found
    finally:
        await hub.stop()
