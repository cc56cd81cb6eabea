"""The page log: what the events say about pages, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.types import Uuid

from desktop.core.incident.events import Event, PageEnded, PageRinging, PageSent
from desktop.core.incident.page import Page, PageOutcome, PageReason
from desktop.core.incident.woken import Woken, woken_again
from desktop.core.team.seat import Seat
from desktop.hub.store.tables import Instant
from desktop.hub.store.tables import last_woken as woken
from desktop.hub.store.tables import pages as table
from desktop.hub.store.transaction import Transaction

# A page that comes twice is recognised by its id. Failing instead would stop the escalation of its incident.
_insert = text(
    "INSERT INTO pages (id, incident_id, responder, seat, reason, level, round, attempted_at) "
    "VALUES (:id, :incident_id, :responder, :seat, :reason, :level, :round, :attempted_at) "
    "ON CONFLICT (id) DO NOTHING"
).bindparams(
    bindparam("id", type_=Uuid()),
    bindparam("incident_id", type_=Uuid()),
    bindparam("attempted_at", type_=Instant()),
)
_this = table.update().where(table.c.id == bindparam("this"))
_rang = _this.values(ringing_at=bindparam("at"))
_ended = _this.values(ended_at=bindparam("at"), outcome=bindparam("how"))
_of_incident = (
    select(table)
    .where(table.c.incident_id == bindparam("incident"))
    .order_by(table.c.attempted_at, table.c.id)
)
_since = (
    select(table)
    .where(table.c.responder == bindparam("who"), table.c.attempted_at >= bindparam("since"))
    .order_by(table.c.attempted_at, table.c.id)
)
_count = select(func.count(), func.count(table.c.ended_at)).select_from(table)
_woke = text(
    "INSERT INTO last_woken (responder, at, incident_id, before_at) "
    "VALUES (:responder, :at, :incident_id, :before_at) ON CONFLICT (responder) DO UPDATE "
    "SET at = excluded.at, incident_id = excluded.incident_id, before_at = excluded.before_at"
).bindparams(
    bindparam("at", type_=Instant()),
    bindparam("incident_id", type_=Uuid()),
    bindparam("before_at", type_=Instant()),
)


def project(tx: Transaction, incident_id: UUID, events: Sequence[Event]) -> None:
    """Write into the page log what `events` say."""
    sent: list[dict[str, Any]] = []
    rang: list[dict[str, Any]] = []
    ended: list[dict[str, Any]] = []
    for event in events:
        match event:
            case PageSent(page=page):
                sent.append(_row(page))
            case PageRinging():
                rang.append({"this": event.page_id, "at": event.at})
            case PageEnded():
                ended.append({"this": event.page_id, "at": event.at, "how": event.outcome.value})
            case _:
                pass
    for statement, rows in ((_insert, sent), (_rang, rang), (_ended, ended)):
        if rows:
            tx.connection.execute(statement, rows)


def of_incident(tx: Transaction, incident_id: UUID) -> list[Page]:
    """Every page ever sent for the incident, oldest first."""
    return [page_of(row) for row in tx.connection.execute(_of_incident, {"incident": incident_id})]


def sent_since(tx: Transaction, responder: str, since: datetime) -> list[Page]:
    """Every page to this responder from then on, oldest first."""
    rows = tx.connection.execute(_since, {"who": responder, "since": since})
    return [page_of(row) for row in rows]


def count(tx: Transaction) -> tuple[int, int]:
    """How many pages were ever sent, and how many of them are open."""
    sent, ended = tx.connection.execute(_count).one()
    return sent, sent - ended


def remember_woken(tx: Transaction, incident_id: UUID, people: Sequence[str], at: datetime) -> None:
    """These responders were paged for the incident at a time when they probably slept."""
    if not people:
        return
    known = last_woken(tx)
    rows = []
    for person in people:
        now = woken_again(known.get(person), incident_id, at)
        rows.append(
            {
                "responder": person,
                "at": now.at,
                "incident_id": now.incident_id,
                "before_at": now.before_at,
            }
        )
    tx.connection.execute(_woke, rows)


def last_woken(tx: Transaction) -> dict[str, Woken]:
    """When each responder was last paged while probably asleep."""
    return {
        row.responder: Woken(at=row.at, incident_id=row.incident_id, before_at=row.before_at)
        for row in tx.connection.execute(select(woken))
    }


def _row(page: Page) -> dict[str, Any]:
    return {
        "id": page.id,
        "incident_id": page.incident_id,
        "responder": page.responder,
        "seat": page.seat.value,
        "reason": page.reason.value,
        "level": page.level,
        "round": page.round,
        "attempted_at": page.attempted_at,
    }


def page_of(row: Any) -> Page:
    """The page of a row of the table."""
    return Page(
        id=row.id,
        incident_id=row.incident_id,
        responder=row.responder,
        seat=Seat(row.seat),
        reason=PageReason(row.reason),
        level=row.level,
        round=row.round,
        attempted_at=row.attempted_at,
        ringing_at=row.ringing_at,
        ended_at=row.ended_at,
        outcome=PageOutcome(row.outcome) if row.outcome is not None else None,
    )
