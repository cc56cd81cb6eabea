"""How quickly the numbers of the retro are made among many incidents, of a week and of twenty-six: asked as
the API does."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import replace
from datetime import date, timedelta
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
from desktop.core.retro.trends import WEEKS
from desktop.core.team.seat import Seat
from desktop.hub.store.incident import incidents
from desktop.hub.store.store import Store
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.retro.kept_weeks import KeptWeeks
from desktop.hub.usecases.retro.retro_week import compared_weeks
from desktop.hub.usecases.retro.trends import make_weeks, trends_until
from tests.postgres import serve
from tests.sample import MINUTE, NIGHT, TEAM

COUNT = 20_000
_AT_ONCE = 1_000
_APART = timedelta(minutes=30)
_WEEKS = 20
_AGAIN = 5


def measure(folder: Path, say: Say) -> Section:
    """On SQLite, then on PostgreSQL."""
    say(f"SQLite, {COUNT} incidents are made")
    rows = asyncio.run(_measure("SQLite", f"sqlite:///{folder / 'hub.sqlite3'}"))
    say(f"PostgreSQL, {COUNT} incidents are made")
    with serve(durable=True) as server, server.fresh_database() as url:
        rows += asyncio.run(_measure("PostgreSQL", url))
    return Section(
        f"The numbers of weeks, among {COUNT:,} incidents",
        LATENCY,
        tuple(rows),
        f"336 incidents a week, of 500 troubles; each of {_WEEKS} weeks with those that it is compared with;"
        f" the charts of {WEEKS} weeks: asked for first, again, and after something changed in the last one.",
    )


async def _measure(name: str, url: str) -> list[Row]:
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
        return [latency(name, taken), *await _measure_trends(name, store, newest.monday)]
    finally:
        await store.close()


async def _measure_trends(name: str, store: Store, until: date) -> list[Row]:
    kept = KeptWeeks()

    async def asked() -> float:
        begun = time.perf_counter()
        while await store.read(partial(make_weeks, until=until, count=WEEKS, kept=kept)):
            pass
        found = await store.read(partial(trends_until, until=until, count=WEEKS, kept=kept))
        if not all(found.values("incidents")):
            raise AssertionError("a week without incidents: the measurement measures nothing")
        return time.perf_counter() - begun

    first = [await asked()]
    again = [await asked() for _ in range(_AGAIN)]
    changed = []
    for number in range(_AGAIN):
        await store.write(partial(_touch, number=COUNT - 200 - number))
        changed.append(await asked())
    return [
        latency(f"{name}, {WEEKS} weeks, first", first),
        latency(f"{name}, {WEEKS} weeks, again", again),
        latency(f"{name}, {WEEKS} weeks, after a change", changed),
    ]


def _touch(tx: Transaction, number: int) -> None:
    """Something is written into an incident of the last whole week."""
    incident = incidents.load(tx, UUID(int=number))
    assert incident is not None
    incidents.save(tx, incident, [], None)


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
