"""Deliveries: updates on their way to channels, and pages on their way to the responders' own, as rows that
are written with the update or the page itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import msgspec
from sqlalchemy import Row, Select, bindparam, func, select

from desktop.channels.message import Message, Thread
from desktop.core.incident.events import DeliveryChanged, Event, UpdateSent
from desktop.core.incident.incident import Incident
from desktop.core.incident.reach_events import PageTriedElsewhere
from desktop.core.incident.reach_words import reach_words
from desktop.core.telling.update import Delivery, DeliveryState, Update
from desktop.hub.store.tables import IS_DUE_SOME_TIME, channels
from desktop.hub.store.tables import deliveries as table
from desktop.hub.store.telling.own_channels import OF_ONES_OWN, key_of, own_channels
from desktop.hub.store.transaction import Transaction

_messages = msgspec.json.Decoder(Message)
_insert = table.insert()
_this = table.update().where(table.c.id == bindparam("this"))
_first = (
    select(table.c.body)
    .where(table.c.incident_id == bindparam("incident"), table.c.channel == bindparam("to"))
    .order_by(table.c.created_at, table.c.id)
    .limit(1)
)
_load = select(table).where(table.c.id == bindparam("this"))
_earlier = table.alias("earlier")
# On one channel an incident's updates go out in their order: the next waits while one is tried again. A page
# waits for nothing.
_is_page = table.c.channel.contains(OF_ONES_OWN)
_is_overtaking = (
    select(_earlier.c.id)
    .where(
        _earlier.c.incident_id == table.c.incident_id,
        _earlier.c.channel == table.c.channel,
        _earlier.c.state == DeliveryState.WAITING.value,
        _earlier.c.created_at < table.c.created_at,
        ~_is_page,
    )
    .exists()
)
_next_due = select(table.c.due_at).where(IS_DUE_SOME_TIME, ~_is_overtaking).order_by(table.c.due_at).limit(1)
_ready = (
    select(table, func.coalesce(channels.c.sealed, own_channels.c.sealed).label("sealed"))
    .join(channels, channels.c.name == table.c.channel, isouter=True)
    .join(own_channels, own_channels.c.key == table.c.channel, isouter=True)
    .where(IS_DUE_SOME_TIME, table.c.due_at <= bindparam("until"), ~_is_overtaking)
    .order_by(table.c.due_at, table.c.id)
    .limit(bindparam("most"))
)


def _by_pages(statement: Select[Any]) -> Mapping[bool | None, Select[Any]]:
    return {None: statement, True: statement.where(_is_page), False: statement.where(~_is_page)}


_next_due_of, _ready_of = _by_pages(_next_due), _by_pages(_ready)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A delivery that is ours until its lease ends. `update_id`: of the update, or of the page on one's own
    channel. `attempts` counts this one. `doubtful`: an earlier one may have arrived. `sealed`: the address of
    the channel, encrypted; None when there is no such channel (any more). `waiting_since`: when it was first
    to be sent."""

    id: UUID
    incident_id: UUID
    update_id: UUID
    channel: str
    attempts: int
    doubtful: bool
    waiting_since: datetime
    message: Message
    sealed: str | None = field(repr=False)


def delivery_id(incident_id: UUID, update_id: UUID, channel: str) -> UUID:
    """The same for the same update on the same channel."""
    return uuid5(incident_id, f"{update_id} {channel}")


def project(tx: Transaction, incident: Incident, events: Sequence[Event]) -> None:
    """Write what `events` say about deliveries: a new update is to be sent, a failed one to be sent again."""
    for event in events:
        match event:
            case UpdateSent(update=update):
                for delivery in update.deliveries:
                    _add(tx, incident, update, delivery)
            case PageTriedElsewhere():
                for channel in event.channels:
                    _add_page(tx, incident, event, channel)
            case DeliveryChanged(update_id=update_id, delivery=delivery):
                if delivery.state is DeliveryState.WAITING:
                    _send_again(tx, delivery_id(incident.id, update_id, delivery.channel))
            case _:
                pass


def next_due(tx: Transaction, pages: bool | None = None) -> datetime | None:
    """When a delivery is due next, past or to come; None when none is. `pages`: of a page, of an update, or
    of either."""
    return tx.connection.execute(_next_due_of[pages]).scalar()


