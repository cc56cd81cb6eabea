"""Numbers about the hub, for its own monitoring."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.incident.incident import Status
from desktop.hub.store.incident import changes, incidents, pages
from desktop.hub.store.transaction import Transaction

MOST_OVERDUE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts of incidents by status, of pages ever sent and still open, of overdue incidents (counted up to
    1000; more than a moment above zero means that the engine stands still), and the number of the last
    change."""

    open: int
    answered: int
    resolved: int
    pages: int
    open_pages: int
    overdue: int
    cursor: int


def figures(tx: Transaction) -> Figures:
    """The numbers as they are now."""
    by_status = incidents.count(tx)
    sent, open_pages = pages.count(tx)
    return Figures(
        open=by_status[Status.OPEN],
        answered=by_status[Status.ANSWERED],
        resolved=by_status[Status.RESOLVED],
        pages=sent,
        open_pages=open_pages,
        overdue=len(incidents.due(tx, tx.now, MOST_OVERDUE)),
        cursor=changes.last_seq(tx),
    )
