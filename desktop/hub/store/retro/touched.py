"""How far back reaches what was written since: numbers of weeks before it still stand."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, select

from desktop.hub.store.tables import changes, incidents, page_notes, pages
from desktop.hub.store.transaction import Transaction

_new = changes.c.seq > bindparam("seq")
_incidents = select(func.min(incidents.c.opened_at)).select_from(changes.join(incidents)).where(_new)
_others = select(func.min(changes.c.at)).where(_new, changes.c.incident_id.is_(None))
_notes = (
    select(func.min(incidents.c.opened_at))
    .select_from(page_notes.join(pages).join(incidents))
    .where(page_notes.c.changed_at >= bindparam("since"))
)


def touched_since(tx: Transaction, seq: int) -> datetime | None:
    """When the first of the incidents opened of which something was written after the change `seq`, into
    them or into the page log beside them. None: of none."""
    found = [tx.connection.execute(_incidents, {"seq": seq}).scalar()]
    # What is written into the page log is told by a change that names no incident.
    since = tx.connection.execute(_others, {"seq": seq}).scalar()
    if since is not None:
        found.append(tx.connection.execute(_notes, {"since": since}).scalar())
    return min((at for at in found if at is not None), default=None)
