"""How quickly run-books are found while one types, and for an incident: asked over HTTP, as desktops do."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import httpx

from benchmarks.figures import LATENCY, Row, Section, latency
from benchmarks.progress import Say
from desktop.core.fixing.run_book import RunBook, RunBookSource
from desktop.core.words import words_of
from desktop.formats.run_book.reader import read_run_book
from desktop.hub.app.hub import Hub, HubOptions
from desktop.hub.app.listen import Listen
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.access.access import new_token
from desktop.hub.usecases.access.integrations import new_integration_key
from desktop.hub.usecases.fixing.run_book_files import take_over
from desktop.hub.usecases.incident.feed import snapshot
from desktop.hub.usecases.team.team import apply_team
from desktop.hub.usecases.team.team_file import TeamFile
from tests.postgres import serve
from tests.sample import NIGHT, TEAM

COUNT = 2_000
_AIM = "< 50 ms"
_TYPED = ("replication lag", "disk full on db", "checkout 5xx", "certificate", "kafka consumer", "über")
_WORDS = words_of(
    "replication lag primary replica disk full inode node database connection pool checkout payment gateway "
    "latency errors deploy rollback certificate expiry kafka consumer offset partition redis memory eviction "
    "queue worker dns resolver timeout proxy upstream login session cache miss cluster quorum leader "
    "election snapshot backup restore throttle quota region zone failover traffic drain canary flag überlauf"
)


@dataclass
class _Asked:
    """A hub with run-books and an incident, and a client of it."""

    http: httpx.AsyncClient
    incident: str


def measure(folder: Path, say: Say) -> Section:
    """On SQLite, then on PostgreSQL."""
    say(f"{COUNT} run-books are made")
    books = [_book(number) for number in range(COUNT)]
    say("SQLite")
    rows = asyncio.run(_measure("SQLite", f"sqlite:///{folder / 'hub.sqlite3'}", books))
    say("PostgreSQL")
    with serve(durable=True) as server, server.fresh_database() as url:
        rows += asyncio.run(_measure("PostgreSQL", url, books))
    size = sum(len(book.text) for book in books) // COUNT
    return Section(
        f"Searching {COUNT:,} run-books",
        LATENCY,
        tuple(rows),
        f"Of {size / 1000:.1f} kB each. “As one types”: a request for each letter of {len(_TYPED)} queries, "
        "50 answers each, over HTTP on this machine. “For an incident”: all are ranked.",
    )


async def _measure(name: str, url: str, books: list[RunBook]) -> list[Row]:
    hub = Hub(HubOptions(database=url, listen=Listen(port=0)))
    await hub.start(lambda tx: _fill(tx, books))
    try:
        asked = await _opened(hub)
        typed = [text[:length] for text in _TYPED for length in range(1, len(text) + 1)]
        searches = [f"/v1/run-books?{urlencode({'q': text, 'limit': 50})}" for text in typed]
        fits = [f"/v1/run-books/for-incident/{asked.incident}"] * 30
        rows = [
            latency(f"{name}, as one types", [await _time(asked, path) for path in searches], _AIM),
            latency(f"{name}, for an incident", [await _time(asked, path) for path in fits]),
        ]
        await asked.http.aclose()
    finally:
        await hub.stop()
    return rows


def _fill(tx: Transaction, books: list[RunBook]) -> None:
    apply_team(tx, TeamFile(team=TEAM, integrations=()))
    take_over(tx, books, {})


async def _opened(hub: Hub) -> _Asked:
    token = await hub.store.write(partial(new_token, responder_id="ana"))
    key = await hub.store.write(partial(new_integration_key, name="Prometheus"))
    headers = {"Authorization": f"Bearer {token}"}
    http = httpx.AsyncClient(base_url=hub.address, headers=headers, trust_env=False)
    alert = {
        "summary": "Checkout: replication lag",
        "dedup_key": "lag",
        "action": "trigger",
        "service": "s-7",
    }
    (await http.post(f"/ingest/generic/{key}", json=alert)).raise_for_status()
    incidents = (await hub.store.read(partial(snapshot, me="ana"))).incidents
    return _Asked(http=http, incident=str(incidents[0].id))


async def _time(asked: _Asked, path: str) -> float:
    began = time.perf_counter()
    (await asked.http.get(path)).raise_for_status()
    return time.perf_counter() - began


def _book(number: int) -> RunBook:
    dice = random.Random(number)
    title = " ".join(dice.choices(_WORDS, k=4)).capitalize()
    steps = "".join(
        f"{step}. {' '.join(dice.choices(_WORDS, k=8))}\n\n   {' '.join(dice.choices(_WORDS, k=40))}\n\n"
        for step in range(1, 11)
    )
    front = f"title: {title} {number}\nservices: [s-{number % 40}]\nalerts: [Alert{number % 97}*]\n"
    return read_run_book(
        f"---\n{front}---\n{steps}",
        id="",
        source=RunBookSource.GIT,
        path=f"run-books/{number}.md",
        changed_at=NIGHT,
    )
