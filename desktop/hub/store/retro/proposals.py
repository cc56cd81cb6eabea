"""What became of proposed rules of urgency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec
from sqlalchemy import bindparam, select

from desktop.core.urgency.urgency import UrgencyRule
from desktop.hub.store.retro.proposal_tables import proposals as table
from desktop.hub.store.transaction import Transaction

_this = table.c.key == bindparam("this")


class Decided(StrEnum):
    """What somebody decided about a proposal."""

    ACCEPTED = "accepted"
    UNDONE = "undone"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The last word on one. `rule` as it was taken or refused; `numbers` of the incidents that it would have
    settled then."""

    key: str
    decided: Decided
    by: str
    at: datetime
    rule: UrgencyRule
    numbers: tuple[int, ...]


_settled = msgspec.json.Decoder(Settled)


def settled(tx: Transaction) -> dict[str, Settled]:
    """The last word on each, by its key."""
    rows = tx.connection.execute(select(table.c.body).order_by(table.c.at)).scalars()
    return {one.key: one for one in map(_settled.decode, rows)}


def settle(tx: Transaction, word: Settled) -> None:
    """Keep the last word on one."""
    tx.connection.execute(table.delete().where(_this), {"this": word.key})
    body = msgspec.json.encode(word).decode()
    tx.connection.execute(table.insert().values(key=word.key, at=word.at, body=body))
