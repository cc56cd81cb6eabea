"""Dedup keys: by what a monitor's reports about the same alert are recognised."""

from __future__ import annotations

import hashlib

LONGEST = 255
"""PagerDuty's limit, which holds for every format here."""


def bounded(key: str) -> str:
    """The key itself, or for one that is too long always the same shorter one.

    Cutting alone could make two alerts one.
    """
    if len(key) <= LONGEST:
        return key
    digest = hashlib.sha256(key.encode(errors="replace")).hexdigest()
    return f"{key[: LONGEST - len(digest) - 1]}-{digest}"


def made_from(body: bytes) -> str:
    """A key for a message that has none: the same message again is a repeat."""
    return f"body-{hashlib.sha256(body).hexdigest()[:32]}"
