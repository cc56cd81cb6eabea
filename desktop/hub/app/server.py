"""uvicorn, embedded: it leaves the signals alone and sleeps when nobody calls."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from typing import Any

import uvicorn

from desktop import tasks
from desktop.hub.app.tls import Certificate

PATIENCE = 2
"""Seconds that running requests get when the hub stops; commands take milliseconds."""


class Server:
    """Serves one ASGI application on one bound socket."""

    def __init__(self, application: Any, bound: socket.socket, tls: Certificate | None) -> None:
        self._socket = bound
        self._server = _Uvicorn(
            uvicorn.Config(
                application,
                http="httptools",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                date_header=False,  # uvicorn would refresh it in the loop that we replace; it is optional
                proxy_headers=False,
                timeout_keep_alive=75,  # longer than the usual minute between two alerts of a monitor
                timeout_graceful_shutdown=PATIENCE,
                ssl_certfile=str(tls.cert_file) if tls else None,
                ssl_keyfile=str(tls.key_file) if tls else None,
            )
        )
        self._serving: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Serve in the background; back when the first request can come."""
        self._serving = tasks.start(self._server.serve(sockets=[self._socket]), "hub: serve")
        up = tasks.start(self._server.up.wait(), "hub: wait for the server")
        await asyncio.wait({self._serving, up}, return_when=asyncio.FIRST_COMPLETED)
        up.cancel()
        if self._serving.done():
            self._serving.result()
            raise RuntimeError("the server ended before it began")

    async def stop(self) -> None:
        """Take no new requests, let those that run finish. Twice is harmless."""
        self._server.quit.set()
        if self._serving:
            await asyncio.wait({self._serving})

    async def ended(self) -> None:
        """Returns when the server has stopped, for whatever reason."""
        if self._serving:
            await asyncio.wait({self._serving})


class _Uvicorn(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()
        self.quit = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.up.set()

    async def main_loop(self) -> None:
        # uvicorn's own looks ten times a second whether it should exit; an idle hub should not wake a laptop.
        await self.quit.wait()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        # They belong to the program around the hub.
        yield
