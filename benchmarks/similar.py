"""How quickly earlier incidents that are like one are found among many: asked as the API does."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from benchmarks.figures import LATENCY, Row, Section, latency
from benchmarks.progress import Say
from desktop.core.closing.outcome import Outcome, ResolvedHow
from desktop.core.incident.alert import AlertAction, Report
from desktop.core.incident.incident import Incident
from desktop.core.incident.intake import open_incident
from desktop.core.words import words_of
from desktop.hub.store.incident import incidents
from desktop.hub.store.store import Store
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.fixing.similar import similar_to
from tests.postgres import serve
from tests.sample import NIGHT, TEAM

COUNT = 20_000
_AT_ONCE = 1_000
_ASKED = 100
_LABELS = ("cluster", "namespace", "region", "pod", "version")
_WORDS = words_of(
    "replication lag primary replica disk full node database connection pool checkout payment gateway "
    "latency deploy certificate kafka consumer offset redis memory queue worker dns timeout proxy session "
    "cache quorum"
)


def measure(folder: Path, say: Say) -> Section:
    """On SQLite, then on PostgreSQL."""
    say(f"SQLite, {COUNT} incidents are made")
    rows = [asyncio.run(_measure("SQLite", f"sqlite:///{folder / 'hub.sqlite3'}"))]
    say(f"PostgreSQL, {COUNT} incidents are made")
    with serve(durable=True) as server, server.fresh_database() as url:
        rows.append(asyncio.run(_measure("PostgreSQL", url)))
    return Section(
        f"Finding what is like an incident among {COUNT:,}",
        LATENCY,
        tuple(rows),
        f"12 services, 500 alerts, {len(_LABELS)} labels each; {_ASKED} others are asked for, in the hub.",
    )


async def _measure(name: str, url: str) -> Row:
    store = Store.open(url)
    try:
        dice = random.Random(7)
        for first in range(1, COUNT + _ASKED, _AT_ONCE):
            numbers = range(first, min(first + _AT_ONCE, COUNT + _ASKED + 1))
            await store.write(partial(_fill, numbers=numbers, dice=dice))
        taken = []
        for number in range(COUNT + 1, COUNT + _ASKED + 1):
            begun = time.perf_counter()
            found = await store.read(partial(similar_to, incident_id=UUID(int=number)))
            taken.append(time.perf_counter() - begun)
            if not found:
                raise AssertionError("nothing was found: the measurement measures nothing")
        return latency(name, taken)
    finally:
        await store.close()


def _fill(tx: Transaction, numbers: range, dice: random.Random) -> None:
    for number in numbers:
        incident = _incident(number, dice)
        incidents.add(tx, incident, [], None)
        if number <= COUNT:
            at = incident.opened_at + timedelta(minutes=20)
            outcome = Outcome(how=ResolvedHow.FIX, by="ana", at=at)
            incidents.save(tx, replace(incident, resolved_at=at, outcome=outcome), [], None)


def _incident(number: int, dice: random.Random) -> Incident:
    report = Report(
        action=AlertAction.TRIGGER,
        dedup_key=f"alert {dice.randrange(500)}",
        summary=" ".join(dice.sample(_WORDS, 6)),
        service=f"service-{dice.randrange(12)}",
        labels=tuple((label, f"{label}-{dice.randrange(5)}") for label in _LABELS),
        details="x" * 500,
    )
    at = NIGHT - timedelta(minutes=30 * (COUNT - number))
    made = open_incident(report, "prometheus", UUID(int=number), number, TEAM, at)[0]
    # An alert that is over is not remembered as open, where the same key twice would be one incident.
    return replace(made, alerts=(replace(made.alerts[0], resolved_at=at),))
