"""Checks that run when an incident opens: what they say is there at the first look."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from desktop.clock import MovedClock
from desktop.core.fixing.check_result import CheckResult, CheckVerdict
from desktop.core.fixing.fixing_events import CheckAttached
from desktop.diagnostics.collector import CheckErrand, Collector, TellResult
from desktop.formats.run_book.reader import read_run_book
from desktop.hub.app.hub import HubOptions
from desktop.hub.app.listen import Listen
from desktop.hub.store.fixing import collected, run_books
from desktop.hub.store.store import Store
from desktop.hub.usecases.fixing.automatic_checks import claim_checks
from desktop.hub.usecases.incident.feed import timeline
from desktop.hub.usecases.incident.ingest import receive_report
from tests.integration.diagnostics.servers import web
from tests.integration.hub.running import RunningHub, running, with_team
from tests.sample import NIGHT, report

BOOK = """---
title: Checkout
services: [checkout-api]
---

```check http Does it answer?
url: {url}/healthz
automatic: yes
```

```check http Somebody's own
url: http://{{{{ host }}}}:{port}/secret
automatic: yes
```

```check tcp Needs what the alert lacks
host: "{{{{ nowhere }}}}"
port: 22
automatic: yes
```

```check http Not by itself
url: {url}/never
```

```run Never
touch {file}
```
"""


def options(url: str, collector: object) -> HubOptions:
    return HubOptions(database=url, listen=Listen(port=0), collector=collector)  # type: ignore[arg-type]


async def keep(hub: RunningHub, text: str, run_book_id: str = "checkout") -> None:
    book = read_run_book(text, id=run_book_id, changed_at=NIGHT)
    # Whatever its text says, a diagnostic of the store may lie: also then no command runs.
    lying = tuple(replace(one, automatic=one.automatic or one.name == "Never") for one in book.diagnostics)
    await hub.hub.store.write(partial(run_books.save, run_book=replace(book, diagnostics=lying)))


class Collecting:
    """Tells what it is told to, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Sequence[CheckErrand]] = []

    async def collect(self, errands: Sequence[CheckErrand], tell: TellResult) -> None:
        self.asked.append(errands)
        for one in errands:
            await tell(
                CheckResult(
                    id=one.id,
                    diagnostic_id=one.diagnostic.id,
                    name=one.diagnostic.name,
                    kind=one.diagnostic.kind,
                    verdict=CheckVerdict.FINE,
                    summary="fine",
                    started_at=NIGHT,
                    took=timedelta(seconds=1),
                )
            )


@pytest.mark.slow
async def test_the_first_look_has_answers(sqlite_url: str, tmp_path: Path):
    with web() as server:
        server.says("/healthz", "all is well")
        server.says("/secret", "not for alerts")
        async with running(options(sqlite_url, Collector())) as hub:
            book = BOOK.format(url=server.url, port=server.port, file=tmp_path / "pwned")
            await keep(hub, book)
            await hub.alert(service="checkout-api", host="localhost", labels={"host": "localhost"})
            incident = await hub.incident(lambda one: len(one.checks) == 2)
            fine = next(one for one in incident.checks if one.name == "Does it answer?")
            assert (fine.verdict, fine.run_by) == (CheckVerdict.FINE, "")
            assert fine.summary.startswith("200 in ")
            assert fine.excerpt == "all is well"
            events = await hub.hub.store.read(partial(timeline, incident_id=incident.id))
            assert any(isinstance(one.event, CheckAttached) for one in events)
    assert [path for _, path, _, _ in server.asked] == ["/healthz"]
    assert not (tmp_path / "pwned").exists()


async def test_each_incident_once_and_only_what_fits(sqlite_url: str, tmp_path: Path):
    collector = Collecting()
    async with running(options(sqlite_url, collector)) as hub:
        await keep(hub, BOOK.format(url="http://a", port=1, file="x"))
        await keep(hub, BOOK.format(url="http://b", port=1, file="x").replace("checkout-api", "mail"), "mail")
        await hub.alert(service="checkout-api")
        await hub.incident(lambda one: bool(one.checks))
        assert [one.diagnostic.name for one in collector.asked[0]] == ["Does it answer?"]
        await hub.alert("other", service="checkout-api", summary="Other")
        await hub.incident(lambda one: one.title == "Other" and bool(one.checks))
        await hub.alert(service="checkout-api", summary="Again")
        assert len(collector.asked) == 2


async def test_ten_at_most(sqlite_url: str):
    collector = Collecting()
    many = "\n".join(f"```check tcp {n}\nhost: a{n}\nport: 1\nautomatic: yes\n```\n" for n in range(15))
    async with running(options(sqlite_url, collector)) as hub:
        await keep(hub, f"---\nservices: [checkout-api]\n---\n{many}")
        await hub.alert(service="checkout-api")
        await hub.incident(lambda one: len(one.checks) == 10)
        assert len(collector.asked[0]) == 10


async def test_without_a_collector_nobody_asks(sqlite_url: str):
    async with running(options(sqlite_url, None)) as hub:
        await keep(hub, BOOK.format(url="http://a", port=1, file="x"))
        await hub.alert(service="checkout-api")
        incident = await hub.incident()
        assert incident.checks == ()


@pytest.mark.slow
async def test_of_two_replicas_one_asks(postgres_url: str):
    first, second = Collecting(), Collecting()
    async with running(options(postgres_url, first)) as one, running(options(postgres_url, second)) as two:
        await keep(one, BOOK.format(url="http://a", port=1, file="x"))
        for number in range(5):
            await one.alert(str(number), service="checkout-api", summary=f"Trouble {number}")
        while len(first.asked) + len(second.asked) < 5:
            await asyncio.sleep(0.02)
        await two.incident(lambda found: bool(found.checks))
        await asyncio.sleep(0.2)
        assert len(first.asked) + len(second.asked) == 5


async def test_what_somebody_began_and_did_not_finish_is_done_again_once(store_url: str):
    clock = MovedClock(NIGHT)
    lease = timedelta(seconds=30)
    hub = Store.open(store_url, clock)
    try:
        await hub.write(with_team)
        made = await hub.write(
            partial(receive_report, integration="p", report=replace(report(), service="checkout-api"))
        )
        book = read_run_book(BOOK.format(url="http://a", port=1, file="x"), id="checkout", changed_at=NIGHT)
        await hub.write(partial(run_books.save, run_book=book))
        assert made.incident is not None
        claim = partial(claim_checks, incident_id=made.incident.id, lease=lease)
        assert len(await hub.write(claim)) == 1
        assert await hub.write(claim) == []
        clock.advance(timedelta(seconds=31))
        assert len(await hub.write(claim)) == 1
        clock.advance(timedelta(seconds=31))
        assert await hub.write(claim) == [], "whoever began died twice"
        clock.advance(timedelta(days=40))
        assert await hub.write(partial(collected.forget, before=clock.now() - timedelta(days=30))) == 1
    finally:
        await hub.close()
