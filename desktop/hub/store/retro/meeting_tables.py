"""The tables of the retro's meetings. Part of `tables.metadata`."""

from __future__ import annotations

from sqlalchemy import Column, Date, Integer, String, Table, Text, Uuid

from desktop.hub.store.tables import Instant, metadata

# One for each week, by its Monday.
meetings = Table(
    "retro_meetings",
    metadata,
    Column("starts_on", Date, primary_key=True),
    Column("state", String(16), nullable=False),
    Column("prepared_at", Instant, nullable=False),
    Column("body", Text, nullable=False),
)

# Every version of what was written; that of the whole meeting has the id of no topic, all zeros.
meeting_notes = Table(
    "retro_meeting_notes",
    metadata,
    Column("starts_on", Date, primary_key=True),
    Column("topic_id", Uuid, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("written_by", Text, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("text", Text, nullable=False),
)
