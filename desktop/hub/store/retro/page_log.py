"""The page log as it is read: pages with their incidents and with what people wrote beside them. It keeps
nothing of its own but that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select

from desktop.core.incident.page import Page, PageOutcome
from desktop.core.retro.last_word import OF_THE_INCIDENT, latest
from desktop.core.retro.page_row import Cell, CellEdit, PagedIncident, Way
from desktop.core.telling.update import DeliveryState
from desktop.hub.store.incident import changes, pages
from desktop.hub.store.tables import deliveries, incidents
from desktop.hub.store.tables import page_notes as notes
from desktop.hub.store.tables import pages as table
from desktop.hub.store.telling.own_channels import own_name
from desktop.hub.store.transaction import Transaction

_incident = msgspec.json.Decoder(PagedIncident)
_value = msgspec.json.Decoder(str | bool | None)
_find = select(table).where(table.c.id == bindparam("this"))
_AT_ONCE = 500
_tried = (
    select(deliveries.c.update_id, deliveries.c.channel, deliveries.c.state)
    .where(deliveries.c.channel.contains("/"))
    .order_by(deliveries.c.created_at, deliveries.c.id)
)
_SENT = {DeliveryState.WAITING: None, DeliveryState.SENT: True, DeliveryState.FAILED: False}
_about = (
    select(notes, table.c.incident_id)
    .join(table, table.c.id == notes.c.page_id)
    .where(notes.c.cell.in_([cell.value for cell in OF_THE_INCIDENT]))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which pages: attempted from `begin` until before `end`; of one `incident`; of incidents into whose rows
    somebody wrote at `edited_from` or later. None: whatever it is."""

    begin: datetime | None = None
    end: datetime | None = None
    incident: UUID | None = None
    edited_from: datetime | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """The same for SQL."""
        found: list[ColumnElement[bool]] = []
        if self.begin is not None:
            found.append(table.c.attempted_at >= self.begin)
        if self.end is not None:
            found.append(table.c.attempted_at < self.end)
        if self.incident is not None:
            found.append(table.c.incident_id == self.incident)
        if self.edited_from is not None:
            # What is written about an incident stands in all its rows.
            edited = (
                select(table.c.incident_id)
                .join(notes, notes.c.page_id == table.c.id)
                .where(notes.c.changed_at >= self.edited_from)
            )
            found.append(table.c.incident_id.in_(edited))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """Pages, the earliest first, and what belongs to them. `answers`: acknowledged pages by incident;
    `notes`: what was written about a page; `said`: of each incident the newest of what was written about it;
    `ways`: by page, the channels of one's own on which it was tried.
    """

    pages: Sequence[Page]
    incidents: dict[UUID, PagedIncident] = field(default_factory=dict)
    answers: dict[UUID, list[Page]] = field(default_factory=dict)
    notes: dict[UUID, list[CellEdit]] = field(default_factory=dict)
    said: dict[UUID, list[CellEdit]] = field(default_factory=dict)
    ways: dict[UUID, list[Way]] = field(default_factory=dict)

    def edits(self, page: Page) -> tuple[CellEdit, ...]:
        """All that its row says in the words of people."""
        return (*self.notes.get(page.id, ()), *self.said.get(page.incident_id, ()))


def count(tx: Transaction, asked: Asked) -> int:
    """How many pages there are."""
    found: int = tx.connection.execute(
        select(func.count()).select_from(table).where(*asked.conditions())
    ).scalar_one()
    return found


def read(tx: Transaction, asked: Asked, after: tuple[datetime, UUID] | None, limit: int) -> Logged:
    """The next `limit` pages behind the one of this time and id."""
    query = select(table).where(*asked.conditions())
    if after is not None:
        at, last = after
        behind = or_(table.c.attempted_at > at, table.c.id > last)
        query = query.where(and_(table.c.attempted_at >= at, behind))
    rows = tx.connection.execute(query.order_by(table.c.attempted_at, table.c.id).limit(limit))
    return _with_all(tx, [pages.page_of(row) for row in rows])


