"""Notices as they are stored, one row each."""

from __future__ import annotations

from uuid import UUID

import msgspec
from sqlalchemy import bindparam, select

from desktop.core.telling.notice import Notice
from desktop.hub.store.incident import changes
from desktop.hub.store.tables import notices as table
from desktop.hub.store.transaction import Transaction

_decoder = msgspec.json.Decoder(Notice)
_all = select(table.c.body).order_by(table.c.changed_at.desc(), table.c.id)
_find = select(table.c.body).where(table.c.id == bindparam("this"))


def every(tx: Transaction) -> list[Notice]:
    """All notices, the latest changed first."""
    return [_decoder.decode(body) for body in tx.connection.execute(_all).scalars()]


def find(tx: Transaction, notice_id: UUID) -> Notice | None:
    """The notice with this id; None when there is none."""
    body = tx.connection.execute(_find, {"this": notice_id}).scalar()
    return _decoder.decode(body) if body is not None else None


def save(tx: Transaction, notice: Notice) -> None:
    """Add the notice, or replace the one with its id, and tell everybody by a change."""
    _delete(tx, notice.id)
    tx.connection.execute(
        table.insert().values(
            id=notice.id, body=msgspec.json.encode(notice).decode(), changed_at=notice.changed_at
        )
    )
    changes.append(tx, None, [])


def remove(tx: Transaction, notice_id: UUID) -> None:
    """Forget the notice and tell everybody by a change."""
    _delete(tx, notice_id)
    changes.append(tx, None, [])


def _delete(tx: Transaction, notice_id: UUID) -> None:
    tx.connection.execute(table.delete().where(table.c.id == notice_id))
