"""Under which address the hub was last started, for the invitations that another process writes."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from sqlalchemy import delete, insert, select

from desktop.hub.store.tables import meta
from desktop.hub.store.transaction import Transaction

_NAME = "address"


@dataclass(frozen=True, slots=True)
class Address:
    """The base URL, and the fingerprint of a self-signed certificate (hex), else empty."""

    url: str
    fingerprint: str = ""


def remember(tx: Transaction, address: Address) -> None:
    """The hub can be reached there from now on."""
    if known(tx) == address:
        return
    tx.connection.execute(delete(meta).where(meta.c.name == _NAME))
    tx.connection.execute(insert(meta).values(name=_NAME, value=msgspec.json.encode(address).decode()))


def known(tx: Transaction) -> Address | None:
    """None when no hub was ever started on this database."""
    value = tx.connection.scalar(select(meta.c.value).where(meta.c.name == _NAME))
    return msgspec.json.decode(value, type=Address) if value else None
