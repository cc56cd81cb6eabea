"""Rows of past incidents and of their pages as they are stored: for who decodes them elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from desktop.hub.store.tables import incidents, pages
from desktop.hub.store.transaction import Transaction

_wanted = (incidents.c.opened_at >= bindparam("begin"), incidents.c.number > bindparam("after"))
_bodies = (
    select(incidents.c.number, incidents.c.body)
    .where(*_wanted)
    .order_by(incidents.c.number)
    .limit(bindparam("most"))
)
_pages = (
    select(pages)
    .join(incidents, incidents.c.id == pages.c.incident_id)
    .where(*_wanted, incidents.c.number <= bindparam("last"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRows:
    """Some incidents, by their numbers, the last of which is `last`. `bodies` are JSON of
    `core.incident.Incident`; `pages` all that were ever sent for these, in no order, by the names of the
    columns, which are those of `core.incident.Page`."""

    last: int
    bodies: tuple[str, ...]
    pages: tuple[dict[str, Any], ...]


def opened_since(tx: Transaction, begin: datetime, after: int, most: int) -> PastRows | None:
    """The next incidents behind the one of this number; None: there are no more."""
    asked = {"begin": begin, "after": after}
    found = tx.connection.execute(_bodies, {**asked, "most": most}).all()
    if not found:
        return None
    last = found[-1].number
    sent = tx.connection.execute(_pages, {**asked, "last": last}).mappings()
    return PastRows(last=last, bodies=tuple(row.body for row in found), pages=tuple(map(dict, sent)))
