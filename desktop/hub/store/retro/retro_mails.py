"""To whom the retro of a week was mailed: one value for each week, beside what the store knows of itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec
from sqlalchemy import select

from desktop.core.retro.retro_mail import RetroMail
from desktop.hub.store.tables import meta
from desktop.hub.store.transaction import Transaction

_mails = msgspec.json.Decoder(tuple[RetroMail, ...])


def of_week(tx: Transaction, starts_on: date) -> dict[str, RetroMail]:
    """By channel."""
    body = tx.connection.execute(select(meta.c.value).where(meta.c.name == _name(starts_on))).scalar()
    return {one.channel: one for one in _mails.decode(body)} if body else {}


def keep(tx: Transaction, starts_on: date, mails: Iterable[RetroMail]) -> None:
    """Make these what is known of these channels."""
    known = of_week(tx, starts_on)
    after = known | {one.channel: one for one in mails}
    body = msgspec.json.encode(tuple(after.values())).decode()
    name = _name(starts_on)
    if known:
        tx.connection.execute(meta.update().where(meta.c.name == name).values(value=body))
    else:
        tx.connection.execute(meta.insert().values(name=name, value=body))


def _name(starts_on: date) -> str:
    return f"retro mailed {starts_on}"
