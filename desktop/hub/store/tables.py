"""The tables. What holds for them beyond types is said by the modules named after their nouns.

A change here needs a migration and a new `REVISION`; a test compares both ways to the same schema.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    DDL,
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
    event,
    text,
)
from sqlalchemy.types import DateTime, TypeDecorator, TypeEngine

from desktop.hub.store.fixing import full_text

REVISION = "0016"
"""The migration that this code expects. Revisions are numbers, so that a newer database is told from an
older one."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware datetime in UTC. SQLite has no such type and keeps microseconds since 1970, which sort and
    compare."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return BigInteger() if dialect.name == "sqlite" else DateTime(timezone=True)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if dialect.name == "sqlite":
            return _EPOCH + timedelta(microseconds=value)
        result: datetime = value.astimezone(UTC)
        return result


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

# Predicates of partial indexes. SQLite uses such an index only for a query that repeats them word for word.
IS_DUE_SOME_TIME = text("due_at IS NOT NULL")
IS_NOT_RESOLVED = text("resolved_at IS NULL")
IS_RESOLVED = text("resolved_at IS NOT NULL")
IS_NOT_DONE = text("done_at IS NULL")
IS_DONE = text("done_at IS NOT NULL")

meta = Table(
    "meta",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

# One row. `revision` is random: a number could come twice when the transaction that gave it was rolled back.
team = Table(
    "team",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", String(32), nullable=False),
    Column("from_file", Boolean(create_constraint=False), nullable=False),
    Column("body", Text, nullable=False),
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("resolved_at", Instant),
    Column("due_at", Instant),
    Column("body", Text, nullable=False),
    Index("ix_incidents_number", "number", unique=True),
    Index("ix_incidents_due_at", "due_at", sqlite_where=IS_DUE_SOME_TIME),
    Index("ix_incidents_unresolved", "number", sqlite_where=IS_NOT_RESOLVED),
    Index("ix_incidents_resolved_at", "resolved_at", sqlite_where=IS_RESOLVED),
    Index("ix_incidents_ran", "opened_at", "resolved_at"),
)

# An alert that is not over, by a digest of its integration and dedup key: these may be longer than an index
# takes.
open_alerts = Table(
    "open_alerts",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("incident_id", Uuid, ForeignKey("incidents.id"), nullable=False),
    Index("ix_open_alerts_incident_id", "incident_id"),
)

# The page log: a row for every page ever sent.
pages = Table(
    "pages",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("incident_id", Uuid, ForeignKey("incidents.id"), nullable=False),
    Column("responder", Text, nullable=False),
    Column("seat", String(16), nullable=False),
    Column("reason", String(16), nullable=False),
    Column("level", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("attempted_at", Instant, nullable=False),
    Column("ringing_at", Instant),
    Column("ended_at", Instant),
    Column("outcome", String(16)),
    Index("ix_pages_incident_id", "incident_id"),
    Index("ix_pages_attempted_at", "attempted_at"),
)

# What people write into the page log: a cell has one row, its newest version. `value` is JSON.
page_notes = Table(
    "page_notes",
    metadata,
    Column("page_id", Uuid, ForeignKey("pages.id"), primary_key=True),
    Column("cell", String(16), primary_key=True),
    Column("value", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Index("ix_page_notes_changed_at", "changed_at"),
)

last_woken = Table(
    "last_woken",
    metadata,
    Column("responder", Text, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("incident_id", Uuid),
    Column("before_at", Instant),
)

# `seq` is given by hand, without gaps and in the order of commits. No incident: the team changed.
changes = Table(
    "changes",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("incident_id", Uuid, ForeignKey("incidents.id")),
    Column("at", Instant, nullable=False),
    Column("events", Text, nullable=False),
    Index("ix_changes_incident_id", "incident_id", "seq"),
)

answers = Table(
    "answers",
    metadata,
    Column("responder", Text, primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_answers_at", "at"),
)

tokens = Table(
    "tokens",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("responder", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
)

integration_keys = Table(
    "integration_keys",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("integration", Text, nullable=False),
    Column("from_file", Boolean(create_constraint=False), nullable=False),
    Column("created_at", Instant, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("responder", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
)

# One update on its way to one channel. `due_at` is none once it is sent or given up. A lease that has run out
# says that somebody began and did not finish: `doubtful` from then on. `body` is the message, for a
# desktop.hub.store.telling.deliveries.Message.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("incident_id", Uuid, ForeignKey("incidents.id"), nullable=False),
    Column("update_id", Uuid, nullable=False),
    Column("channel", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant),
    Column("attempts", Integer, nullable=False),
    Column("lease_until", Instant),
    Column("doubtful", Boolean(create_constraint=False), nullable=False),
    Column("state", String(16), nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_deliveries_due_at", "due_at", sqlite_where=IS_DUE_SOME_TIME),
    Index("ix_deliveries_incident_id", "incident_id", "channel"),
)

# `sealed` is the address, encrypted.
channels = Table(
    "channels",
    metadata,
    Column("name", Text, primary_key=True),
    Column("readers", String(16), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("longest", Integer, nullable=False),
    Column("sealed", Text, nullable=False),
    Column("from_file", Boolean(create_constraint=False), nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("body", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
)

# Every version that was ever saved; the one with the highest number is in force.
templates = Table(
    "templates",
    metadata,
    Column("stage", String(16), primary_key=True),
    Column("readers", String(16), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
)

# By the digest of its token: the link itself is a secret.
public_links = Table(
    "public_links",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("incident_id", Uuid, ForeignKey("incidents.id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Index("ix_public_links_incident_id", "incident_id"),
)

# What is to be done in the issue tracker, in the order of `id`. `due_at` is none once it is done or given up.
tracker_ops = Table(
    "tracker_ops",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("incident_id", Uuid, ForeignKey("incidents.id"), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant),
    Column("attempts", Integer, nullable=False),
    Column("lease_until", Instant),
    Column("state", String(16), nullable=False),
    Column("detail", Text, nullable=False),
    Index("ix_tracker_ops_due_at", "due_at", sqlite_where=IS_DUE_SOME_TIME),
    Index("ix_tracker_ops_incident_id", "incident_id"),
)

# Actions of the retro, those of no incident among them.
actions = Table(
    "actions",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("incident_id", Uuid, ForeignKey("incidents.id")),
    Column("created_at", Instant, nullable=False),
    Column("done_at", Instant),
    Column("body", Text, nullable=False),
    Index("ix_actions_open", "created_at", sqlite_where=IS_NOT_DONE),
    Index("ix_actions_done_at", "done_at", sqlite_where=IS_DONE),
)

# Also those that were removed, for incidents name them. `number` is what its words in `run_book_words` belong
# to; `head` is what a list shows (a RunBookCard), `body` all of it.
run_books = Table(
    "run_books",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", String(80), nullable=False),
    Column("source", String(16), nullable=False),
    Column("path", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("head", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("version", String(40), nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("removed_at", Instant),
    Index("ix_run_books_id", "id", unique=True),
)

run_book_versions = Table(
    "run_book_versions",
    metadata,
    Column("run_book_id", String(80), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
)

run_book_amendments = Table(
    "run_book_amendments",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("run_book_id", String(80), nullable=False),
    Column("incident_id", Uuid, ForeignKey("incidents.id")),
    Column("state", String(16), nullable=False),
    Column("at", Instant, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_run_book_amendments_run_book_id", "run_book_id"),
    Index("ix_run_book_amendments_state", "state", "at"),
)

# What was changed, as deployment tools tell it. `id` is made of the integration and the message's key.
change_events = Table(
    "change_events",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_change_events_at", "at"),
)

# By what an incident that is over is found again when another is like it: a digest of the mark, and the
# incident's number.
incident_marks = Table(
    "incident_marks",
    metadata,
    Column("mark", String(16), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Full text is where the two databases have nothing in common, so these tables are beside `metadata`.
for _dialect, _statements in full_text.TABLES.items():
    for _statement in _statements:
        _make = DDL(_statement).execute_if(dialect=_dialect)  # type: ignore[no-untyped-call]
        event.listen(run_books, "after_create", _make)


def prepare_for_postgresql() -> None:
    """Give PostgreSQL the same partial indexes.

    Naming its options above would import its dialect, 3 MB and a tenth of a second, into hubs on SQLite.
    """
    for table in metadata.tables.values():
        for index in table.indexes:
            where = index.dialect_options["sqlite"]["where"]
            if where is not None:
                index.dialect_options["postgresql"]["where"] = where
