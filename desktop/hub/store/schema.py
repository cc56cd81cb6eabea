"""Brings a database to the schema of this version: makes it, migrates it, or refuses it."""

from __future__ import annotations

import uuid

from sqlalchemy import Connection, inspect, text

from desktop.hub.store import tables
from desktop.hub.store.database import Database
from desktop.hub.store.errors import CannotOpen
from desktop.hub.store.retro import meeting_tables, proposal_tables, uptime_tables, wellbeing_tables
from desktop.hub.store.schedule import roster_joins, schedule_tables
from desktop.hub.store.telling import own_channels


def prepare(database: Database) -> None:
    """Make the tables of a new database, migrate those of an older version; several replicas may start at
    once.

    Raises CannotOpen for a database of a newer version. Alembic, 0.3 s and 51 MB, is imported only to
    migrate.
    """
    with database.readers.connect() as connection, connection.begin():
        if _revision(connection) == tables.REVISION:
            return
    with database.writers.connect() as connection, connection.begin():
        database.begin_schema(connection)
        found = _revision(connection)
        if found == tables.REVISION:
            return
        if found is None:
            _make(connection)
        elif _is_newer(found):
            raise CannotOpen(
                f"This database was written by a newer Pairwatch (its schema is {found}, "
                f"this version knows {tables.REVISION}).",
                "Start the newer version, or use another database.",
            )
        else:
            from desktop.hub.store.migrate import upgrade

            upgrade(connection)


def _revision(connection: Connection) -> str | None:
    """The revision that is stored; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _is_newer(found: str) -> bool:
    return not found.isdecimal() or int(found) > int(tables.REVISION)


def _make(connection: Connection) -> None:
    assert schedule_tables.segments.metadata is tables.metadata
    assert meeting_tables.meetings.metadata is tables.metadata
    assert proposal_tables.proposals.metadata is tables.metadata
    assert roster_joins.roster_joins.metadata is tables.metadata
    assert own_channels.own_channels.metadata is tables.metadata
    assert uptime_tables.uptime_numbers.metadata is tables.metadata
    assert wellbeing_tables.recoveries.metadata is tables.metadata
    # The same as all migrations one after the other, which a test proves, without Alembic.
    tables.metadata.create_all(connection)
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": tables.REVISION})
    connection.execute(tables.meta.insert().values(name="epoch", value=uuid.uuid4().hex))
