"""What is to be done in the issue tracker: rows that are written with the events that ask for it, and done in
their order, those of one incident one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, bindparam, select

from desktop.core.closing.ticket import Label
from desktop.core.telling.update import Update
from desktop.hub.store.tables import IS_DUE_SOME_TIME
from desktop.hub.store.tables import tracker_ops as table
from desktop.hub.store.transaction import Transaction


class OpKind(StrEnum):
    """What is to be done."""

    OPEN = "open"
    LABELS = "labels"
    COMMENT = "comment"
    CLOSE = "close"


class OpState(StrEnum):
    """How it stands with it."""

    WAITING = "waiting"
    DOUBTFUL = "doubtful"
    """Waiting, and an earlier attempt may have arrived."""
    DONE = "done"
    FAILED = "failed"
    """Given up, until the hub starts again with a tracker."""


class OpBody(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The label that came or went, the update that was told; of a ticket that is opened, where it is and its
    number there."""

    label: Label | None = None
    update: Update | None = None
    place: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Op:
    """Ours until its lease ends. `attempts` counts this one; `waiting_since` is when it was first to be
    done."""

    id: int
    incident_id: UUID
    kind: OpKind
    body: OpBody
    attempts: int
    doubtful: bool
    waiting_since: datetime


_bodies = msgspec.json.Decoder(OpBody)
_OPEN_STATES = (OpState.WAITING.value, OpState.DOUBTFUL.value)
_IS_OPEN = table.c.state.in_(_OPEN_STATES)
_this = table.update().where(table.c.id == bindparam("this"))
_load = select(table).where(table.c.id == bindparam("this"))
_of_incident = select(table).where(table.c.incident_id == bindparam("incident")).order_by(table.c.id)
_earlier = table.alias("earlier")
_is_overtaking = (
    select(_earlier.c.id)
    .where(
        _earlier.c.incident_id == table.c.incident_id,
        _earlier.c.id < table.c.id,
        _earlier.c.state.in_(_OPEN_STATES),
    )
    .exists()
)
_next_due = select(table.c.due_at).where(IS_DUE_SOME_TIME, ~_is_overtaking).order_by(table.c.due_at).limit(1)
_ready = (
    select(table)
    .where(IS_DUE_SOME_TIME, table.c.due_at <= bindparam("until"), ~_is_overtaking)
    .order_by(table.c.due_at, table.c.id)
    .limit(bindparam("most"))
)


def add(tx: Transaction, incident_id: UUID, kind: OpKind, body: OpBody | None = None) -> None:
    """Have it done, after what is to be done for the incident before. What comes after a ticket that could
    not be opened waits with it."""
    opening = _opening(tx, incident_id)
    held = opening is not None and opening.state == OpState.FAILED
    tx.connection.execute(
        table.insert(),
        {
            "incident_id": incident_id,
            "kind": kind.value,
            "body": msgspec.json.encode(body or OpBody()).decode(),
            "created_at": tx.now,
            "due_at": None if held else tx.now,
            "attempts": 0,
            "state": OpState.WAITING.value,
            "detail": "",
        },
    )


def has_ticket(tx: Transaction, incident_id: UUID) -> bool:
    """Whether the incident has a ticket, or is to have one."""
    return _opening(tx, incident_id) is not None


def opened(tx: Transaction, incident_id: UUID) -> OpBody | None:
    """Where the incident's ticket is; None while it is not opened."""
    row = _opening(tx, incident_id)
    body = _bodies.decode(row.body) if row is not None else None
    return body if body is not None and body.number else None


def labels(tx: Transaction, incident_id: UUID) -> set[Label]:
    """Every label that the incident was ever given or lost since it is to have a ticket."""
    bodies = [_bodies.decode(row.body) for row in _rows(tx, incident_id) if row.kind == OpKind.LABELS]
    return {body.label for body in bodies if body.label is not None}


def problem(tx: Transaction, incident_id: UUID) -> str:
    """The first thing that is not as it should be in the tracker, in a sentence; empty when all is well."""
    rows = _rows(tx, incident_id)
    return next((row.detail for row in rows if row.detail and row.state != OpState.DONE), "")


def next_due(tx: Transaction) -> datetime | None:
    """When something is to be done next, past or to come; None when nothing is."""
    return tx.connection.execute(_next_due).scalar()


