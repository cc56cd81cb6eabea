"""Changes: what the feed is made of, and every timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, func, select

from desktop.core.incident.events import Event
from desktop.core.incident.incident import Incident
from desktop.hub.store.incident import incident_body
from desktop.hub.store.tables import changes as table
from desktop.hub.store.tables import incidents
from desktop.hub.store.transaction import Transaction
from desktop.wire.event import EVENTS
from desktop.wire.feed import Change, TimelineEntry
from desktop.wire.tagged import Tagged

_decoder = msgspec.json.Decoder(list[Tagged])
_insert = table.insert()
_after = (
    select(table.c.seq, table.c.at, table.c.events, table.c.incident_id)
    .where(table.c.seq > bindparam("cursor"))
    .order_by(table.c.seq)
    .limit(bindparam("most"))
)
_timeline = (
    select(table.c.seq, table.c.events)
    .where(table.c.incident_id == bindparam("incident_id"))
    .order_by(table.c.seq)
)
_last = select(func.max(table.c.seq))
_last_at = select(table.c.at).order_by(table.c.seq.desc()).limit(1)


def append(tx: Transaction, incident: Incident | None, events: Sequence[Event]) -> None:
    """Add what happened to the feed; it goes out when the transaction is committed. No incident: the team
    changed."""
    change = Change(seq=tx.next_seq(), now=tx.now, incident=incident, events=tuple(events))
    tx.connection.execute(
        _insert,
        {
            "seq": change.seq,
            "incident_id": incident.id if incident else None,
            "at": change.now,
            "events": msgspec.json.encode([EVENTS.tag(event) for event in events]).decode(),
        },
    )
    tx.changes.append(change)


def after(tx: Transaction, cursor: int, limit: int) -> list[Change]:
    """The changes after `cursor`, oldest first, at most `limit`; each with its incident as it is now."""
    rows = tx.connection.execute(_after, {"cursor": cursor, "most": limit}).all()
    ids = {row.incident_id for row in rows if row.incident_id is not None}
    query = select(incidents.c.id, incidents.c.body).where(incidents.c.id.in_(ids))
    found = {row.id: incident_body.decode(row.body) for row in tx.connection.execute(query)} if ids else {}
    return [
        Change(seq=row.seq, now=row.at, incident=found.get(row.incident_id), events=_events(row.events))
        for row in rows
    ]


def timeline(tx: Transaction, incident_id: UUID) -> list[TimelineEntry]:
    """Everything that happened to the incident, oldest first."""
    return [
        TimelineEntry(seq=row.seq, event=event)
        for row in tx.connection.execute(_timeline, {"incident_id": incident_id})
        for event in _events(row.events)
    ]


def last_seq(tx: Transaction) -> int:
    """The number of the latest change; 0 before the first."""
    return tx.connection.execute(_last).scalar() or 0


def last_at(tx: Transaction) -> datetime | None:
    """When the latest change was made; None before the first."""
    return tx.connection.execute(_last_at).scalar()


def _events(body: str) -> tuple[Event, ...]:
    return tuple(EVENTS.untag(tagged) for tagged in _decoder.decode(body))
