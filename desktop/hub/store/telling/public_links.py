"""Links to the public page of an incident, by digests of their tokens: whoever reads the database cannot
follow them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select

from desktop.hub.store.digest import digest
from desktop.hub.store.tables import public_links as table
from desktop.hub.store.transaction import Transaction

_find = select(table.c.incident_id).where(
    table.c.digest == bindparam("this"), table.c.revoked_at.is_(None), table.c.created_at > bindparam("since")
)


def add(tx: Transaction, token: str, incident_id: UUID) -> None:
    """Show the incident to whoever has `token`, from now on."""
    tx.connection.execute(
        table.insert().values(digest=digest(token), incident_id=incident_id, created_at=tx.now)
    )


def incident_of(tx: Transaction, token: str, since: datetime) -> UUID | None:
    """The incident that the token shows; None for an unknown or revoked one, or one not made after
    `since`."""
    return tx.connection.execute(_find, {"this": digest(token), "since": since}).scalar()


def revoke(tx: Transaction, incident_id: UUID) -> int:
    """Let no link to the incident show it any more; gives how many did."""
    current = table.update().where(table.c.incident_id == incident_id, table.c.revoked_at.is_(None))
    return tx.connection.execute(current.values(revoked_at=tx.now)).rowcount


def forget(tx: Transaction, before: datetime) -> int:
    """Forget the links made until then; gives how many."""
    return tx.connection.execute(table.delete().where(table.c.created_at <= before)).rowcount
