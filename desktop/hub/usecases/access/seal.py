"""Secrets that the hub must use again, encrypted for the store: addresses of channels, tokens of trackers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from desktop.core.errors import PairwatchError


class SealBroken(PairwatchError):
    """A secret was sealed with a key that this hub does not have."""


class Seal:
    """Encrypts with the first of the keys, decrypts with any of them (Fernet: AES-128-CBC and HMAC)."""

    def __init__(self, keys: Sequence[str]) -> None:
        # Here and not above: 10 MB that a hub without secrets does not need.
        from cryptography.fernet import Fernet, MultiFernet

        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def close(self, secret: str) -> str:
        """The secret, sealed; another text each time."""
        return self._fernet.encrypt(secret.encode()).decode()

    def open(self, sealed: str) -> str:
        """The secret again. Raises SealBroken."""
        from cryptography.fernet import InvalidToken

        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken as error:
            raise SealBroken(
                "The hub cannot read an address it has kept: it was sealed with another key.",
                "Enter the address again, or give the hub the key that it had before.",
            ) from error


def new_key() -> str:
    """A key for `Seal`: 32 random bytes, base64."""
    from cryptography.fernet import Fernet

    return Fernet.generate_key().decode()


class Strongbox:
    """Fetches the keys when the first secret is needed, and not before: a keyring is slow, and may be
    locked."""

    def __init__(self, keys: Callable[[], Awaitable[Sequence[str]]]) -> None:
        self._keys = keys
        self._seal: Seal | None = None
        self._lock = asyncio.Lock()

    async def seal(self) -> Seal:
        """The seal of this hub."""
        async with self._lock:
            if self._seal is None:
                self._seal = Seal(await self._keys())
            return self._seal


def passing_strongbox() -> Strongbox:
    """One whose key nobody keeps: what it sealed is lost with the process. For demo and tests."""
    key: list[str] = []

    async def keys() -> Sequence[str]:
        if not key:
            key.append(new_key())
        return key

    return Strongbox(keys)
