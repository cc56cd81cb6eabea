"""Amendments of run-books as they are stored, one row each."""

from __future__ import annotations

from uuid import UUID

import msgspec
from sqlalchemy import bindparam, select

from desktop.core.fixing.run_book_amendment import AmendmentState, RunBookAmendment
from desktop.hub.store.tables import run_book_amendments as table
from desktop.hub.store.transaction import Transaction

_decoder = msgspec.json.Decoder(RunBookAmendment)
_find = select(table.c.body).where(table.c.id == bindparam("this"))


def some(
    tx: Transaction,
    *,
    state: AmendmentState | None = None,
    run_book_id: str = "",
    incident_id: UUID | None = None,
    limit: int = 200,
) -> list[RunBookAmendment]:
    """The latest first; those of one state, run-book or incident, where these are given."""
    query = select(table.c.body).order_by(table.c.at.desc(), table.c.id).limit(limit)
    if state is not None:
        query = query.where(table.c.state == state.value)
    if run_book_id:
        query = query.where(table.c.run_book_id == run_book_id)
    if incident_id is not None:
        query = query.where(table.c.incident_id == incident_id)
    return [_decoder.decode(body) for body in tx.connection.execute(query).scalars()]


def find(tx: Transaction, amendment_id: UUID) -> RunBookAmendment | None:
    """The amendment; None when there is none with this id."""
    body = tx.connection.execute(_find, {"this": amendment_id}).scalar()
    return _decoder.decode(body) if body is not None else None


def save(tx: Transaction, amendment: RunBookAmendment) -> None:
    """Add the amendment, or replace the one with its id."""
    tx.connection.execute(table.delete().where(table.c.id == amendment.id))
    tx.connection.execute(
        table.insert().values(
            id=amendment.id,
            run_book_id=amendment.run_book_id,
            incident_id=amendment.incident_id,
            state=amendment.state.value,
            at=amendment.at,
            body=msgspec.json.encode(amendment).decode(),
        )
    )
