"""How a database comes to the schema of today; on both databases."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from desktop.hub.store import migrate, schema, tables
from desktop.hub.store.database import open_database
from desktop.hub.store.errors import CannotOpen
from desktop.hub.store.store import Store

LATER = "9998"

NEXT = f"""
import sqlalchemy as sa
from alembic import op

revision = "{LATER}"
down_revision = "{tables.REVISION}"


def upgrade():
    op.add_column("incidents", sa.Column("mood", sa.Text))
"""


def set_revision(url, revision):
    engine = create_engine(open_database(url, None).writers.url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :r"), {"r": revision})
    engine.dispose()


def options_of(index):
    return sorted((name, str(value)) for name, value in index.get("dialect_options", {}).items())


def describe(connection):
    """Everything the database says about our schema."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT type, name, tbl_name FROM sqlite_master")).all()
    else:
        rows = connection.execute(
            text("SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'")
        ).all()
    found: list[object] = [sorted(tuple(row) for row in rows)]
    inspector = inspect(connection)
    for name in sorted(inspector.get_table_names()):
        columns = [
            (c["name"], str(c["type"]), c["nullable"], c["default"]) for c in inspector.get_columns(name)
        ]
        indexes = sorted(
            (i["name"], tuple(i["column_names"]), i["unique"], options_of(i))
            for i in inspector.get_indexes(name)
        )
        keys = sorted(
            (str(k["name"]), tuple(k["constrained_columns"]), k["referred_table"])
            for k in inspector.get_foreign_keys(name)
        )
        primary = inspector.get_pk_constraint(name)
        found.append([name, columns, indexes, keys, primary["name"], tuple(primary["constrained_columns"])])
    return found


def described_after(url, fill):
    database = open_database(url, None)
    with database.writers.connect() as connection, connection.begin():
        fill(connection)
        found = describe(connection)
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        epoch = connection.execute(text("SELECT value FROM meta WHERE name = 'epoch'")).scalar()
        connection.rollback()
    database.writers.dispose()
    return found, version, len(epoch or "")


def test_migrations_and_tables_agree(store_url):
    made = described_after(store_url, schema._make)
    migrated = described_after(store_url, migrate.upgrade)
    assert made == migrated
    assert made[1] == tables.REVISION


def test_alembic_sees_no_difference_either(store_url):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    Store.open(store_url).close_at_once()
    database = open_database(store_url, None)
    with database.readers.connect() as connection:
        # Full text is beside the metadata; the test above compares it.
        opts = {
            "compare_type": True,
            "include_name": lambda name, kind, _: kind != "table" or not name.startswith("run_book_words"),
        }
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, tables.metadata) == []
    database.writers.dispose()


async def test_an_older_database_is_migrated_with_its_data(hub, store_url, open_hub, tmp_path, monkeypatch):
    incident = await hub.opened()
    await hub.store.close()
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"{LATER}_mood.py").write_text(NEXT)
    monkeypatch.setattr(migrate, "MIGRATIONS", folder)
    monkeypatch.setattr(tables, "REVISION", LATER)
    again = open_hub(store_url)
    assert await again.incident(incident.id) == incident
    columns = await again.store.read(lambda tx: inspect(tx.connection).get_columns("incidents"))
    assert columns[-1]["name"] == "mood"


def test_a_database_of_the_first_release_is_migrated(store_url):
    database = open_database(store_url, None)
    with database.writers.connect() as connection, connection.begin():
        migrate.upgrade(connection, "0001")
        epoch = connection.execute(text("SELECT value FROM meta WHERE name = 'epoch'")).scalar()
    store = Store.open(store_url)
    store.close_at_once()
    assert store.epoch == epoch
    with database.readers.connect() as connection:
        assert inspect(connection).has_table("deliveries")
    database.writers.dispose()


def test_who_is_there_when_joins_are_first_written_down_was_always_there(store_url):
    database = open_database(store_url, None)
    body = {"roster": {"responders": [{"id": "ana", "name": "Ana"}, {"id": "ben", "name": "Ben"}]}}
    with database.writers.connect() as connection, connection.begin():
        migrate.upgrade(connection, "0009")
        row = {"revision": "r", "from_file": False, "body": json.dumps(body)}
        connection.execute(tables.team.insert().values(id=1, **row))
    Store.open(store_url).close_at_once()
    with database.readers.connect() as connection:
        joins = connection.execute(text("SELECT responder, seen_at FROM roster_joins ORDER BY 1")).all()
    assert [tuple(row) for row in joins] == [("ana", None), ("ben", None)]
    database.writers.dispose()


@pytest.mark.parametrize("revision", ["9999", "from-the-future"])
async def test_a_newer_database_is_refused(hub, store_url, revision):
    await hub.store.close()
    set_revision(store_url, revision)
    with pytest.raises(CannotOpen, match="newer Pairwatch") as caught:
        Store.open(store_url)
    assert "newer version" in caught.value.remedy


def test_several_replicas_may_start_at_once_on_a_new_database(store_url):
    with ThreadPoolExecutor(6) as threads:
        stores = list(threads.map(lambda _: Store.open(store_url), range(6)))
    assert len({store.epoch for store in stores}) == 1
    for store in stores:
        store.close_at_once()


def test_opening_imports_neither_alembic_nor_a_driver_it_does_not_need(tmp_path):
    script = f"""
import sys
from desktop.hub.store.store import Store
for _ in range(2):
    Store.open("sqlite:///{tmp_path / "hub.db"}")
unwanted = ("alembic", "psycopg", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql", "httpx", "PySide6")
print([name for name in unwanted if name in sys.modules])
"""
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
