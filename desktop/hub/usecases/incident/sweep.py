"""Forgets what nobody needs any more."""

from __future__ import annotations

from datetime import timedelta

from desktop.hub.store import access
from desktop.hub.store.fixing import change_events, collected
from desktop.hub.store.incident import answers
from desktop.hub.store.telling import public_links
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.fixing.change_events import KEPT
from desktop.hub.usecases.retro.wellbeing import forget_who_answered
from desktop.hub.usecases.telling.public_links import LIFETIME

ANSWERS_LIVE = timedelta(days=30)
"""So long a desktop may be off and still deliver what was pressed, once."""


def sweep(tx: Transaction) -> int:
    """Remove old answers to idempotency keys, old change events, invitations and public links long
    expired, and who answered how a week was; gives how many rows."""
    before = tx.now - ANSWERS_LIVE
    return (
        answers.forget(tx, before)
        + access.forget_invitations(tx, before)
        + public_links.forget(tx, tx.now - LIFETIME)
        + collected.forget(tx, before)
        + change_events.forget(tx, tx.now - KEPT)
        + forget_who_answered(tx)
    )
