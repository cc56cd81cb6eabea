"""How quickly the numbers of a retro's week are made among many incidents: asked as the API does."""

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
from desktop.core.incident.events import SeatClaimed
from desktop.core.incident.intake import open_incident
from desktop.core.retro.retro_week import week_of
from desktop.core.team.seat import Seat
from desktop.hub.store.incident import incidents
from desktop.hub.store.store import Store
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.retro.retro_week import compared_weeks
from tests.postgres import serve
from tests.sample import MINUTE, NIGHT, TEAM

COUNT = 20_000
_AT_ONCE = 1_000
_APART = timedelta(minutes=30)
_WEEKS = 20


def measure(folder: Path, say: Say) -> Section:
    """On SQLite, then on PostgreSQL."""
    say(f"SQLite, {COUNT} incidents are made")
    rows = [asyncio.run(_measure("SQLite", f"sqlite:///{folder / 'hub.sqlite3'}"))]
    say(f"PostgreSQL, {COUNT} incidents are made")
    with serve(durable=True) as server, server.fresh_database() as url:
        rows.append(asyncio.run(_measure("PostgreSQL", url)))
    return Section(
        f"The numbers of a week, among {COUNT:,} incidents",
        LATENCY,
        tuple(rows),
        f"336 incidents a week, of 500 troubles; each of {_WEEKS} weeks with those that it is compared with.",
    )


async def _measure(name: str, url: str) -> Row:
    store = Store.open(url)
    try:
        dice = random.Random(7)
        for first in range(1, COUNT + 1, _AT_ONCE):
            await store.write(partial(_fill, numbers=range(first, first + _AT_ONCE), dice=dice))
        taken = []
        newest = week_of(NIGHT, TEAM.schedule.zone).moved(-1)
        for number in range(_WEEKS):
            starts_on = newest.moved(-2 * number).monday
            begun = time.perf_counter()
            found = await store.read(partial(compared_weeks, starts_on=starts_on))
            taken.append(time.perf_counter() - begun)
            if not (found.week.incidents and found.week.repeats):
                raise AssertionError("a week without incidents: the measurement measures nothing")
        return latency(name, taken)
    finally:
        await store.close()


def _fill(tx: Transaction, numbers: range, dice: random.Random) -> None:
    for number in numbers:
        trouble = dice.randrange(500)
        report = Report(
            action=AlertAction.TRIGGER,
            dedup_key=f"alert {trouble}",
            summary=f"Trouble {trouble}",
            service=f"service-{trouble % 12}",
            details="x" * 500,
        )
        at = NIGHT - _APART * (COUNT - number)
        made, events = open_incident(report, "prometheus", UUID(int=number), number, TEAM, at)
        # An alert that is over is not remembered as open, where the same key twice would be one incident.
        made = replace(made, alerts=(replace(made.alerts[0], resolved_at=at),))
        incidents.add(tx, made, events, None)
        end = at + 20 * MINUTE
        held = [SeatClaimed(at=at + MINUTE, seat=s, by="ana", pressed_at=at + MINUTE) for s in Seat]
        outcome = Outcome(how=ResolvedHow.FIX, documented=False, automated=False, by="ana", at=end)
        incidents.save(tx, replace(made, resolved_at=end, outcome=outcome), held, None)
