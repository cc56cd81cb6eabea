"""The tables of how duty was for people. Part of `tables.metadata`."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Float, Index, Table, Text, Uuid

from desktop.hub.store.tables import metadata

# One row for a week, whatever number of answers it holds: no answer has a row, and with it an order, of its
# own.
morale_weeks = Table(
    "morale_weeks",
    metadata,
    Column("starts_on", Date, primary_key=True),
    Column("body", Text, nullable=False),
)

# What nobody is to be asked again, without a time; forgotten once the week's questions are over. It says who
# answered, never what.
morale_settled = Table(
    "morale_settled",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("responder", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("answered", Boolean, nullable=False),
    Index("ix_morale_settled_starts_on", "starts_on"),
)

recoveries = Table(
    "recoveries",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("responder", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("hours", Float, nullable=False),
    Index("ix_recoveries_day", "day"),
)
