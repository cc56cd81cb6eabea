"""Templates that somebody wrote: every version is kept, so that any can be restored."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import select

from desktop.core.telling.template import Template
from desktop.hub.store.incident import changes
from desktop.hub.store.tables import templates as table
from desktop.hub.store.transaction import Transaction

_decoder = msgspec.json.Decoder(Template)
_all = select(table.c.body).order_by(table.c.stage, table.c.readers, table.c.version)


def every(tx: Transaction) -> list[Template]:
    """All versions of all templates; those of one stage and readers follow each other, the oldest first."""
    return [_decoder.decode(body) for body in tx.connection.execute(_all).scalars()]


def add(tx: Transaction, template: Template) -> None:
    """Keep a new version and tell everybody by a change. Its number must be new."""
    tx.connection.execute(table.insert().values(_columns(template)))
    changes.append(tx, None, [])


def _columns(template: Template) -> dict[str, Any]:
    return {
        "stage": template.stage.value,
        "readers": template.readers.value,
        "version": template.version,
        "body": msgspec.json.encode(template).decode(),
        "changed_by": template.changed_by,
        "changed_at": template.changed_at,
    }
