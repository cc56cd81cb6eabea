"""The table of what became of proposed rules of urgency. Part of `tables.metadata`."""

from __future__ import annotations

from sqlalchemy import Column, String, Table, Text

from desktop.hub.store.tables import Instant, metadata

# The last word on each proposal, by its key; `body` is a desktop.hub.store.retro.proposals.Settled.
proposals = Table(
    "urgency_proposals",
    metadata,
    Column("key", String(16), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("body", Text, nullable=False),
)
