"""Channels of the responders' own and their sealed addresses: there a page is tried that no desktop confirms.

The table is part of `tables.metadata`."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Column, Table, Text, select

from desktop.hub.store.tables import metadata
from desktop.hub.store.transaction import Transaction

OF_ONES_OWN = "/"
"""In the key of a responder's own channel, between their id and its name; the team's have none in their
names."""

own_channels = Table(
    "own_channels",
    metadata,
    Column("key", Text, primary_key=True),
    Column("sealed", Text, nullable=False),
)
_all = select(own_channels.c.key, own_channels.c.sealed)


def key_of(responder: str, name: str) -> str:
    """How a responder's channel is called among all channels."""
    return f"{responder}{OF_ONES_OWN}{name}"


def own_name(key: str) -> str | None:
    """The name of a responder's own channel; None for a channel of the team."""
    _, found, name = key.partition(OF_ONES_OWN)
    return name if found else None


def every(tx: Transaction) -> dict[str, str]:
    """The sealed address by key."""
    return {row.key: row.sealed for row in tx.connection.execute(_all)}


def replace_all(tx: Transaction, sealed: Mapping[str, str]) -> None:
    """These are all that there are."""
    tx.connection.execute(own_channels.delete())
    if sealed:
        rows = [{"key": key, "sealed": address} for key, address in sealed.items()]
        tx.connection.execute(own_channels.insert(), rows)
