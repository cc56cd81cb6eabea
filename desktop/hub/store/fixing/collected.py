"""Which incidents had their automatic checks run: a mark for each, leased to a replica while it runs them."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select, update

from desktop.hub.store.tables import meta
from desktop.hub.store.transaction import Transaction

MOST_ATTEMPTS = 2
"""Whoever began may have died of it."""
_DONE = "done"
_PREFIX = "checks:"

_find = select(meta.c.value).where(meta.c.name == bindparam("this"))
_every = select(meta.c.name, meta.c.value).where(meta.c.name.startswith(_PREFIX))


def claim(tx: Transaction, incident_id: UUID, lease: timedelta) -> bool:
    """Take it for as long as the lease; False when it is done, somebody is at it, or it was begun too often.
    Writers come one after the other, on either database."""
    found = tx.connection.execute(_find, {"this": _name(incident_id)}).scalar()
    until, attempts = _read(found) if found is not None else (tx.now, "0")
    if attempts == _DONE or int(attempts) >= MOST_ATTEMPTS or until > tx.now:
        return False
    value = f"{(tx.now + lease).isoformat()} {int(attempts) + 1}"
    if found is None:
        tx.connection.execute(insert(meta).values(name=_name(incident_id), value=value))
    else:
        tx.connection.execute(update(meta).where(meta.c.name == _name(incident_id)).values(value=value))
    return True


def finish(tx: Transaction, incident_id: UUID) -> None:
    """It is done."""
    done = update(meta).where(meta.c.name == _name(incident_id))
    tx.connection.execute(done.values(value=f"{tx.now.isoformat()} {_DONE}"))


def forget(tx: Transaction, before: datetime) -> int:
    """Remove marks that are older; gives how many. Incidents so old are not looked at again."""
    old = [row.name for row in tx.connection.execute(_every) if _read(row.value)[0] < before]
    for name in old:
        tx.connection.execute(delete(meta).where(meta.c.name == name))
    return len(old)


def _read(value: str) -> tuple[datetime, str]:
    until, _, attempts = value.partition(" ")
    return datetime.fromisoformat(until), attempts


def _name(incident_id: UUID) -> str:
    return f"{_PREFIX}{incident_id.hex}"