def find(tx: Transaction, page_id: UUID) -> Logged | None:
    """One page; None when there is none of this id."""
    row = tx.connection.execute(_find, {"this": page_id}).one_or_none()
    return None if row is None else _with_all(tx, [pages.page_of(row)])


def write(tx: Transaction, page_id: UUID, edit: CellEdit) -> None:
    """Keep a cell's new version, and tell everybody by a change."""
    values = {
        "value": msgspec.json.encode(edit.value).decode(),
        "version": edit.version,
        "changed_by": edit.by,
        "changed_at": edit.at,
    }
    this = and_(notes.c.page_id == page_id, notes.c.cell == edit.cell.value)
    # The version before may stand in another row of the incident.
    if not tx.connection.execute(notes.update().where(this).values(**values)).rowcount:
        tx.connection.execute(notes.insert().values(page_id=page_id, cell=edit.cell.value, **values))
    changes.append(tx, None, [])


def said_of(tx: Transaction, meant: Sequence[UUID]) -> dict[UUID, list[CellEdit]]:
    """What was last written into the page log about each of these incidents."""
    found: dict[UUID, list[CellEdit]] = defaultdict(list)
    for begin in range(0, len(meant), _AT_ONCE):
        query = _about.where(table.c.incident_id.in_(meant[begin : begin + _AT_ONCE]))
        for row in tx.connection.execute(query):
            found[row.incident_id].append(_edit(row))
    return {incident: list(latest(edits).values()) for incident, edits in found.items()}


def _with_all(tx: Transaction, found: Sequence[Page]) -> Logged:
    if not found:
        return Logged(pages=())
    meant = sorted({page.incident_id for page in found})
    bodies = select(incidents.c.body).where(incidents.c.id.in_(meant))
    known = (_incident.decode(body) for body in tx.connection.execute(bodies).scalars())
    return Logged(
        pages=found,
        incidents={incident.id: incident for incident in known},
        answers=_answers(tx, meant),
        notes=_notes(tx, [page.id for page in found]),
        said=said_of(tx, meant),
        ways=_ways(tx, meant),
    )


def _answers(tx: Transaction, meant: Iterable[UUID]) -> dict[UUID, list[Page]]:
    found: dict[UUID, list[Page]] = defaultdict(list)
    query = select(table).where(
        table.c.incident_id.in_(meant), table.c.outcome == PageOutcome.ACKNOWLEDGED.value
    )
    for row in tx.connection.execute(query):
        found[row.incident_id].append(pages.page_of(row))
    return found


def _notes(tx: Transaction, meant: Sequence[UUID]) -> dict[UUID, list[CellEdit]]:
    found: dict[UUID, list[CellEdit]] = defaultdict(list)
    of_pages = select(notes).where(notes.c.page_id.in_(meant), notes.c.cell == Cell.NOTE.value)
    for row in tx.connection.execute(of_pages):
        found[row.page_id].append(_edit(row))
    return found


def _ways(tx: Transaction, meant: Sequence[UUID]) -> dict[UUID, list[Way]]:
    """By page, a channel once: tried twice, it is sent when one of both was."""
    found: dict[UUID, dict[str, bool | None]] = defaultdict(dict)
    for row in tx.connection.execute(_tried.where(deliveries.c.incident_id.in_(meant))):
        name = own_name(row.channel)
        if name is not None:
            known, sent = found[row.update_id], _SENT[DeliveryState(row.state)]
            known[name] = known.get(name) or sent
    return {
        page: [Way(channel=name, sent=sent) for name, sent in ways.items()] for page, ways in found.items()
    }


def _edit(row: Any) -> CellEdit:
    return CellEdit(
        cell=Cell(row.cell),
        value=_value.decode(row.value),
        version=row.version,
        by=row.changed_by,
        at=row.changed_at,
    )
