"""Which incident an alert belongs to, as long as it is not over."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, select

from desktop.core.incident.incident import Incident, Status
from desktop.hub.store.digest import digest
from desktop.hub.store.tables import open_alerts as table
from desktop.hub.store.transaction import Transaction

_insert = table.insert()
_find = select(table.c.incident_id).where(table.c.digest == bindparam("this"))
_delete_all = table.delete().where(table.c.incident_id == bindparam("incident"))


def incident_of(tx: Transaction, integration: str, dedup_key: str) -> UUID | None:
    """The incident that has this open alert; None when there is none: a trigger opens a new one."""
    return tx.connection.execute(_find, {"this": _digest(integration, dedup_key)}).scalar()


def add(tx: Transaction, incident: Incident) -> None:
    """Remember the alerts of a new incident."""
    rows = [
        {"digest": _digest(*alert.key), "incident_id": incident.id}
        for alert in incident.alerts
        if alert.resolved_at is None
    ]
    if rows:
        tx.connection.execute(_insert, rows)


def settle(tx: Transaction, incident: Incident) -> None:
    """Forget the alerts of an incident that is over.

    A resolved alert of an incident that goes on is remembered: should it come again, it is the same trouble.
    """
    if incident.status is Status.RESOLVED:
        tx.connection.execute(_delete_all, {"incident": incident.id})


def _digest(integration: str, dedup_key: str) -> str:
    return digest(f"{len(integration)}:{integration}{dedup_key}")
