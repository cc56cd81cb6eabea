"""What a healthy hub never does: a server that answers with what the test wrote, byte for byte."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

PROBLEM = "application/problem+json"
JSON = "application/json"
EVENTS = "text/event-stream"


def answer(status: int, content_type: str, body: str) -> bytes:
    """A whole HTTP answer."""
    content = body.encode()
    head = f"HTTP/1.1 {status} Scripted\r\nContent-Type: {content_type}\r\n"
    return f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content


def stream(*events: str) -> bytes:
    """The beginning of a feed that then falls silent."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {EVENTS}\r\nConnection: close\r\n\r\n"
    return (head + "".join(events)).encode()


class ScriptedHub:
    """`script` gives the answer to each request line ("GET /v1/snapshot"); None: hang up at once. The
    connection stays open after a `stream`."""

    def __init__(self, script: Callable[[str], bytes | None]) -> None:
        self.address = ""
        self.asked: list[str] = []
        self.bodies: list[bytes] = []
        self._script = script
        self._over = asyncio.Event()
        self._talks: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[ScriptedHub]:
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        try:
            yield self
        finally:
            self._over.set()
            server.close()
            for writer in self._talks.values():
                writer.close()
            if self._talks:
                await asyncio.wait(self._talks)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._talks[task] = writer
        task.add_done_callback(self._talks.pop)
        try:
            while line := await reader.readline():
                request = line.decode().rsplit(" ", 1)[0]
                length = 0
                while (header := await reader.readline()).strip():
                    name, _, value = header.decode().partition(":")
                    if name.lower() == "content-length":
                        length = int(value)
                self.bodies.append(await reader.readexactly(length))
                self.asked.append(request)
                reply = self._script(request)
                if reply is None:
                    return
                writer.write(reply)
                await writer.drain()
                if EVENTS.encode() in reply:
                    await self._over.wait()
                    return
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()
