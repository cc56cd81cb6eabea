"""A hub as a process of its own, so that it can be killed. Run as a module: DATABASE PORT [alert]."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

from desktop.client.hub_access import HubAccess
from desktop.clock import SystemClock
from desktop.hub.app.hub import Hub, HubOptions
from desktop.hub.app.listen import Listen
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.access.access import admit
from desktop.hub.usecases.incident.ingest import receive_report
from tests.integration.hub.running import with_team
from tests.sample import TEAM, report

ROOT = Path(__file__).parents[3]


class KillableHub:
    """Starts and kills it, always on the same database and port. Tokens are the responders' ids."""

    def __init__(self, database: str) -> None:
        self._database = database
        self._process: asyncio.subprocess.Process | None = None
        self.port = 0

    def access(self, responder: str) -> HubAccess:
        return HubAccess(address=f"http://127.0.0.1:{self.port}", token=responder)

    async def start(self, *, alert: bool = False) -> None:
        """Back when the first request can come; `alert`: after a first incident."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            __name__,
            self._database,
            str(self.port),
            *(["alert"] if alert else []),
            stdout=asyncio.subprocess.PIPE,
            cwd=ROOT,
        )
        assert self._process.stdout is not None
        self.port = int(await self._process.stdout.readline())

    async def kill(self) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)
            await self._process.wait()
            self._process = None


def _prepare(tx: Transaction, *, alert: bool) -> None:
    with_team(tx)
    for responder in TEAM.roster.responders:
        admit(tx, responder.id, responder.id)
    if alert:
        receive_report(tx, "test", report())


async def _serve(database: str, port: int, *, alert: bool) -> None:
    hub = Hub(HubOptions(database=database, listen=Listen(port=port)), SystemClock())
    await hub.start(partial(_prepare, alert=alert))
    print(hub.port, flush=True)
    await hub.ended()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], int(sys.argv[2]), alert="alert" in sys.argv[3:]))
