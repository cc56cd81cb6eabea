"""What the store knows about itself."""

from __future__ import annotations

from sqlalchemy import select

from desktop.hub.store.tables import meta
from desktop.hub.store.transaction import Transaction


def epoch(tx: Transaction) -> str:
    """Changes when a backup is restored: then cursors mean something else."""
    value: str = tx.connection.execute(select(meta.c.value).where(meta.c.name == "epoch")).scalar_one()
    return value
