"""What `sync` is told. `at` is always the local clock, UTC.

`link` numbers the attempts to follow the hub's feed; what a former attempt says late is ignored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from desktop.client.errors import Trouble
from desktop.client.state import PendingCommand
from desktop.wire.command import Answer
from desktop.wire.feed import Change, Heartbeat, Snapshot


class Timer(StrEnum):
    """What is waited for."""

    LINK = "link"
    COMMANDS = "commands"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun(Input):
    """The session runs from now on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemResumed(Input):
    """The computer slept; every connection may be half open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePassed(Input):
    """A wait is over."""

    timer: Timer


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkInput(Input):
    link: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotArrived(LinkInput):
    """`asked_at` is when it was asked for: what was answered since then may be newer."""

    asked_at: datetime
    snapshot: Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class HeartbeatArrived(LinkInput):
    heartbeat: Heartbeat


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeArrived(LinkInput):
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotWanted(LinkInput):
    """The hub says so, or it spoke of something that this version does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFailed(LinkInput):
    """The feed ended, or it or the snapshot could not be had. `problem` is a sentence with its remedy."""

    trouble: Trouble
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandQueued(Input):
    """It is on disk."""

    pending: PendingCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandAnswered(Input):
    key: UUID
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandUndeliverable(Input):
    """The hub will never take it; `sentence` says why."""

    key: UUID
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandFailed(Input):
    """It may or may not have arrived; to be sent again with the same key."""

    key: UUID
    trouble: Trouble
