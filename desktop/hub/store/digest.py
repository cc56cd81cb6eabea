"""Secrets are kept as digests only; they are random and long, so that a plain SHA-256 cannot be turned
back."""

from __future__ import annotations

import hashlib


def digest(secret: str) -> str:
    """SHA-256 in hexadecimal. Looking it up in an index tells an attacker nothing by its time: nobody can
    choose it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