def claim(tx: Transaction, limit: int, lease: timedelta) -> list[Op]:
    """Take what is due, at most `limit`, at most one of each incident. Writers come one after the other, on
    either database, so nobody else takes the same before the lease ends; after that whoever looks next
    does."""
    rows = tx.connection.execute(_ready, {"until": tx.now, "most": limit}).all()
    claimed = [_op(row) for row in rows]
    for op in claimed:
        until = tx.now + lease
        state = OpState.DOUBTFUL if op.doubtful else OpState.WAITING
        _change(tx, op.id, due_at=until, lease_until=until, attempts=op.attempts, state=state.value)
    return claimed


def state_of(tx: Transaction, this: int) -> tuple[OpState, int] | None:
    """State and attempts; None for an unknown one."""
    row = tx.connection.execute(_load, {"this": this}).one_or_none()
    return (OpState(row.state), row.attempts) if row is not None else None


def wait(tx: Transaction, this: int, until: datetime, detail: str, *, doubtful: bool) -> None:
    """It is tried again at `until`."""
    state = OpState.DOUBTFUL if doubtful else OpState.WAITING
    _change(tx, this, due_at=until, lease_until=None, state=state.value, detail=detail)


def finish(tx: Transaction, this: int) -> None:
    """It is done."""
    _change(tx, this, due_at=None, lease_until=None, state=OpState.DONE.value, detail="")


def finish_opening(tx: Transaction, op: Op, place: str, number: str) -> None:
    """The ticket is opened: where it is, and how it is called there. What waited for it is to be done now."""
    finish(tx, op.id)
    _change(tx, op.id, body=msgspec.json.encode(OpBody(place=place, number=number)).decode())
    held = table.update().where(table.c.incident_id == op.incident_id, _IS_OPEN, table.c.due_at.is_(None))
    tx.connection.execute(held.values(due_at=tx.now))


def fail(tx: Transaction, op: Op, detail: str) -> None:
    """It is given up. Without a ticket all that comes after it waits."""
    _change(tx, op.id, due_at=None, lease_until=None, state=OpState.FAILED.value, detail=detail)
    if op.kind is OpKind.OPEN:
        held = table.update().where(table.c.incident_id == op.incident_id, _IS_OPEN)
        tx.connection.execute(held.values(due_at=None, lease_until=None))


def put_off(tx: Transaction, until: datetime) -> None:
    """Nothing is asked of the tracker before `until`; what somebody is at goes on."""
    due = table.update().where(IS_DUE_SOME_TIME, table.c.due_at < until, table.c.lease_until.is_(None))
    tx.connection.execute(due.values(due_at=until))


def try_failed_again(tx: Transaction, since: datetime) -> None:
    """What was given up since then, and what waits for it, is to be done now. It may have arrived: it is
    looked for first."""
    again = {"due_at": tx.now, "created_at": tx.now, "attempts": 0}
    failed = table.c.state == OpState.FAILED.value
    held = _IS_OPEN & table.c.due_at.is_(None)
    recent = table.update().where(table.c.created_at >= since)
    tx.connection.execute(recent.where(held).values(again))
    tx.connection.execute(recent.where(failed).values({**again, "state": OpState.DOUBTFUL.value}))


def move_back(tx: Transaction, by: timedelta) -> None:
    """The clock was set back: what waits has waited as long as before."""
    for row in tx.connection.execute(select(table).where(IS_DUE_SOME_TIME)).all():
        lease_until = row.lease_until - by if row.lease_until is not None else None
        _change(tx, row.id, due_at=row.due_at - by, lease_until=lease_until, created_at=row.created_at - by)


def _opening(tx: Transaction, incident_id: UUID) -> Row[Any] | None:
    # The first of an incident, always.
    return tx.connection.execute(_of_incident.limit(1), {"incident": incident_id}).one_or_none()


def _rows(tx: Transaction, incident_id: UUID) -> Sequence[Row[Any]]:
    return tx.connection.execute(_of_incident, {"incident": incident_id}).all()


def _change(tx: Transaction, this: int, **values: object) -> None:
    tx.connection.execute(_this.values(values), {"this": this})


def _op(row: Row[Any]) -> Op:
    return Op(
        id=row.id,
        incident_id=row.incident_id,
        kind=OpKind(row.kind),
        body=_bodies.decode(row.body),
        attempts=row.attempts + 1,
        # A lease that nobody gave back: somebody began and did not finish.
        doubtful=row.state == OpState.DOUBTFUL or row.lease_until is not None,
        waiting_since=row.created_at,
    )
