"""What only SQLite needs: a private file, durable commits, indexes that are used, a clock that may be set."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, text

from desktop.core.team.seat import Seat
from desktop.hub.engine.engine import Engine
from desktop.hub.store.database import open_database
from desktop.hub.store.errors import StoreUnavailable
from desktop.hub.store.incident import incidents
from desktop.hub.usecases.incident.due import agenda, move_back
from desktop.hub.usecases.incident.feed import changes_after, snapshot
from desktop.hub.usecases.team.team import apply_team
from tests.integration.store.conftest import FILE, Hub
from tests.sample import MINUTE, NIGHT

HOUR = timedelta(hours=1)


@pytest.fixture
async def hub(sqlite_url, open_hub) -> Hub:
    opened: Hub = open_hub(sqlite_url)
    opened.store.when_set_back(move_back)
    await opened.write(apply_team, FILE)
    return opened


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_only_the_owner_can_read_the_files(hub, tmp_path):
    await hub.opened()
    files = sorted(tmp_path.iterdir())
    assert [path.name for path in files] == ["hub.sqlite3", "hub.sqlite3-shm", "hub.sqlite3-wal"]
    assert {mode(path) for path in files} == {0o600}


async def test_a_file_that_others_could_read_is_closed_to_them(tmp_path, open_hub):
    path = tmp_path / "hub.sqlite3"
    path.touch(mode=0o644)
    open_hub(f"sqlite:///{path}")
    assert mode(path) == 0o600


async def test_a_missing_folder_is_made_for_the_owner_only(tmp_path, open_hub):
    open_hub(f"sqlite:///{tmp_path / 'new' / 'hub.sqlite3'}")
    assert mode(tmp_path / "new") == 0o700


async def test_every_commit_is_on_the_disk(hub):
    def settings(tx):
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return [tx.connection.execute(text(f"PRAGMA {name}")).scalar() for name in names]

    assert await hub.store.write(settings) == ["wal", 2, 1, 10_000]


@pytest.mark.parametrize(
    ("index", "look"),
    [
        ("ix_incidents_due_at", incidents.next_due),
        ("ix_incidents_due_at", lambda tx: incidents.due(tx, NIGHT, 10)),
        ("ix_incidents_unresolved", incidents.unresolved),
        ("ix_incidents_resolved_at", lambda tx: incidents.resolved(tx, 10)),
        ("ix_incidents_resolved_at", lambda tx: incidents.resolved(tx, 10, NIGHT)),
    ],
)
async def test_the_partial_indexes_are_used(hub, index, look):
    # The file may have grown many incidents before; the plan must not need statistics.
    def plans(tx):
        run = []

        def remember(connection, cursor, statement, parameters, *_):
            run.append((statement, parameters))

        event.listen(tx.connection, "before_cursor_execute", remember)
        look(tx)
        event.remove(tx.connection, "before_cursor_execute", remember)
        return [
            row.detail
            for statement, parameters in run
            for row in tx.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]

    found = await hub.store.read(plans)
    assert any(f"INDEX {index}" in step for step in found), found
    assert not any("TEMP B-TREE" in step for step in found), found


async def test_a_clock_set_back_moves_what_is_due(hub):
    incident = await hub.opened()
    seen = []
    stop = hub.store.listen(seen.extend)
    hub.clock.advance(2 * MINUTE)
    hub.clock.jump(-HOUR)
    assert hub.store.is_set_back()
    await hub.opened("other")
    stop()
    assert not hub.store.is_set_back()
    after = await hub.incident(incident.id)
    # Two of the five minutes have passed, whatever the clock says.
    assert after.manager.level_since == NIGHT - HOUR
    assert (await hub.read(agenda)).next_at == NIGHT - HOUR + 5 * MINUTE
    assert seen[0].incident == after
    assert await hub.pass_time(3 * MINUTE) == 1
    assert (await hub.incident(incident.id)).manager.level == 2


async def test_a_clock_set_back_moves_once(hub):
    incident = await hub.opened()
    hub.clock.jump(-HOUR)
    for name in ("one", "two", "three"):
        await hub.opened(name)
    assert (await hub.incident(incident.id)).manager.level_since == NIGHT - HOUR


async def test_a_failed_first_write_after_it_does_not_lose_the_move(hub):
    incident = await hub.opened()
    hub.clock.jump(-HOUR)

    def fails(_tx):
        raise LookupError

    with pytest.raises(LookupError):
        await hub.store.write(fails)
    assert (await hub.incident(incident.id)).manager.level_since == NIGHT - HOUR


async def test_a_clock_set_forward_makes_it_due(hub):
    await hub.opened()
    hub.clock.jump(HOUR)
    assert not hub.store.is_set_back()
    assert await hub.pass_time(timedelta(0)) == 1


async def test_a_computer_that_sleeps_has_not_set_its_clock(hub):
    await hub.opened()
    hub.clock.sleep(HOUR)
    assert not hub.store.is_set_back()


async def test_a_clock_that_is_disciplined_moves_nothing(hub):
    incident = await hub.opened()
    for _ in range(20):
        hub.clock.advance(timedelta(seconds=1))
        hub.clock.jump(-timedelta(milliseconds=400))
        assert not hub.store.is_set_back()
    assert (await hub.incident(incident.id)).manager.level_since == NIGHT


async def test_a_clock_set_back_while_no_hub_ran(hub, sqlite_url, open_hub):
    incident = await hub.opened()
    await hub.store.close()
    hub.clock.jump(-HOUR)
    again = open_hub(sqlite_url)
    engine = Engine(again.store, hub.clock)
    await engine.start()
    await engine.stop()
    assert (await again.incident(incident.id)).engineer.level_since == NIGHT - HOUR
    assert (await again.read(agenda)).next_at == NIGHT - HOUR + 5 * MINUTE


async def test_the_engine_notices_a_clock_set_back_by_itself(hub):
    incident = await hub.opened()
    engine = Engine(hub.store, hub.clock)
    await engine.start()
    try:
        hub.clock.jump(-HOUR)
        await hub.heard(
            lambda: hub.incident(incident.id), lambda seen: seen.manager.level_since == NIGHT - HOUR
        )
    finally:
        await engine.stop()


async def test_a_failure_of_the_disk_is_answered_as_such(hub, expected_errors):
    def full(tx):
        pages = tx.connection.execute(text("PRAGMA page_count")).scalar()
        tx.connection.execute(text(f"PRAGMA max_page_count = {pages}"))

    await hub.store.write(full)

    async def fill_the_disk():
        for number in range(200):
            await hub.opened(f"alert {number}")

    with pytest.raises(StoreUnavailable):
        await fill_the_disk()
    assert "writes failed" in expected_errors[0].getMessage()
    found = await hub.read(snapshot, "ana")
    assert len((await hub.read(changes_after, cursor=1)).changes) == len(found.incidents)
    for incident in found.incidents:
        assert len(await hub.pages(incident.id)) == 2


def test_the_address_of_a_relative_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    database = open_database("sqlite:///hub.sqlite3", None)
    assert (tmp_path / "hub.sqlite3").exists()
    database.readers.dispose()


async def test_both_seats_are_moved(hub):
    incident = await hub.opened()
    hub.clock.jump(-HOUR)
    await hub.opened("other")
    after = await hub.incident(incident.id)
    assert {after.seat(seat).level_since for seat in Seat} == {NIGHT - HOUR}
