"""What `sync` wants done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from desktop.client.inputs import Timer
from desktop.client.state import PendingCommand, RefusedCommand
from desktop.wire.feed import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSnapshot(Effect):
    """Ask for a snapshot, instead of whatever the link did before."""

    link: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFeed(Effect):
    """Follow the changes after `after`, instead of whatever the link did before."""

    link: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DropConnections(Effect):
    """Forget every connection, and whatever was under way on them, without waiting for anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait(Effect):
    """Say TimePassed after `delay`. A second one for the same timer takes the place of the first."""

    timer: Timer
    delay: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCommand(Effect):
    pending: PendingCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepWarm(Effect):
    """Somebody may acknowledge any moment: have a connection open for it, so that it takes one round trip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forget(Effect):
    """The command of this key is answered: remove it from the outbox."""

    key: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Effect):
    """Tell the person that their command changed nothing."""

    refused: RefusedCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class Announce(Effect):
    """The state changed; by this `change`, or (None) in another way."""

    change: Change | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetTimelines(Effect):
    """Changes were jumped over: what is loaded of timelines may have a gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep(Effect):
    """What the hub said changed: put it into the cache, soon."""
