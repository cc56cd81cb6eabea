"""Who held the seats of past incidents, as far as their timelines tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, or_, select

from desktop.core.incident.events import Event
from desktop.core.retro.incident_hours import SEAT_CHANGES
from desktop.hub.store.tables import changes, incidents
from desktop.hub.store.transaction import Transaction
from desktop.wire.event import EVENTS
from desktop.wire.tagged import Tagged

_events = msgspec.json.Decoder(list[Tagged])
_names = frozenset(kind.__name__ for kind in SEAT_CHANGES)
_ran = (
    select(incidents.c.id, incidents.c.resolved_at)
    .where(
        incidents.c.opened_at < bindparam("end"),
        or_(incidents.c.resolved_at.is_(None), incidents.c.resolved_at > bindparam("begin")),
    )
    .order_by(incidents.c.number)
)


def ran(tx: Transaction, begin: datetime, end: datetime) -> dict[UUID, datetime | None]:
    """The incidents that ran from `begin` until before `end`, and when each was resolved; None: not yet."""
    return {row.id: row.resolved_at for row in tx.connection.execute(_ran, {"begin": begin, "end": end})}


def seat_changes(tx: Transaction, wanted: Sequence[UUID]) -> Mapping[UUID, Sequence[Event]]:
    """Of each of these incidents what became of its seats, in order."""
    query = (
        select(changes.c.incident_id, changes.c.events)
        .where(
            changes.c.incident_id.in_(wanted),
            # Most changes are pages: those need not be read.
            or_(*(changes.c.events.contains(f'"{name}"') for name in sorted(_names))),
        )
        .order_by(changes.c.seq)
    )
    found: dict[UUID, list[Event]] = defaultdict(list)
    for row in tx.connection.execute(query):
        told = (EVENTS.untag(tagged) for tagged in _events.decode(row.events) if tagged.type in _names)
        found[row.incident_id] += told
    return found
