"""Tokens, kept in the system's keyring; in memory, and said so, where that does not work."""

from __future__ import annotations

import asyncio
import enum
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from desktop.oslayer.daemon_threads import DaemonThreads

_log = logging.getLogger(__name__)
T = TypeVar("T")

_LOCKED = (
    "The keyring does not answer; it may be locked. Unlock it, then restart Pairwatch. "
    "Until then the token is kept in memory only."
)
_ABSENT = (
    "There is no keyring here, so the token is kept in memory only and asked for again at the next start. "
    "Install gnome-keyring or KWallet to keep it."
)


class Place(enum.Enum):
    """Where a secret is."""

    KEYRING = "keyring"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class Found:
    """A secret that was looked up. `value` is None when it is not there, or when the keyring cannot say."""

    value: str | None = field(repr=False)
    place: Place
    sentence: str = ""
    """For a banner, when the keyring failed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a secret was put, or from where it was removed."""

    place: Place
    sentence: str = ""


class _Unusable(Exception):
    """The keyring cannot be used now; the message is for the person."""


class Secrets:
    """The keyring entries of one profile. Nothing here blocks the loop, takes longer than `patience`, or
    raises.

    A locked keyring can hang on a prompt for ever, in a thread that cannot be ended; so each call has a
    daemon thread of its own, and while one hangs no other is sent after it.
    """

    def __init__(self, profile: str | None = None, patience: timedelta = timedelta(seconds=5)) -> None:
        self._service = f"pairwatch-{profile}" if profile else "pairwatch"
        self._patience = patience
        self._threads = DaemonThreads("keyring")
        self._memory: dict[str, str] = {}
        self._hanging: asyncio.Future[Any] | None = None

    async def get(self, name: str) -> Found:
        """What is kept under `name`; what is in memory goes first, since it is newer."""
        if name in self._memory:
            return Found(self._memory[name], Place.MEMORY)
        try:
            value = await self._call(lambda: _read(self._service, name))
        except _Unusable as error:
            return Found(None, Place.MEMORY, str(error))
        return Found(value, Place.KEYRING)

    async def set(self, name: str, value: str) -> Kept:
        """Keep `value`, in memory when there is no other way."""
        try:
            await self._call(lambda: _write(self._service, name, value))
        except _Unusable as error:
            self._memory[name] = value
            return Kept(Place.MEMORY, str(error))
        self._memory.pop(name, None)
        return Kept(Place.KEYRING)

    async def delete(self, name: str) -> Kept:
        """Forget it everywhere; harmless when it is not there."""
        self._memory.pop(name, None)
        try:
            await self._call(lambda: _remove(self._service, name))
        except _Unusable as error:
            return Kept(Place.MEMORY, str(error))
        return Kept(Place.KEYRING)

    async def _call(self, work: Callable[[], T]) -> T:
        if self._hanging is not None and not self._hanging.done():
            raise _Unusable(_LOCKED)
        future = asyncio.wrap_future(self._threads.submit(work))
        done, _ = await asyncio.wait({future}, timeout=self._patience.total_seconds())
        if not done:
            self._hanging = future
            future.add_done_callback(_forget)
            _log.warning("the keyring does not answer")
            raise _Unusable(_LOCKED)
        error = future.exception()
        if error is None:
            return future.result()
        # Back ends raise whatever their libraries raise; their messages may not hold a secret, but might.
        _log.warning("the keyring cannot be used: %s", type(error).__name__)
        raise _Unusable(_LOCKED if "Lock" in type(error).__name__ else _ABSENT)


def _read(service: str, name: str) -> str | None:
    import keyring  # 0.13 s, in the thread that needs it

    _refuse_useless(keyring.get_keyring())
    return keyring.get_password(service, name)


def _write(service: str, name: str, value: str) -> None:
    import keyring

    _refuse_useless(keyring.get_keyring())
    keyring.set_password(service, name, value)


def _remove(service: str, name: str) -> None:
    import keyring
    from keyring.errors import PasswordDeleteError

    _refuse_useless(keyring.get_keyring())
    try:
        keyring.delete_password(service, name)
    except PasswordDeleteError:
        return  # it was not there


def _refuse_useless(backend: object) -> None:
    """The null back end keeps nothing and says nothing."""
    if type(backend).__module__ == "keyring.backends.null":
        raise RuntimeError("the null keyring keeps nothing")


def _forget(future: asyncio.Future[Any]) -> None:
    """Take the result of a call nobody waits for any more, so that asyncio does not complain."""
    if not future.cancelled():
        future.exception()
