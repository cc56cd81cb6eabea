"""Forgets what nobody needs any more."""

from __future__ import annotations

from datetime import timedelta

from desktop.hub.store import access, answers
from desktop.hub.store.transaction import Transaction

ANSWERS_LIVE = timedelta(days=30)
"""So long a desktop may be off and still deliver what was pressed, once."""


def sweep(tx: Transaction) -> int:
    """Remove old answers to idempotency keys, and invitations long expired; gives how many rows."""
    before = tx.now - ANSWERS_LIVE
    return answers.forget(tx, before) + access.forget_invitations(tx, before)
