"""When the hub first saw somebody on the roster. Whoever leaves and comes again is no newcomer.

The table is part of `tables.metadata`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Table, Text, select

from desktop.core.team.responder import Roster
from desktop.hub.store.tables import Instant, metadata
from desktop.hub.store.transaction import Transaction

# Without `seen_at` they were always there: since the first team of this hub, or since before it asked.
roster_joins = Table(
    "roster_joins",
    metadata,
    Column("responder", Text, primary_key=True),
    Column("seen_at", Instant),
)
_all = select(roster_joins.c.responder, roster_joins.c.seen_at)


def see(tx: Transaction, roster: Roster) -> None:
    """Write down who is new. Of the first roster that is ever seen nobody is."""
    known = set(tx.connection.execute(_all).scalars())
    seen_at = tx.now if known else None
    new = [responder.id for responder in roster.responders if responder.id not in known]
    if new:
        tx.connection.execute(
            roster_joins.insert(), [{"responder": responder, "seen_at": seen_at} for responder in new]
        )


def seen(tx: Transaction) -> dict[str, datetime]:
    """When each was first seen, without those who were always there."""
    return {row.responder: row.seen_at for row in tx.connection.execute(_all) if row.seen_at is not None}
