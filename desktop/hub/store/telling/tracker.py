"""Where tickets go, and the words that labels are chosen from: rows of what the store knows about itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

import msgspec
from sqlalchemy import bindparam, select

from desktop.channels.trackers.account import TrackerKind
from desktop.hub.store.incident import changes
from desktop.hub.store.tables import meta
from desktop.hub.store.transaction import Transaction

T = TypeVar("T")

_TRACKER, _VOCABULARY = "tracker", "vocabulary"
_find = select(meta.c.value).where(meta.c.name == bindparam("this"))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTracker:
    """The tracker, its token sealed. Empty `services` or `severities`: of all. `readers`: whose updates
    become comments."""

    kind: TrackerKind
    name: str
    url: str
    project: str
    user: str = ""
    issue_type: str = "Task"
    services: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    sealed: str = field(repr=False)

    @property
    def place(self) -> str:
        """Tells one project from any other."""
        return f"{self.url}/{self.project}"


Vocabulary = dict[str, tuple[str, ...]]
"""Values of labels by their keys, in the team's order."""


def load(tx: Transaction) -> KeptTracker | None:
    """The tracker; None when there is none."""
    return _load(tx, _TRACKER, KeptTracker)


def save(tx: Transaction, kept: KeptTracker | None) -> None:
    """Keep it instead of the one before; None: there is none any more."""
    _save(tx, _TRACKER, kept)


def vocabulary(tx: Transaction) -> Vocabulary:
    """What the team file lists; empty when it lists nothing."""
    return _load(tx, _VOCABULARY, Vocabulary) or {}


def keep_vocabulary(tx: Transaction, words: Vocabulary) -> bool:
    """Keep it instead of the one before and tell everybody by a change; whether it is another."""
    # Also in another order: it is the order in which people are offered them.
    if list(vocabulary(tx).items()) == list(words.items()):
        return False
    _save(tx, _VOCABULARY, words or None)
    changes.append(tx, None, [])
    return True


def _load(tx: Transaction, name: str, shape: type[T]) -> T | None:
    value = tx.connection.execute(_find, {"this": name}).scalar()
    return msgspec.json.decode(value, type=shape) if value is not None else None


def _save(tx: Transaction, name: str, value: object) -> None:
    tx.connection.execute(meta.delete().where(meta.c.name == name))
    if value is not None:
        text = msgspec.json.encode(value).decode()
        tx.connection.execute(meta.insert().values(name=name, value=text))
