"""What was planned over the rotation: published plans, exceptions, shadows, offers.

`team.load` puts the first three into the team's schedule; whoever changes them says `team.touch` afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Table, bindparam, func, select

from desktop.core.schedule.schedule import Schedule, Segment, Shadow, ShiftException
from desktop.core.schedule.shift_offer import OfferState, ShiftOffer
from desktop.hub.store.schedule import schedule_tables as tables
from desktop.hub.store.transaction import Transaction

_segment = msgspec.json.Decoder(Segment)
_exception = msgspec.json.Decoder(ShiftException)
_shadow = msgspec.json.Decoder(Shadow)
_offer = msgspec.json.Decoder(ShiftOffer)

_all_segments = select(tables.segments.c.body).order_by(tables.segments.c.number)
_in_force = (
    select(tables.exceptions.c.body)
    .where(tables.exceptions.c.removed_at.is_(None))
    .order_by(tables.exceptions.c.number)
)
_find_exception = select(tables.exceptions.c.body).where(
    tables.exceptions.c.id == bindparam("this"), tables.exceptions.c.removed_at.is_(None)
)
_of_offer = select(tables.exceptions.c.body).where(
    tables.exceptions.c.offer_id == bindparam("this"), tables.exceptions.c.removed_at.is_(None)
)
_update_exception = tables.exceptions.update().where(tables.exceptions.c.id == bindparam("this"))
_all_shadows = select(tables.shadows.c.body).order_by(tables.shadows.c.starts_at, tables.shadows.c.id)
_find_shadow = select(tables.shadows.c.body).where(tables.shadows.c.id == bindparam("this"))
_find_offer = select(tables.offers.c.body).where(tables.offers.c.id == bindparam("this"))
_offers_since = (
    select(tables.offers.c.body)
    .where(tables.offers.c.over_at > bindparam("since"))
    .order_by(tables.offers.c.made_at.desc(), tables.offers.c.id)
)


def planned_over(tx: Transaction, rotation: Schedule) -> Schedule:
    """The rotation with all that is stored here."""
    return replace(
        rotation,
        published=tuple(_segment.decode(body) for body in _bodies(tx, _all_segments)),
        exceptions=tuple(_exception.decode(body) for body in _bodies(tx, _in_force)),
        shadows=tuple(_shadow.decode(body) for body in _bodies(tx, _all_shadows)),
    )


def add_segment(tx: Transaction, segment: Segment, by: str) -> None:
    """Publish a plan, after all others."""
    tx.connection.execute(
        tables.segments.insert().values(
            number=_next_number(tx, tables.segments),
            starts_at=segment.starts_at,
            published_by=by,
            published_at=tx.now,
            body=_encoded(segment),
        )
    )


def add_exceptions(tx: Transaction, exceptions: Iterable[ShiftException]) -> None:
    """Store exceptions, each made after all that are there."""
    number = _next_number(tx, tables.exceptions)
    for place, exception in enumerate(exceptions):
        tx.connection.execute(
            tables.exceptions.insert().values(
                id=exception.id,
                number=number + place,
                offer_id=exception.offer_id,
                starts_at=exception.starts_at,
                ends_at=exception.ends_at,
                removed_by="",
                body=_encoded(exception),
            )
        )


def find_exception(tx: Transaction, exception_id: UUID) -> ShiftException | None:
    """The exception with this id; None when there is none (any more)."""
    body = tx.connection.execute(_find_exception, {"this": exception_id}).scalar()
    return _exception.decode(body) if body is not None else None


def of_offer(tx: Transaction, offer_id: UUID) -> list[ShiftException]:
    """The exceptions that an accepted offer made."""
    return [_exception.decode(b) for b in tx.connection.execute(_of_offer, {"this": offer_id}).scalars()]


def remove_exception(tx: Transaction, exception_id: UUID, by: str) -> None:
    """It is in force no more; that it was made, and who removed it, stays written down."""
    values = {"removed_at": tx.now, "removed_by": by}
    tx.connection.execute(_update_exception.values(values), {"this": exception_id})


def end_exception(tx: Transaction, exception: ShiftException, ends_at: datetime) -> None:
    """It ends earlier."""
    values = {"ends_at": ends_at, "body": _encoded(replace(exception, ends_at=ends_at))}
    tx.connection.execute(_update_exception.values(values), {"this": exception.id})


def find_shadow(tx: Transaction, shadow_id: UUID) -> Shadow | None:
    """The shadow with this id; None when there is none."""
    body = tx.connection.execute(_find_shadow, {"this": shadow_id}).scalar()
    return _shadow.decode(body) if body is not None else None


def save_shadow(tx: Transaction, shadow: Shadow) -> None:
    """Add the shadow, or replace the one with its id."""
    remove_shadow(tx, shadow.id)
    tx.connection.execute(
        tables.shadows.insert().values(
            id=shadow.id, starts_at=shadow.starts_at, ends_at=shadow.ends_at, body=_encoded(shadow)
        )
    )


def remove_shadow(tx: Transaction, shadow_id: UUID) -> None:
    """Forget the shadow."""
    tx.connection.execute(tables.shadows.delete().where(tables.shadows.c.id == shadow_id))


def find_offer(tx: Transaction, offer_id: UUID) -> ShiftOffer | None:
    """The offer with this id; None when there is none."""
    body = tx.connection.execute(_find_offer, {"this": offer_id}).scalar()
    return _offer.decode(body) if body is not None else None


def save_offer(tx: Transaction, offer: ShiftOffer) -> None:
    """Add the offer, or replace the one with its id."""
    tx.connection.execute(tables.offers.delete().where(tables.offers.c.id == offer.id))
    tx.connection.execute(
        tables.offers.insert().values(
            id=offer.id,
            state=offer.state.value,
            made_at=offer.made_at,
            over_at=max(part.ends_at for part in offer.parts),
            body=_encoded(offer),
        )
    )


def offers(tx: Transaction, since: datetime) -> list[ShiftOffer]:
    """All offers of which something lies after `since`, the latest first."""
    return [_offer.decode(b) for b in tx.connection.execute(_offers_since, {"since": since}).scalars()]


def open_offers(tx: Transaction) -> list[ShiftOffer]:
    """The offers that can still be accepted, the latest first."""
    return [o for o in offers(tx, tx.now) if o.state is OfferState.OPEN and not o.is_over(tx.now)]


def _bodies(tx: Transaction, query: Any) -> Iterable[str]:
    return tx.connection.execute(query).scalars()


def _next_number(tx: Transaction, table: Table) -> int:
    # No other transaction writes meanwhile, on either database.
    return (tx.connection.scalar(select(func.max(table.c.number))) or 0) + 1


def _encoded(value: object) -> str:
    return msgspec.json.encode(value).decode()
