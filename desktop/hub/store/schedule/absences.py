"""Absences, and the calendars that some of them come from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, or_, select

from desktop.core.schedule.absence import Absence, AbsenceSource
from desktop.hub.store.incident import changes
from desktop.hub.store.schedule.schedule_tables import absence_calendars as calendars
from desktop.hub.store.schedule.schedule_tables import absences as table
from desktop.hub.store.transaction import Transaction

_decoder = msgspec.json.Decoder(Absence)
_between = (
    select(table.c.body)
    .where(table.c.starts_at < bindparam("end"), table.c.ends_at > bindparam("begin"))
    .order_by(table.c.starts_at, table.c.id)
)
_find = select(table.c.body).where(table.c.id == bindparam("this"))
_of_calendar = (
    select(table.c.body)
    .where(table.c.responder == bindparam("whose"), table.c.source == AbsenceSource.CALENDAR.value)
    .order_by(table.c.starts_at, table.c.id)
)
_find_calendar = select(calendars).where(calendars.c.responder == bindparam("whose"))
_stale = (
    select(calendars.c.responder)
    .where(or_(calendars.c.looked_at.is_(None), calendars.c.looked_at <= bindparam("before")))
    .order_by(calendars.c.responder)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceCalendar:
    """Where a person's own calendar is. `sealed` is its address, encrypted; `problem` is why it could not be
    read at `looked_at`, or empty."""

    responder: str
    sealed: str = field(repr=False)
    looked_at: datetime | None = None
    problem: str = ""


def between(tx: Transaction, begin: datetime, end: datetime) -> list[Absence]:
    """All absences that touch the time, in the order of their beginning."""
    rows = tx.connection.execute(_between, {"begin": begin, "end": end})
    return [_decoder.decode(body) for body in rows.scalars()]


def find(tx: Transaction, absence_id: UUID) -> Absence | None:
    """The absence with this id; None when there is none."""
    body = tx.connection.execute(_find, {"this": absence_id}).scalar()
    return _decoder.decode(body) if body is not None else None


def save(tx: Transaction, absence: Absence) -> None:
    """Add the absence, or replace the one with its id, and tell everybody by a change."""
    _delete(tx, absence.id)
    _insert(tx, absence)
    changes.append(tx, None, [])


def remove(tx: Transaction, absence_id: UUID) -> None:
    """Forget the absence and tell everybody by a change."""
    _delete(tx, absence_id)
    changes.append(tx, None, [])


def replace_of_calendar(tx: Transaction, responder: str, found: Iterable[Absence]) -> bool:
    """Make these the only absences that are known from the person's calendar; whether that changed any."""
    ordered = sorted(found, key=lambda absence: (absence.starts_at, absence.id))
    rows = tx.connection.execute(_of_calendar, {"whose": responder}).scalars()
    if [_decoder.decode(body) for body in rows] == ordered:
        return False
    tx.connection.execute(
        table.delete().where(table.c.responder == responder, table.c.source == AbsenceSource.CALENDAR.value)
    )
    for absence in ordered:
        _insert(tx, absence)
    changes.append(tx, None, [])
    return True


def calendar_of(tx: Transaction, responder: str) -> AbsenceCalendar | None:
    """Where this person's calendar is; None when nobody said."""
    row = tx.connection.execute(_find_calendar, {"whose": responder}).one_or_none()
    if row is None:
        return None
    return AbsenceCalendar(
        responder=row.responder, sealed=row.sealed, looked_at=row.looked_at, problem=row.problem
    )


def save_calendar(tx: Transaction, calendar: AbsenceCalendar) -> None:
    """Add the calendar, or replace the person's."""
    remove_calendar(tx, calendar.responder)
    tx.connection.execute(
        calendars.insert().values(
            responder=calendar.responder,
            sealed=calendar.sealed,
            looked_at=calendar.looked_at,
            problem=calendar.problem,
        )
    )


def remove_calendar(tx: Transaction, responder: str) -> None:
    """Forget the address. What was read there stays until `replace_of_calendar`."""
    tx.connection.execute(calendars.delete().where(calendars.c.responder == responder))


def not_looked_at_since(tx: Transaction, before: datetime) -> list[str]:
    """Whose calendars were not read since then."""
    return list(tx.connection.execute(_stale, {"before": before}).scalars())


def _insert(tx: Transaction, absence: Absence) -> None:
    tx.connection.execute(
        table.insert().values(
            id=absence.id,
            responder=absence.responder,
            starts_at=absence.starts_at,
            ends_at=absence.ends_at,
            source=absence.source.value,
            body=msgspec.json.encode(absence).decode(),
        )
    )


def _delete(tx: Transaction, absence_id: UUID) -> None:
    tx.connection.execute(table.delete().where(table.c.id == absence_id))
