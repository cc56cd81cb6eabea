"""The tables of uptime: what is said of it beside the times of incidents. Part of `tables.metadata`. Nothing
in the first two is ever removed: undone is a time."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, Integer, Table, Text, Uuid

from desktop.hub.store.tables import Instant, metadata

# `number` is the order in which they were made; `batch` is what an import has in common.
uptime_numbers = Table(
    "uptime_numbers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("batch", Uuid, nullable=False),
    Column("service", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_uptime_numbers_starts_on", "starts_on"),
    Index("ix_uptime_numbers_batch", "batch"),
    Index("ix_uptime_numbers_number", "number", unique=True),
)

impact_corrections = Table(
    "impact_corrections",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("incident_id", Uuid, nullable=False),
    Column("begins_at", Instant, nullable=False),
    Column("ends_at", Instant),
    Column("body", Text, nullable=False),
    Index("ix_impact_corrections_incident_id", "incident_id"),
    Index("ix_impact_corrections_number", "number", unique=True),
)

# What Prometheus was asked of a service's week. `due_at` None: it has answered. While `leased_until` lies
# ahead some replica is asking. `problem` is why it did not answer the last time. `planned`: the week is one
# that is measured; without it somebody asked for it once.
uptime_questions = Table(
    "uptime_questions",
    metadata,
    Column("service", Text, primary_key=True),
    Column("starts_on", Date, primary_key=True),
    Column("query", Text, nullable=False),
    Column("planned", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("asked_at", Instant),
    Column("leased_until", Instant),
    Column("due_at", Instant),
    Column("problem", Text, nullable=False),
)
