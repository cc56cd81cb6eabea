"""Actions of the retro as they are stored, one row each. A to-do of an incident becomes one in the very
transaction that writes it down."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, select

from desktop.core.incident.events import Event, NoteAdded, NoteKind
from desktop.core.incident.incident import Incident
from desktop.core.retro.action import Action, action_of
from desktop.hub.store.incident import changes
from desktop.hub.store.tables import IS_DONE, IS_NOT_DONE
from desktop.hub.store.tables import actions as table
from desktop.hub.store.transaction import Transaction

_decoder = msgspec.json.Decoder(Action)
_open = select(table.c.body).where(IS_NOT_DONE).order_by(table.c.created_at, table.c.id)
_done = (
    select(table.c.body)
    .where(IS_DONE)
    .order_by(table.c.done_at.desc(), table.c.id)
    .limit(bindparam("most"))
)  # fmt: skip
_find = select(table.c.body).where(table.c.id == bindparam("this"))
_update = table.update().where(table.c.id == bindparam("this"))


def to_do(tx: Transaction) -> list[Action]:
    """All that are not done, the oldest first."""
    return [_decoder.decode(body) for body in tx.connection.execute(_open).scalars()]


def done(tx: Transaction, limit: int) -> list[Action]:
    """The ones that were done last, the latest first."""
    return [_decoder.decode(body) for body in tx.connection.execute(_done, {"most": limit}).scalars()]


def find(tx: Transaction, action_id: UUID) -> Action | None:
    """The action with this id; None when there is none."""
    body = tx.connection.execute(_find, {"this": action_id}).scalar()
    return _decoder.decode(body) if body is not None else None


def add(tx: Transaction, action: Action) -> None:
    """Store a new action and tell everybody by a change."""
    _insert(tx, action)
    changes.append(tx, None, [])


def save(tx: Transaction, action: Action) -> None:
    """Replace the action with this id and tell everybody by a change."""
    values = {"done_at": action.done_at, "body": _encoded(action)}
    tx.connection.execute(_update.values(values), {"this": action.id})
    changes.append(tx, None, [])


def project(tx: Transaction, incident: Incident, events: Sequence[Event]) -> None:
    """Make an action of each to-do among `events`, unless it is one already. Whoever hears of the incident
    hears of it."""
    for event in events:
        if isinstance(event, NoteAdded) and event.kind is NoteKind.TODO:
            action = action_of(incident, event)
            if find(tx, action.id) is None:
                _insert(tx, action)


def _insert(tx: Transaction, action: Action) -> None:
    tx.connection.execute(
        table.insert().values(
            id=action.id,
            incident_id=action.incident_id,
            created_at=action.created_at,
            done_at=action.done_at,
            body=_encoded(action),
        )
    )


def _encoded(action: Action) -> str:
    return msgspec.json.encode(action).decode()
