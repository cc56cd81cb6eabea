"""Answers that were given, so that a repeated command is answered as the first time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select

from desktop.hub.store.tables import answers as table
from desktop.hub.store.transaction import Transaction

_find = select(table.c.body).where(table.c.responder == bindparam("who"), table.c.key == bindparam("this"))
_insert = table.insert()


def find(tx: Transaction, responder: str, key: str) -> str | None:
    """The answer that this responder was given for this key; None when there was none yet."""
    return tx.connection.execute(_find, {"who": responder, "this": key}).scalar()


def keep(tx: Transaction, responder: str, key: str, body: str) -> None:
    """Remember an answer."""
    tx.connection.execute(_insert, {"responder": responder, "key": key, "at": tx.now, "body": body})


def forget(tx: Transaction, before: datetime) -> int:
    """Forget the answers that were given before then; gives how many."""
    return tx.connection.execute(table.delete().where(table.c.at < before)).rowcount
