"""Which monitor is speaking: integration keys."""

from __future__ import annotations

import secrets
import string

from desktop.hub.store import access
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import UnknownKey

KEY_LENGTH = 32
"""As PagerDuty's, so that it fits wherever one of theirs does."""
KEY_CHARACTERS = string.ascii_letters + string.digits


def integration_of(tx: Transaction, key: str) -> str:
    """The name of the integration whose key this is. Raises UnknownKey."""
    name = access.integration_of(tx, key)
    if name is None:
        raise UnknownKey("No integration has this key.", "Copy the key from the team file or the app again.")
    return name


def new_integration_key(tx: Transaction, name: str) -> str:
    """A new key for the integration `name`, in the clear this once."""
    key = "".join(secrets.choice(KEY_CHARACTERS) for _ in range(KEY_LENGTH))
    access.add_key(tx, key, name)
    return key
