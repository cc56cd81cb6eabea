"""With what checks log in where somebody wants to know who asks.

A login belongs to an origin (scheme, host and port; RFC 6454, 4) and is given to nobody else: not to where a
redirect leads, and not where a value of the alert decides whom to ask. A run-book neither has nor names
one, so that nobody who writes run-books, or alerts, can have it sent to a place of their own.

A person's logins are in the keyring, written by `pairwatch login`. A hub on a server has them in a TOML
file that `PAIRWATCH_LOGINS` names, readable by its owner only:

    ["https://prometheus.example.com"]
    user = "pairwatch"
    password = "…"

    ["https://logs.example.com:3100"]
    token = "…"
"""

from __future__ import annotations

import logging
import os
import tomllib
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from desktop.oslayer.secrets import Secrets

_log = logging.getLogger(__name__)

FILE_VARIABLE = "PAIRWATCH_LOGINS"
_PORTS = {"http": 80, "https": 443}


class Logins(Protocol):
    """Whoever knows them."""

    async def header(self, origin: str) -> str:
        """The header Authorization for this origin; empty: none is known."""
        ...


class NoLogins:
    """Nobody is told who asks."""

    async def header(self, origin: str) -> str:
        return ""


class KeyringLogins:
    """Those of the person at this computer. Each is looked up once; a keyring that does not answer has
    none."""

    def __init__(self, secrets: Secrets | None = None) -> None:
        self._secrets = secrets or Secrets()
        self._known: dict[str, str] = {}

    async def header(self, origin: str) -> str:
        if origin not in self._known:
            self._known[origin] = (await self._secrets.get(secret_name(origin))).value or ""
        return self._known[origin]


class FileLogins:
    """Those of a file; see above. What is wrong with it is logged, and then nobody is told who asks."""

    def __init__(self, path: Path) -> None:
        self._headers = _read(path)

    async def header(self, origin: str) -> str:
        return self._headers.get(origin, "")


def logins_from(environment: Mapping[str, str]) -> Logins:
    """The file that the environment names; without one the keyring."""
    path = environment.get(FILE_VARIABLE, "")
    return FileLogins(Path(path)) if path else KeyringLogins()


def secret_name(origin: str) -> str:
    """Under which name the keyring has it."""
    return f"login {origin}"


def origin_of(address: str) -> str:
    """Scheme, host and port of an address, such as `https://prometheus.example.com`; the usual port is not
    written. Empty: it is no web address."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in _PORTS or not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + ("" if port in (None, _PORTS[parts.scheme]) else f":{port}")


def basic(user: str, password: str) -> str:
    """The header for a name and a password (RFC 7617)."""
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


def bearer(token: str) -> str:
    """The header for a token (RFC 6750)."""
    return f"Bearer {token}"


def _read(path: Path) -> dict[str, str]:
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            _log.warning("%s is not used: others can read it. Make it private: chmod 600", path)
            return {}
        written = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        _log.warning("%s is not used: %s", path, type(error).__name__)
        return {}
    found = {}
    for address, login in written.items():
        origin = origin_of(address)
        match login:
            case {"token": str(token)} if origin and token:
                found[origin] = bearer(token)
            case {"user": str(user), "password": str(password)} if origin and ":" not in user:
                found[origin] = basic(user, password)
            case _:
                _log.warning("%s: the login for %s needs user and password, or a token", path, address)
    return found
