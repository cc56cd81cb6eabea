"""Tokens of calendar feeds, by their digests: whoever reads the database cannot subscribe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from desktop.hub.store.digest import digest
from desktop.hub.store.schedule.schedule_tables import calendar_tokens as table
from desktop.hub.store.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarToken:
    """What one token shows: the shifts of `responder`, or everybody's. Without the token itself."""

    id: UUID
    responder: str | None
    made_by: str
    made_at: datetime


_current = select(table).where(table.c.revoked_at.is_(None))
_all = _current.order_by(table.c.made_at, table.c.id)
_of_token = _current.where(table.c.digest == bindparam("this"))
_find = _current.where(table.c.id == bindparam("this"))


def add(tx: Transaction, token: str, made: CalendarToken) -> None:
    """From now on `token` shows the schedule."""
    tx.connection.execute(
        table.insert().values(
            id=made.id,
            digest=digest(token),
            responder=made.responder,
            made_by=made.made_by,
            made_at=made.made_at,
        )
    )


def every(tx: Transaction) -> list[CalendarToken]:
    """All that are not revoked, the oldest first."""
    return [_made(row) for row in tx.connection.execute(_all)]


def of_token(tx: Transaction, token: str) -> CalendarToken | None:
    """What this token shows; None for an unknown or revoked one."""
    row = tx.connection.execute(_of_token, {"this": digest(token)}).one_or_none()
    return _made(row) if row is not None else None


def find(tx: Transaction, token_id: UUID) -> CalendarToken | None:
    """The one with this id; None when there is none, or when it is revoked."""
    row = tx.connection.execute(_find, {"this": token_id}).one_or_none()
    return _made(row) if row is not None else None


def revoke(tx: Transaction, token_id: UUID) -> None:
    """From now on it shows nothing."""
    tx.connection.execute(table.update().where(table.c.id == token_id).values(revoked_at=tx.now))


def _made(row: Any) -> CalendarToken:
    return CalendarToken(id=row.id, responder=row.responder, made_by=row.made_by, made_at=row.made_at)
