"""What only a shared database can do: replicas, lost connections, and commits that take their time."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import text

from desktop.core.incident.events import SeatEscalated
from desktop.hub.engine.engine import Engine
from desktop.hub.store import postgresql, writer
from desktop.hub.store.errors import StoreUnavailable
from desktop.hub.store.incident import changes
from desktop.hub.store.store import Store
from desktop.hub.usecases.incident.due import agenda
from desktop.hub.usecases.incident.feed import changes_after, timeline
from desktop.hub.usecases.incident.figures import figures
from desktop.hub.usecases.team.team import apply_team
from tests import postgres
from tests.integration.store.conftest import FILE
from tests.sample import MINUTE


@pytest.fixture
async def replicas(postgres_url, open_hub):
    """Three hubs on one database."""
    hubs = [open_hub(postgres_url) for _ in range(3)]
    await hubs[0].write(apply_team, FILE)
    return hubs


async def test_no_reader_skips_a_change_that_commits_late(replicas):
    """Each write holds its change back for a while before it commits; others write, and readers follow."""
    dice = random.Random(7)
    writes = 90

    def slow(pause, tx):
        changes.append(tx, None, [])
        time.sleep(pause)

    heard = [[] for _ in replicas]
    stops = [hub.store.listen(seen.extend) for hub, seen in zip(replicas, heard, strict=True)]
    last = 1 + writes

    async def follow(hub):
        read, cursor = [], 1
        while cursor < last:
            found = await hub.read(changes_after, cursor=cursor)
            read += [change.seq for change in found.changes]
            cursor = found.cursor
        return read

    async def write(hub):
        for _ in range(writes // len(replicas)):
            pause = dice.choice((0, 0, 0.002, 0.03))
            await asyncio.sleep(dice.random() * 0.01)
            await hub.write(lambda tx, pause=pause: slow(pause, tx))

    everything = list(range(2, last + 1))
    readers = [follow(hub) for hub in replicas]
    results = await asyncio.gather(*readers, *(write(hub) for hub in replicas))
    assert results[: len(replicas)] == [everything] * len(replicas)
    for hub, seen in zip(replicas, heard, strict=True):
        await hub.heard(lambda hub=hub: _value(hub.store.cursor), lambda cursor: cursor == last)
        assert [change.seq for change in seen if change.seq > 1] == everything
    for stop in stops:
        stop()


async def test_a_commit_that_waits_is_not_overtaken(replicas):
    """The plainest case: one replica has its number and does not commit; the other waits behind it."""
    one, other, reader = replicas
    has_number, may_commit = threading.Event(), threading.Event()

    def held_back(tx):
        changes.append(tx, None, [])
        has_number.set()
        may_commit.wait(20)

    async def overtake():
        await asyncio.get_running_loop().run_in_executor(None, has_number.wait, 20)
        second = other.write(changes.append, None, [])
        meanwhile = asyncio.gather(second, look_and_release())
        await meanwhile

    async def look_and_release():
        await asyncio.sleep(0.2)
        assert (await reader.read(changes_after, cursor=1)).changes == ()
        may_commit.set()

    await asyncio.gather(one.store.write(held_back), overtake())
    await asyncio.get_running_loop().shutdown_default_executor()
    assert [c.seq for c in (await reader.read(changes_after, cursor=1)).changes] == [2, 3]


async def test_replicas_hear_of_each_other_without_notices_too(replicas, monkeypatch):
    writing, listening, _ = replicas
    monkeypatch.setattr(writing.store._database, "announce", lambda *_: None)
    incident = await writing.opened()
    seen = await listening.heard(
        lambda: _value(listening.store.cursor), lambda cursor: cursor == writing.store.cursor
    )
    assert seen == 2
    assert await listening.incident(incident.id) == incident


async def test_the_same_alert_at_every_replica_is_one_incident(replicas):
    receipts = await asyncio.gather(*(hub.monitor("same") for hub in replicas for _ in range(10)))
    assert sum(receipt.opened for receipt in receipts) == 1
    assert max(receipt.incident.alerts[0].count for receipt in receipts) == 30


async def test_engines_of_several_replicas_double_nothing(replicas, clock):
    opened = await asyncio.gather(*(replicas[0].opened(f"alert {n}") for n in range(60)))
    clock.advance(5 * MINUTE)
    engines = [Engine(hub.store, clock) for hub in replicas]
    for engine in engines:
        await engine.start()
    watching = replicas[1]
    await watching.heard(lambda: watching.read(agenda), lambda current: not current.due)
    for engine in engines:
        await engine.stop()
    for incident in opened:
        lines = await watching.read(timeline, incident.id)
        levels = Counter((e.event.seat, e.event.level) for e in lines if isinstance(e.event, SeatEscalated))
        assert len(levels) == 4
        assert set(levels.values()) == {1}


async def test_a_connection_lost_in_the_middle_is_tried_again(replicas):
    hub = replicas[0]
    runs = []

    def loses_its_connection(tx):
        changes.append(tx, None, [])
        runs.append(tx.connection.execute(text("SELECT pg_backend_pid()")).scalar())
        if len(runs) == 1:
            tx.connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return "written"

    assert await hub.store.write(loses_its_connection) == "written"
    assert len(set(runs)) == 2
    assert (await hub.read(figures)).cursor == 2


@pytest.mark.parametrize("committed", [True, False])
async def test_a_commit_that_is_not_answered_is_found_out(replicas, monkeypatch, committed):
    hub = replicas[0]
    dialect = hub.store._database.writers.dialect
    commit = type(dialect).do_commit
    calls = []

    def unanswered(connection):
        calls.append(committed)
        if len(calls) > 1:
            return commit(dialect, connection)
        if committed:
            commit(dialect, connection)
        connection.dbapi_connection.close()
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(dialect, "do_commit", unanswered)
    receipt = await hub.monitor()
    assert receipt.opened
    assert receipt.incident.alerts[0].count == 1
    assert (await hub.incident(receipt.incident.id)).alerts[0].count == 1
    assert (await hub.read(figures)).cursor == 2


async def test_readers_survive_lost_connections(replicas):
    hub = replicas[0]
    await hub.read(figures)
    end_all = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await replicas[1].store.write(lambda tx: tx.connection.execute(end_all).all())
    assert (await hub.read(figures)).cursor == 1
    assert (await hub.monitor()).opened


async def test_a_database_that_stays_away_is_said_to_be(postgres_server, clock, monkeypatch):
    monkeypatch.setattr(writer, "PATIENCE", timedelta(seconds=0.1))
    name = postgres_server.create_database()
    store = Store.open(postgres_server.url(name), clock)
    try:
        postgres_server.drop_database(name)
        with pytest.raises(StoreUnavailable, match="cannot write"):
            await store.write(lambda tx: changes.append(tx, None, []))
        with pytest.raises(StoreUnavailable, match="cannot read"):
            await store.read(changes.last_seq)
    finally:
        await store.close()


async def test_a_replica_that_stands_still_does_not_stop_the_others(postgres_url, open_hub, monkeypatch):
    monkeypatch.setitem(postgresql.SETTINGS, "idle_in_transaction_session_timeout", "300ms")
    frozen, running = open_hub(postgres_url), open_hub(postgres_url)
    holds = threading.Event()
    thaw = threading.Event()
    runs = []

    def stands_still(tx):
        changes.append(tx, None, [])
        runs.append(1)
        holds.set()
        if len(runs) == 1:
            thaw.wait(20)

    async def goes_on():
        await asyncio.get_running_loop().run_in_executor(None, holds.wait, 20)
        await running.write(changes.append, None, [])
        thaw.set()

    await asyncio.gather(frozen.store.write(stands_still), goes_on())
    await asyncio.get_running_loop().shutdown_default_executor()
    assert len(runs) == 2
    assert await running.read(changes.last_seq) == 2


async def test_the_time_is_the_databases(postgres_url):
    store = Store.open(postgres_url)

    def between(tx):
        clock = text("SELECT clock_timestamp()")
        connection = tx.connection
        return connection.execute(clock).scalar(), tx.now, connection.execute(clock).scalar()

    try:
        before, now, after = await store.read(between)
        assert before <= now <= after
        assert now.utcoffset() == timedelta(0)
        _, first, _ = await store.write(between)
        _, second, _ = await store.write(between)
        assert after < first < second
        assert abs(store.now() - second) < timedelta(minutes=1)
    finally:
        await store.close()


@pytest.mark.slow
async def test_a_server_that_restarts_loses_nothing(clock):
    with postgres.serve() as server, server.fresh_database() as url:
        store = Store.open(url, clock)
        heard = []
        stop = store.listen(heard.extend)
        try:
            await store.write(lambda tx: changes.append(tx, None, []))
            with suppress(psycopg.OperationalError):
                server.administer(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                )
            await asyncio.gather(*(store.write(lambda tx: changes.append(tx, None, [])) for _ in range(20)))
            assert [change.seq for change in heard] == list(range(1, 22))
        finally:
            stop()
            await store.close()


async def _value(value):
    return value
