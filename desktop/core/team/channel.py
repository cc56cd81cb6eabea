"""Channels: where updates go. Their addresses are secrets of the hub; desktops know names only."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.telling.update import Readers


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """`name` is what people say ("#incidents"), `kind` the service ("mail", "slack"). `longest` is how many
    characters a message may have there; 0: no limit that matters."""

    name: str
    readers: Readers
    kind: str = ""
    longest: int = 0