def claim(tx: Transaction, limit: int, lease: timedelta, pages: bool | None = None) -> list[Claimed]:
    """Take what is due, at most `limit`; `pages` as for `next_due`. Writers come one after the other, on
    either database, so nobody else takes the same before the lease ends; after that whoever looks next
    does."""
    rows = tx.connection.execute(_ready_of[pages], {"until": tx.now, "most": limit}).all()
    claimed = [_claimed(row) for row in rows]
    for mine in claimed:
        until = tx.now + lease
        tx.connection.execute(
            _this.values(
                due_at=until, lease_until=until, attempts=mine.attempts, doubtful=mine.doubtful
            ),
            {"this": mine.id},
        )  # fmt: skip
    return claimed


def state_of(tx: Transaction, this: UUID) -> tuple[DeliveryState, int, bool] | None:
    """State, attempts, and whether it is doubtful; None for an unknown one."""
    row = tx.connection.execute(_load, {"this": this}).one_or_none()
    return (DeliveryState(row.state), row.attempts, row.doubtful) if row is not None else None


def wait(tx: Transaction, this: UUID, until: datetime, *, doubtful: bool) -> None:
    """It is tried again at `until`."""
    values = {"due_at": until, "lease_until": None, "doubtful": doubtful}
    tx.connection.execute(_this.values(values), {"this": this})


def finish(tx: Transaction, this: UUID, state: DeliveryState) -> None:
    """It is sent, or given up."""
    values = {"due_at": None, "lease_until": None, "state": state.value}
    tx.connection.execute(_this.values(values), {"this": this})


def move_back(tx: Transaction, by: timedelta) -> None:
    """The clock was set back: what waits has waited as long as before."""
    for row in tx.connection.execute(select(table).where(IS_DUE_SOME_TIME)).all():
        lease_until = row.lease_until - by if row.lease_until is not None else None
        values = {"due_at": row.due_at - by, "lease_until": lease_until, "created_at": row.created_at - by}
        tx.connection.execute(_this.values(values), {"this": row.id})


def _add(tx: Transaction, incident: Incident, update: Update, delivery: Delivery) -> None:
    first = tx.connection.execute(_first, {"incident": incident.id, "to": delivery.channel}).scalar()
    subject = update.subject or f"#{incident.number} {incident.title}"
    thread = Thread(
        id=incident.id.hex,
        message=update.id.hex,
        starts=first is None,
        subject=_messages.decode(first).thread.subject if first is not None else subject,
    )
    message = Message(subject=subject, text=update.text, thread=thread)
    this = delivery_id(incident.id, update.id, delivery.channel)
    _insert_waiting(tx, this, incident.id, update.id, delivery.channel, message)


def _add_page(tx: Transaction, incident: Incident, event: PageTriedElsewhere, name: str) -> None:
    channel = key_of(event.responder, name)
    # The time, too: an id that is there already would keep the whole incident from going on.
    this = uuid5(incident.id, f"{event.page_id} {event.why} {event.at.isoformat()} {channel}")
    subject, text = reach_words(incident, event)
    # A thread of its own, so that a mail has an id of its own: servers drop what has one that they have seen.
    thread = Thread(id=this.hex, message=this.hex, starts=True, subject=subject)
    message = Message(subject=subject, text=text, thread=thread)
    _insert_waiting(tx, this, incident.id, event.page_id, channel, message)


def _insert_waiting(
    tx: Transaction, this: UUID, incident_id: UUID, of: UUID, channel: str, message: Message
) -> None:
    """`of` that update, or that page."""
    tx.connection.execute(
        _insert,
        {
            "id": this,
            "incident_id": incident_id,
            "update_id": of,
            "channel": channel,
            "created_at": tx.now,
            "due_at": tx.now,
            "attempts": 0,
            "doubtful": False,
            "state": DeliveryState.WAITING.value,
            "body": msgspec.json.encode(message).decode(),
        },
    )


def _send_again(tx: Transaction, this: UUID) -> None:
    """Only one that failed: of one that is tried again by itself the engine says so, too."""
    failed = _this.where(table.c.state == DeliveryState.FAILED.value)
    values = {"state": DeliveryState.WAITING.value, "due_at": tx.now, "created_at": tx.now, "attempts": 0}
    tx.connection.execute(failed.values(values), {"this": this})


def _claimed(row: Row[tuple[object, ...]]) -> Claimed:
    return Claimed(
        id=row.id,
        incident_id=row.incident_id,
        update_id=row.update_id,
        channel=row.channel,
        attempts=row.attempts + 1,
        # A lease that nobody gave back: somebody began and did not finish.
        doubtful=row.doubtful or row.lease_until is not None,
        waiting_since=row.created_at,
        message=_messages.decode(row.body),
        sealed=row.sealed,
    )
