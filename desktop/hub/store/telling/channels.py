"""Channels and their sealed addresses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select

from desktop.core.team.channel import Channel
from desktop.core.telling.update import Readers
from desktop.hub.store.incident import changes
from desktop.hub.store.tables import channels as table
from desktop.hub.store.transaction import Transaction

_all = select(table).order_by(table.c.name)
_find = select(table).where(table.c.name == bindparam("this"))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptChannel:
    """`sealed` is the address, encrypted. `from_file`: the team file owns it."""

    channel: Channel
    sealed: str = field(repr=False)
    from_file: bool


def every(tx: Transaction) -> list[KeptChannel]:
    """All channels, by name."""
    return [_kept(row) for row in tx.connection.execute(_all)]


def find(tx: Transaction, name: str) -> KeptChannel | None:
    """The channel of this name; None when there is none."""
    row = tx.connection.execute(_find, {"this": name}).one_or_none()
    return _kept(row) if row is not None else None


def save(tx: Transaction, kept: KeptChannel) -> None:
    """Add the channel, or replace the one of this name, and tell everybody by a change."""
    remove(tx, kept.channel.name, tell=False)
    channel = kept.channel
    tx.connection.execute(
        table.insert().values(
            name=channel.name,
            readers=channel.readers.value,
            kind=channel.kind,
            longest=channel.longest,
            sealed=kept.sealed,
            from_file=kept.from_file,
        )
    )
    changes.append(tx, None, [])


def remove(tx: Transaction, name: str, *, tell: bool = True) -> None:
    """Forget the channel and its address."""
    tx.connection.execute(table.delete().where(table.c.name == name))
    if tell:
        changes.append(tx, None, [])


def _kept(row: Any) -> KeptChannel:
    return KeptChannel(
        channel=Channel(name=row.name, readers=Readers(row.readers), kind=row.kind, longest=row.longest),
        sealed=row.sealed,
        from_file=row.from_file,
    )
