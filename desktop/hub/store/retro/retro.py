"""What the numbers of the retro are made of, as far as it concerns a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, func, or_, select

from desktop.core.incident.events import Event
from desktop.core.incident.page import Page
from desktop.core.retro.last_word import with_last_word
from desktop.core.retro.retro_incident import COUNTED, ToldIncident
from desktop.core.retro.retro_trouble import Trouble
from desktop.core.retro.uptime import RanIncident
from desktop.hub.store.incident import incident_body, incident_marks, pages
from desktop.hub.store.retro import page_log
from desktop.hub.store.tables import changes, incidents
from desktop.hub.store.tables import pages as page_table
from desktop.hub.store.transaction import Transaction
from desktop.wire.event import EVENTS
from desktop.wire.tagged import Tagged

_AROUND = timedelta(days=2)
"""A night belongs to its evening, on the calendar of who was woken: pages of the days around it count."""
_AT_ONCE = 500
_COUNTED = frozenset(kind.__name__ for kind in COUNTED)
_events = msgspec.json.Decoder(list[Tagged])
_trouble = msgspec.json.Decoder(Trouble)
_ran_incident = msgspec.json.Decoder(RanIncident)
_first = select(func.min(incidents.c.opened_at))
_ran = (
    incidents.c.opened_at < bindparam("end"),
    or_(incidents.c.resolved_at.is_(None), incidents.c.resolved_at >= bindparam("begin")),
)
_ids = select(incidents.c.id).where(*_ran)
_bodies = select(incidents.c.body).where(*_ran).order_by(incidents.c.number)
_pages = (
    select(page_table)
    .where(page_table.c.incident_id.in_(_ids))
    .order_by(page_table.c.attempted_at, page_table.c.id)
)
_changes = (
    select(changes.c.incident_id, changes.c.events)
    .where(changes.c.incident_id.in_(_ids))
    .order_by(changes.c.seq)
)


def first_opened_at(tx: Transaction) -> datetime | None:
    """When the first incident of all opened; None before it."""
    return tx.connection.execute(_first).scalar()


def told(tx: Transaction, begin: datetime, end: datetime) -> list[ToldIncident]:
    """The incidents that ran from `begin` until before `end`, or on the days around, by their numbers. Their
    outcomes say what counts: also what was written later into the page log."""
    values = {"begin": begin - _AROUND, "end": end + _AROUND}
    sent: dict[UUID, list[Page]] = defaultdict(list)
    for row in tx.connection.execute(_pages, values):
        sent[row.incident_id].append(pages.page_of(row))
    happened: dict[UUID, list[Event]] = defaultdict(list)
    for row in tx.connection.execute(_changes, values):
        happened[row.incident_id] += [
            EVENTS.untag(tagged) for tagged in _events.decode(row.events) if tagged.type in _COUNTED
        ]
    found = [incident_body.decode(body) for body in tx.connection.execute(_bodies, values).scalars()]
    said = page_log.said_of(tx, [one.id for one in found])
    found = [replace(one, outcome=with_last_word(one.outcome, said.get(one.id, ()))) for one in found]
    return [
        ToldIncident(incident=one, events=tuple(happened.get(one.id, ())), pages=tuple(sent.get(one.id, ())))
        for one in found
    ]


def troubles_of(tx: Transaction, found: Iterable[ToldIncident]) -> list[Trouble]:
    """All incidents that are over and had the same trouble as one of these."""
    numbers = incident_marks.with_trouble_of(tx, [one.incident for one in found])
    known: list[Trouble] = []
    for begin in range(0, len(numbers), _AT_ONCE):
        query = select(incidents.c.body).where(incidents.c.number.in_(numbers[begin : begin + _AT_ONCE]))
        known += [_trouble.decode(body) for body in tx.connection.execute(query).scalars()]
    said = page_log.said_of(tx, [one.id for one in known])
    return [
        replace(one, outcome=with_last_word(one.outcome, said[one.id])) if one.id in said else one
        for one in known
    ]


def ran(tx: Transaction, begin: datetime, end: datetime) -> list[RanIncident]:
    """What uptime asks of the incidents that ran from `begin` until before `end`."""
    rows = tx.connection.execute(_bodies, {"begin": begin, "end": end})
    return [_ran_incident.decode(body) for body in rows.scalars()]
