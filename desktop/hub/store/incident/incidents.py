"""Incidents: the aggregate, and beside it, in the same transaction, all that follows from what happened to
it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select

from desktop.core.incident.events import Event
from desktop.core.incident.incident import Incident, Status
from desktop.hub.store.incident import changes, incident_body, incident_marks, open_alerts, pages
from desktop.hub.store.retro import actions
from desktop.hub.store.tables import IS_DUE_SOME_TIME, IS_NOT_RESOLVED, IS_RESOLVED
from desktop.hub.store.tables import incidents as table
from desktop.hub.store.telling import deliveries
from desktop.hub.store.transaction import Transaction

_insert = table.insert()
_update = table.update().where(table.c.id == bindparam("this"))
_update_due = _update.values(due_at=bindparam("due"))
_load = select(table.c.body).where(table.c.id == bindparam("this"))
_next_number = select(func.coalesce(func.max(table.c.number), 0) + 1)
_next_due = select(table.c.due_at).where(IS_DUE_SOME_TIME).order_by(table.c.due_at).limit(1)
_due = (
    select(table.c.id)
    .where(IS_DUE_SOME_TIME, table.c.due_at <= bindparam("until"))
    .order_by(table.c.due_at)
    .limit(bindparam("most"))
)
_latest = select(table.c.body).order_by(table.c.number.desc()).limit(bindparam("most"))
_unresolved = select(table.c.body).where(IS_NOT_RESOLVED).order_by(table.c.number.desc())
_resolved = (
    select(table.c.body).where(IS_RESOLVED).order_by(table.c.resolved_at.desc()).limit(bindparam("most"))
)
_resolved_before = _resolved.where(table.c.resolved_at < bindparam("before"))
_resolved_within = (
    select(table.c.body)
    .where(IS_RESOLVED, table.c.resolved_at >= bindparam("begin"), table.c.resolved_at < bindparam("end"))
    .order_by(table.c.resolved_at.desc(), table.c.number.desc())
)


def next_number(tx: Transaction) -> int:
    """The short number for the next incident; nobody else can take it before this transaction ends."""
    number: int = tx.connection.execute(_next_number).scalar_one()
    return number


def load(tx: Transaction, incident_id: UUID) -> Incident | None:
    """The incident; None when there is none with this id."""
    body = tx.connection.execute(_load, {"this": incident_id}).scalar()
    return incident_body.decode(body) if body is not None else None


def add(tx: Transaction, incident: Incident, events: Sequence[Event], due_at: datetime | None) -> None:
    """Store a new incident with what happened at its opening."""
    tx.connection.execute(
        _insert, {"id": incident.id, "number": incident.number, **_columns(incident, due_at)}
    )
    open_alerts.add(tx, incident)
    _follow(tx, incident, events)


def save(tx: Transaction, incident: Incident, events: Sequence[Event], due_at: datetime | None) -> None:
    """Store what an incident became by `events`, and when something falls due for it next (None: never by
    itself)."""
    tx.connection.execute(_update, {"this": incident.id, **_columns(incident, due_at)})
    open_alerts.settle(tx, incident)
    incident_marks.settle(tx, incident)
    _follow(tx, incident, events)


def save_due(tx: Transaction, incident_id: UUID, due_at: datetime | None) -> None:
    """Store only that something falls due at another time; nothing happened."""
    tx.connection.execute(_update_due, {"this": incident_id, "due": due_at})


def next_due(tx: Transaction) -> datetime | None:
    """When something falls due next for any incident; None when nothing will."""
    return tx.connection.execute(_next_due).scalar()


def due(tx: Transaction, until: datetime, limit: int) -> list[UUID]:
    """The incidents for which something fell due until then, the longest overdue first."""
    return list(tx.connection.execute(_due, {"until": until, "most": limit}).scalars())


def unresolved(tx: Transaction) -> list[Incident]:
    """All incidents that are not over, newest first."""
    return [incident_body.decode(body) for body in tx.connection.execute(_unresolved).scalars()]


def latest(tx: Transaction, limit: int) -> list[Incident]:
    """The incidents that were opened last, over or not, the newest first."""
    rows = tx.connection.execute(_latest, {"most": limit})
    return [incident_body.decode(body) for body in rows.scalars()]


def resolved(tx: Transaction, limit: int, before: datetime | None = None) -> list[Incident]:
    """The latest incidents that are over, the one that ended last first; `before` leaves out those that
    ended then or later."""
    query, values = (_resolved, {}) if before is None else (_resolved_before, {"before": before})
    rows = tx.connection.execute(query, {"most": limit, **values})
    return [incident_body.decode(body) for body in rows.scalars()]


def resolved_within(tx: Transaction, begin: datetime, end: datetime) -> list[Incident]:
    """The incidents that ended from `begin` (included) to `end` (excluded), the one that ended last first."""
    rows = tx.connection.execute(_resolved_within, {"begin": begin, "end": end})
    return [incident_body.decode(body) for body in rows.scalars()]


def numbered(tx: Transaction, numbers: Sequence[int]) -> list[Incident]:
    """The incidents with these numbers, the newest first."""
    found = select(table.c.body).where(table.c.number.in_(numbers)).order_by(table.c.number.desc())
    return [incident_body.decode(body) for body in tx.connection.execute(found).scalars()]


def count(tx: Transaction) -> dict[Status, int]:
    """How many incidents there are in each state."""
    rows = tx.connection.execute(select(table.c.status, func.count()).group_by(table.c.status))
    return {Status.OPEN: 0, Status.ANSWERED: 0, Status.RESOLVED: 0} | {
        Status(status): number for status, number in rows
    }


def _columns(incident: Incident, due_at: datetime | None) -> dict[str, Any]:
    return {
        "status": incident.status.value,
        "opened_at": incident.opened_at,
        "resolved_at": incident.resolved_at,
        "due_at": due_at,
        "body": incident_body.encode(incident),
    }


def _follow(tx: Transaction, incident: Incident, events: Sequence[Event]) -> None:
    pages.project(tx, incident.id, events)
    deliveries.project(tx, incident, events)
    actions.project(tx, incident, events)
    changes.append(tx, incident, events)
