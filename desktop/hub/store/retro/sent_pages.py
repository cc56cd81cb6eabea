"""All pages that were ever sent for some incidents."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from desktop.core.incident.page import Page
from desktop.hub.store.incident import pages
from desktop.hub.store.tables import pages as table
from desktop.hub.store.transaction import Transaction


def pages_of(tx: Transaction, wanted: Sequence[UUID]) -> list[Page]:
    """In no order."""
    query = select(table).where(table.c.incident_id.in_(wanted))
    return [pages.page_of(row) for row in tx.connection.execute(query)]
