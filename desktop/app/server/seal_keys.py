"""Where the key is kept that seals the hub's secrets: in the keyring for the hub of a desktop, in a file that
only its owner may read for a server, and where there is no keyring.

The key is not in the database, so that a backup of it has no secret in the clear.
"""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from desktop.core.errors import PairwatchError
from desktop.hub.usecases.access.seal import new_key
from desktop.oslayer.secrets import Place, Secrets

_log = logging.getLogger(__name__)

FILE = "seal.key"
NAME = "hub seal"


async def file_keys(path: Path) -> Sequence[str]:
    """The key in `path`, made when there is none. Replicas on several computers need the same file. Raises
    PairwatchError when it can be neither read nor made."""
    try:
        return [_read(path) or _make(path, new_key())]
    except OSError as error:
        raise PairwatchError(
            f"The key file {path} cannot be used: {error.strerror}.", "Make it readable, or name another one."
        ) from error


async def keyring_keys(keyring: Secrets, path: Path) -> Sequence[str]:
    """The key in the keyring; in the file when the keyring fails. What either has opens what is sealed."""
    in_file = _read(path)
    found = await keyring.get(NAME)
    keys = [key for key in (found.value, in_file) if key]
    if keys:
        return keys
    key = new_key()
    kept = await keyring.set(NAME, key)
    if kept.place is not Place.KEYRING:
        _log.warning("%s The key that seals channels is in %s instead.", kept.sentence, path)
        key = _make(path, key)
    return [key]


def _read(path: Path) -> str | None:
    try:
        key = path.read_text("ascii").strip()
    except FileNotFoundError:
        return None
    if os.name == "posix" and path.stat().st_mode & 0o077:
        _log.warning("others could read %s; it is private now", path)
        path.chmod(0o600)
    return key or None


def _make(path: Path, key: str) -> str:
    """Put `key` into a new file, whole or not at all; when somebody else was quicker, their key counts."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(key + "\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(temporary, path)
    finally:
        temporary.unlink()
    return _read(path) or key
