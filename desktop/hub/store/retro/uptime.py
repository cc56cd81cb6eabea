"""What was said of uptime beside the times of incidents, as it is stored: numbers of weeks, and corrected
impacts. Nothing is removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Table, bindparam, func, or_, select

from desktop.core.retro.impact import ImpactCorrection, RanIncident
from desktop.core.retro.uptime_number import UptimeNumber
from desktop.hub.store.incident import changes
from desktop.hub.store.retro.uptime_tables import impact_corrections, uptime_numbers
from desktop.hub.store.tables import incidents
from desktop.hub.store.transaction import Transaction

_number = msgspec.json.Decoder(UptimeNumber)
_correction = msgspec.json.Decoder(ImpactCorrection)
_ran = msgspec.json.Decoder(RanIncident)
_within = (
    select(uptime_numbers.c.body)
    .where(uptime_numbers.c.starts_on >= bindparam("first"), uptime_numbers.c.starts_on <= bindparam("last"))
    .order_by(uptime_numbers.c.number)
)
_of_batch = (
    select(uptime_numbers.c.body)
    .where(uptime_numbers.c.batch == bindparam("this"))
    .order_by(uptime_numbers.c.number)
)
_ordered = select(impact_corrections.c.body).order_by(impact_corrections.c.number)
_of_incident = _ordered.where(impact_corrections.c.incident_id == bindparam("this"))
_correction_of = select(impact_corrections.c.body).where(impact_corrections.c.id == bindparam("this"))
# Of an incident all that was ever said is needed: what was undone brings back what was said before it.
_touching = _ordered.where(
    impact_corrections.c.incident_id.in_(
        select(incidents.c.id).where(
            incidents.c.opened_at < bindparam("end"),
            or_(incidents.c.resolved_at.is_(None), incidents.c.resolved_at >= bindparam("begin")),
        )
    )
    | impact_corrections.c.incident_id.in_(
        select(impact_corrections.c.incident_id).where(
            impact_corrections.c.begins_at < bindparam("end"),
            or_(impact_corrections.c.ends_at.is_(None), impact_corrections.c.ends_at > bindparam("begin")),
        )
    )
)
_body = select(incidents.c.body).where(incidents.c.id == bindparam("this"))


def numbers_within(tx: Transaction, first: date, last: date) -> list[UptimeNumber]:
    """Of the weeks from the Monday `first` to the Monday `last`, in the order of their making, undone ones
    too."""
    rows = tx.connection.execute(_within, {"first": first, "last": last})
    return [_number.decode(body) for body in rows.scalars()]


def numbers_of_batch(tx: Transaction, batch: UUID) -> list[UptimeNumber]:
    """What was written or imported at once."""
    return [_number.decode(body) for body in tx.connection.execute(_of_batch, {"this": batch}).scalars()]


def add_numbers(tx: Transaction, numbers: Sequence[UptimeNumber]) -> None:
    """Store new ones, in their order, and tell everybody by a change."""
    number = _next(tx, uptime_numbers)
    rows = [
        {
            "id": one.id,
            "number": number + offset,
            "batch": one.batch,
            "service": one.service,
            "starts_on": one.starts_on,
            "body": _encoded(one),
        }
        for offset, one in enumerate(numbers)
    ]
    if rows:
        tx.connection.execute(uptime_numbers.insert(), rows)
    changes.append(tx, None, [])


def save_numbers(tx: Transaction, numbers: Iterable[UptimeNumber]) -> None:
    """Replace those with these ids, and tell everybody by a change."""
    for one in numbers:
        _replace(tx, uptime_numbers, one.id, one)
    changes.append(tx, None, [])


def corrections_of(tx: Transaction, incident_id: UUID) -> list[ImpactCorrection]:
    """All that was ever said of the incident, in the order of its saying."""
    rows = tx.connection.execute(_of_incident, {"this": incident_id})
    return [_correction.decode(body) for body in rows.scalars()]


def corrections_touching(tx: Transaction, begin: datetime, end: datetime) -> list[ImpactCorrection]:
    """All that was ever said of incidents that ran from `begin` until before `end`, and of those of which
    something said lies there, in the order of its saying."""
    rows = tx.connection.execute(_touching, {"begin": begin, "end": end})
    return [_correction.decode(body) for body in rows.scalars()]


def ran_incident(tx: Transaction, incident_id: UUID) -> RanIncident | None:
    """What uptime asks of one incident; None: there is none with this id."""
    body = tx.connection.execute(_body, {"this": incident_id}).scalar()
    return _ran.decode(body) if body is not None else None


def find_correction(tx: Transaction, correction_id: UUID) -> ImpactCorrection | None:
    """The one with this id; None when there is none."""
    body = tx.connection.execute(_correction_of, {"this": correction_id}).scalar()
    return _correction.decode(body) if body is not None else None


def add_correction(tx: Transaction, correction: ImpactCorrection) -> None:
    """Store a new one and tell everybody by a change."""
    tx.connection.execute(
        impact_corrections.insert().values(
            id=correction.id,
            number=_next(tx, impact_corrections),
            incident_id=correction.incident_id,
            begins_at=correction.begins_at,
            ends_at=correction.ends_at,
            body=_encoded(correction),
        )
    )
    changes.append(tx, None, [])


def save_correction(tx: Transaction, correction: ImpactCorrection) -> None:
    """Replace the one with this id and tell everybody by a change."""
    _replace(tx, impact_corrections, correction.id, correction)
    changes.append(tx, None, [])


def _next(tx: Transaction, table: Table) -> int:
    """Writers come one after the other, on either database."""
    last: int = tx.connection.execute(select(func.coalesce(func.max(table.c.number), 0))).scalar_one()
    return last + 1


def _replace(tx: Transaction, table: Table, this: UUID, value: Any) -> None:
    tx.connection.execute(table.update().where(table.c.id == this).values(body=_encoded(value)))


def _encoded(value: Any) -> str:
    return msgspec.json.encode(value).decode()
