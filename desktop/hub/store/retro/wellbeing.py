"""How duty was for people, as it is stored: a heap of answers for each week, and rest.

No answer has a row of its own, a time or an order; and nothing is told to the feed, whose changes have their
times.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import msgspec
from sqlalchemy import Row, bindparam, delete, func, select

from desktop.core.retro.morale import MoraleHeap
from desktop.core.retro.recovery import Recovery
from desktop.hub.store.incident import changes
from desktop.hub.store.retro.wellbeing_tables import morale_settled as settled
from desktop.hub.store.retro.wellbeing_tables import morale_weeks as weeks
from desktop.hub.store.retro.wellbeing_tables import recoveries
from desktop.hub.store.transaction import Transaction

_heap = msgspec.json.Decoder(MoraleHeap)
_find_heap = select(weeks.c.body).where(weeks.c.starts_on == bindparam("week"))
_settled = select(settled.c.id, settled.c.answered).where(settled.c.responder == bindparam("who"))
_people = (
    select(settled.c.responder)
    .distinct()
    .where(settled.c.starts_on == bindparam("week"), settled.c.answered.is_(True))
)
_within = (
    select(recoveries)
    .where(recoveries.c.day >= bindparam("first"), recoveries.c.day <= bindparam("last"))
    .order_by(recoveries.c.day, recoveries.c.id)
)
_first_day = select(func.min(recoveries.c.day))
_find = select(recoveries).where(recoveries.c.id == bindparam("this"))


def heap(tx: Transaction, starts_on: date) -> MoraleHeap | None:
    """The answers of the week that begins on this Monday; None: nobody answered."""
    body = tx.connection.execute(_find_heap, {"week": starts_on}).scalar()
    return _heap.decode(body) if body is not None else None


def save_heap(tx: Transaction, starts_on: date, made: MoraleHeap) -> None:
    """In place of the one before, if there was one."""
    body = msgspec.json.encode(made).decode()
    same = weeks.update().where(weeks.c.starts_on == starts_on).values(body=body)
    if not tx.connection.execute(same).rowcount:
        tx.connection.execute(weeks.insert().values(starts_on=starts_on, body=body))


def settled_of(tx: Transaction, responder: str) -> dict[UUID, bool]:
    """What this responder is not asked again, by id; True: it was answered."""
    return {row.id: row.answered for row in tx.connection.execute(_settled, {"who": responder})}


def settle(tx: Transaction, this: UUID, responder: str, starts_on: date, *, answered: bool) -> None:
    """It is not asked again."""
    unsettle(tx, this)
    row = {"id": this, "responder": responder, "starts_on": starts_on, "answered": answered}
    tx.connection.execute(settled.insert().values(row))


def unsettle(tx: Transaction, this: UUID) -> None:
    """It may be asked again."""
    tx.connection.execute(settled.delete().where(settled.c.id == this))


def people_of(tx: Transaction, starts_on: date) -> int:
    """How many people have answered something of this week."""
    return len(tx.connection.execute(_people, {"week": starts_on}).all())


def forget_settled(tx: Transaction, until: date) -> int:
    """Forget who answered or declined in the weeks up to the one of this Monday; gives how many rows."""
    return tx.connection.execute(delete(settled).where(settled.c.starts_on <= until)).rowcount


def noted_within(tx: Transaction, first: date, last: date) -> list[Recovery]:
    """The rest that everybody took on these days."""
    rows = tx.connection.execute(_within, {"first": first, "last": last})
    return [_recovery(row) for row in rows]


def first_day(tx: Transaction) -> date | None:
    """The earliest day of rest; None before somebody noted one."""
    return tx.connection.execute(_first_day).scalar()


def find_recovery(tx: Transaction, this: UUID) -> Recovery | None:
    """The one with this id."""
    row = tx.connection.execute(_find, {"this": this}).one_or_none()
    return _recovery(row) if row is not None else None


def save_recovery(tx: Transaction, recovery: Recovery) -> None:
    """Note it, or replace the one with its id, and tell everybody by a change."""
    _forget(tx, [recovery.id])
    row = {
        "id": recovery.id,
        "responder": recovery.responder,
        "day": recovery.day,
        "hours": recovery.hours,
    }
    tx.connection.execute(recoveries.insert().values(row))
    changes.append(tx, None, [])


def remove_recovery(tx: Transaction, this: UUID) -> None:
    """As if it had not been noted; told by a change."""
    _forget(tx, [this])
    changes.append(tx, None, [])


def _forget(tx: Transaction, ids: Iterable[UUID]) -> None:
    tx.connection.execute(recoveries.delete().where(recoveries.c.id.in_(list(ids))))


def _recovery(row: Row[tuple[object, ...]]) -> Recovery:
    return Recovery(**row._mapping)
