"""How many alerts a second the hub takes: each POST is answered when it is on disk."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Row, Section
from benchmarks.progress import Say
from tests.e2e.people import KEY, HubOnServer, free_port
from tests.postgres import serve

_CONNECTIONS = 32
_SECONDS = 5.0


@dataclass
class HubOn(HubOnServer):
    """A hub on a database of its own choice."""

    url: str = ""

    @property
    def database(self) -> str:
        return self.url or super().database


def measure(folder: Path, say: Say) -> Section:
    """A few seconds on SQLite, then on PostgreSQL."""
    rows = []
    sqlite = folder / "sqlite"
    sqlite.mkdir()
    say("SQLite")
    rows.append(_row("SQLite", HubOn(sqlite, free_port(), tls=False)))
    say("PostgreSQL")
    with serve(durable=True) as server, server.fresh_database() as url:
        other = folder / "postgresql"
        other.mkdir()
        rows.append(_row("PostgreSQL", HubOn(other, free_port(), tls=False, url=url)))
    return Section(
        "The hub under load",
        ("repeats of one alert", "new incidents"),
        tuple(rows),
        f"POSTs to `/v2/enqueue` over {_CONNECTIONS} connections from one process on the same machine, "
        f"{_SECONDS:g} s each, every one answered after its commit is on disk (SQLite with "
        "`synchronous=FULL`, PostgreSQL with its defaults).",
    )


def _row(name: str, hub: HubOn) -> Row:
    try:
        hub.start(wait="5m")
        repeats = asyncio.run(_load(hub.port, fresh=False))
        fresh = asyncio.run(_load(hub.port, fresh=True))
    finally:
        hub.stop()
    return Row(name, (f"{repeats:.0f}/s", f"{fresh:.0f}/s"))


async def _load(port: int, *, fresh: bool) -> float:
    """Requests a second."""
    began = time.monotonic()
    done = await asyncio.gather(
        *(_send(port, began + _SECONDS, f"{number}", fresh=fresh) for number in range(_CONNECTIONS))
    )
    return sum(done) / (time.monotonic() - began)


async def _send(port: int, until: float, name: str, *, fresh: bool) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    done = 0
    while time.monotonic() < until:
        writer.write(_request(f"{name}-{done}" if fresh else "the same"))
        head = await reader.readuntil(b"\r\n\r\n")
        status = head.split(b" ", 2)[1]
        if status != b"202":
            raise RuntimeError(f"the hub says {status.decode()}")
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(int(length.partition(b":")[2]))
        done += 1
    writer.close()
    await writer.wait_closed()
    return done


def _request(dedup_key: str) -> bytes:
    event = {
        "routing_key": KEY,
        "event_action": "trigger",
        "dedup_key": dedup_key,
        "payload": {"summary": "Checkout fails", "source": "prometheus", "severity": "critical"},
    }
    body = json.dumps(event).encode()
    return (
        b"POST /v2/enqueue HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\n"
        b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
    )
