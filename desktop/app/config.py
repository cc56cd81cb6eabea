"""What this desktop remembers of itself: `config.toml` in the config folder, edited by people or by us."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from desktop.app.local_hub import write_private
from desktop.core.errors import PairwatchError
from desktop.ui.theme.tokens import Scheme

FILE = "config.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedHub:
    """A hub that was joined. The token is in the keyring, by `address`. `certificate` is the PEM that its
    self-signed certificate was pinned to; empty when the system's authorities vouch for it."""

    address: str
    responder: str
    certificate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything in `config.toml`. Without `hub` the embedded one is used; `me`, `team` and `door` are for
    that one: who sits here (a responder's id; empty: the first admin), the team file, and whether other
    computers are let in."""

    scheme: Scheme = Scheme.SYSTEM
    text_scale: float = 1.0
    me: str = ""
    team: str = ""
    door: bool = False
    hub: SharedHub | None = None


def read_config(folder: Path) -> Config:
    """The config in `folder`, or the defaults when there is none. Raises PairwatchError."""
    path = folder / FILE
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise PairwatchError(f"{path} cannot be read: {error}.", "Mend the file or move it away.") from error
    try:
        return msgspec.convert(tomllib.loads(text), Config)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PairwatchError(
            f"{path} is not understood: {error}.", "Mend that line, or move the file away to start afresh."
        ) from error


def write_config(folder: Path, config: Config) -> None:
    """Put `config` in place of what `folder` holds: whole or not at all, readable only by its owner."""
    lines = [f"{key} = {_toml(value)}" for key, value in _fields(replace(config, hub=None))]
    if config.hub is not None:
        lines += ["", "[hub]", *(f"{key} = {_toml(value)}" for key, value in _fields(config.hub))]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = "# Written by Pairwatch; comments are not kept.\n" + "\n".join(lines) + "\n"
    write_private(folder / FILE, text.encode())


def _fields(value: Any) -> list[tuple[str, Any]]:
    return [(key, item) for key, item in msgspec.to_builtins(value).items() if item is not None]


def _toml(value: str | float | bool) -> str:
    """A TOML string or number. JSON's escapes are TOML's too (toml.io, "String"), but for the solidus, which
    msgspec leaves alone; and TOML wants DEL escaped, which JSON does not."""
    return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")
