"""Which weeks of which services Prometheus is asked for: leased while a replica asks, due again when it
failed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, bindparam, func, or_, select

from desktop.hub.store.retro.uptime_tables import uptime_questions as table
from desktop.hub.store.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimeQuestion:
    """One week of a service. `query` is what was asked the last time; `due_at` None: it was answered.
    `problem` is why not. `planned`: the week is one that is measured, and has no number before it is; without
    it somebody asked for it once."""

    service: str
    starts_on: date
    query: str = ""
    planned: bool = True
    attempts: int = 0
    asked_at: datetime | None = None
    leased_until: datetime | None = None
    due_at: datetime | None = None
    problem: str = ""


_within = select(table).where(table.c.starts_on >= bindparam("first"), table.c.starts_on <= bindparam("last"))
_due = (
    select(table)
    .where(
        table.c.due_at <= bindparam("now"),
        or_(table.c.leased_until.is_(None), table.c.leased_until <= bindparam("now")),
    )
    .order_by(table.c.due_at, table.c.service)
    .limit(bindparam("most"))
)
_first_planned = (
    select(table.c.service, func.min(table.c.starts_on))
    .where(table.c.planned.is_(True))
    .group_by(table.c.service)
)
_next_due = select(func.min(table.c.due_at))
_find = select(table).where(table.c.service == bindparam("of"), table.c.starts_on == bindparam("week"))


def within(tx: Transaction, first: date, last: date) -> list[UptimeQuestion]:
    """Of the weeks from the Monday `first` to the Monday `last`."""
    return [_question(row) for row in tx.connection.execute(_within, {"first": first, "last": last})]


def find(tx: Transaction, service: str, starts_on: date) -> UptimeQuestion | None:
    """None: it never was asked, nor is to be."""
    row = tx.connection.execute(_find, {"of": service, "week": starts_on}).one_or_none()
    return _question(row) if row is not None else None


def due(tx: Transaction, most: int) -> list[UptimeQuestion]:
    """What is to be asked now and nobody is asking, the longest due first."""
    return [_question(row) for row in tx.connection.execute(_due, {"now": tx.now, "most": most})]


def first_planned(tx: Transaction) -> dict[str, date]:
    """By service the first Monday whose week was to be measured."""
    return {row[0]: row[1] for row in tx.connection.execute(_first_planned)}


def is_any_due(tx: Transaction) -> bool:
    """Whether something is to be asked by now, or is being asked."""
    at = tx.connection.execute(_next_due).scalar()
    return at is not None and at <= tx.now


def add(tx: Transaction, questions: Iterable[UptimeQuestion]) -> None:
    """New ones."""
    rows = [_values(one) for one in questions]
    if rows:
        tx.connection.execute(table.insert(), rows)


def save(tx: Transaction, question: UptimeQuestion) -> None:
    """Replace the one of the same service and week."""
    here = (table.c.service == question.service, table.c.starts_on == question.starts_on)
    tx.connection.execute(table.update().where(*here).values(_values(question)))


def _values(question: UptimeQuestion) -> dict[str, object]:
    return {
        "service": question.service,
        "starts_on": question.starts_on,
        "query": question.query,
        "planned": question.planned,
        "attempts": question.attempts,
        "asked_at": question.asked_at,
        "leased_until": question.leased_until,
        "due_at": question.due_at,
        "problem": question.problem,
    }


def _question(row: Row[tuple[object, ...]]) -> UptimeQuestion:
    return UptimeQuestion(**row._mapping)
