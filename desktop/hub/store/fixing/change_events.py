"""Change events as they are stored, one row each; the same message twice is one row."""

from __future__ import annotations

from datetime import datetime

import msgspec
from sqlalchemy import bindparam, select

from desktop.core.fixing.change_event import ChangeEvent
from desktop.hub.store.tables import change_events as table
from desktop.hub.store.transaction import Transaction

_decoder = msgspec.json.Decoder(ChangeEvent)
_insert = table.insert()
_find = select(table.c.id).where(table.c.id == bindparam("this"))
_until = (
    select(table.c.body)
    .where(table.c.at >= bindparam("begin"), table.c.at <= bindparam("end"))
    .order_by(table.c.at.desc())
    .limit(bindparam("most"))
)
_after = (
    select(table.c.body)
    .where(table.c.at > bindparam("begin"), table.c.at <= bindparam("end"))
    .order_by(table.c.at)
    .limit(bindparam("most"))
)


def add(tx: Transaction, change: ChangeEvent) -> bool:
    """Store it; False when it is there already."""
    if tx.connection.execute(_find, {"this": change.id}).scalar() is not None:
        return False
    body = msgspec.json.encode(change).decode()
    tx.connection.execute(_insert, {"id": change.id, "at": change.at, "received_at": tx.now, "body": body})
    return True


def around(tx: Transaction, begin: datetime, start: datetime, end: datetime, limit: int) -> list[ChangeEvent]:
    """Those from `begin` to `end`, at most `limit` before `start` and after it each, the nearest to it."""
    before = tx.connection.execute(_until, {"begin": begin, "end": start, "most": limit}).scalars().all()
    after = tx.connection.execute(_after, {"begin": start, "end": end, "most": limit}).scalars().all()
    return [_decoder.decode(body) for body in (*before, *after)]


def forget(tx: Transaction, before: datetime) -> int:
    """Forget those that were made before then; gives how many."""
    return tx.connection.execute(table.delete().where(table.c.at < before)).rowcount
