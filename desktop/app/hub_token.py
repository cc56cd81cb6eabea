"""Where the token for a shared hub is kept: in the keyring by its name, or in a file where there is none."""

from __future__ import annotations

from pathlib import Path

from desktop.oslayer.paths import Paths

TOKEN_FILE = "token"


def secret_name(address: str) -> str:
    """Under which name the keyring has the token for the hub at `address`."""
    return f"hub {address}"


def token_file(paths: Paths) -> Path | None:
    """The file that has the token instead of the keyring; None when the keyring has it."""
    path = paths.config / TOKEN_FILE
    return path if path.exists() else None
