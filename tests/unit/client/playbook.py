"""Dialogues with the sync: what it is told, and what it wants done. Reads like a protocol."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from desktop.client.effects import Announce, Effect
from desktop.client.errors import Trouble
from desktop.client.inputs import ChangeArrived, HeartbeatArrived, Input, LinkFailed, SnapshotArrived
from desktop.client.state import Connection, PendingCommand, State
from desktop.client.sync import Sync
from desktop.core.incident.commands import Command
from desktop.core.incident.events import Event
from desktop.core.incident.incident import Incident
from desktop.wire.feed import Change, Heartbeat, Snapshot
from tests.sample import NIGHT, TEAM

LOCAL = datetime(2026, 11, 24, 2, 41, 50, tzinfo=UTC)
"""The desktop's clock when the hub's shows NIGHT: two seconds behind."""
SECOND = timedelta(seconds=1)


def half() -> float:
    """The dice of these tests."""
    return 0.5


class Playbook:
    """`sync` from its beginning; `given` answers with the effects, those that only tell listeners left
    out."""

    def __init__(self, state: State | None = None, random: Callable[[], float] = half) -> None:
        self.sync = Sync(state or State(connection_since=LOCAL), random)
        self.told: list[Announce] = []

    @property
    def state(self) -> State:
        return self.sync.state

    def connection(self) -> Connection:
        # A method, because mypy holds what was asserted of a property to be true ever after.
        return self.sync.state.connection

    def given(self, given: Input) -> list[Effect]:
        effects = self.sync.handle(given)
        self.told = [effect for effect in effects if isinstance(effect, Announce)]
        return [effect for effect in effects if not isinstance(effect, Announce)]


def snapshot(
    *incidents: Incident, cursor: int = 7, epoch: str = "first", me: str = "ana", protocol: int = 1
) -> Snapshot:
    return Snapshot(
        now=NIGHT, epoch=epoch, cursor=cursor, me=me, team=TEAM, incidents=incidents, protocol=protocol
    )


def snapshot_arrived(
    link: int, what: Snapshot, at: datetime = LOCAL, took: timedelta = timedelta(0)
) -> SnapshotArrived:
    return SnapshotArrived(at=at, link=link, asked_at=at - took, snapshot=what)


def heartbeat_arrived(
    link: int,
    at: datetime = LOCAL,
    cursor: int = 7,
    epoch: str = "first",
    now: datetime = NIGHT,
    protocol: int = 1,
) -> HeartbeatArrived:
    beat = Heartbeat(now=now, epoch=epoch, cursor=cursor, protocol=protocol)
    return HeartbeatArrived(at=at, link=link, heartbeat=beat)


def change_arrived(
    link: int, seq: int, incident: Incident | None, *events: Event, at: datetime = LOCAL
) -> ChangeArrived:
    return ChangeArrived(
        at=at, link=link, change=Change(seq=seq, now=NIGHT, incident=incident, events=events)
    )


def lost(link: int, at: datetime = LOCAL, trouble: Trouble = Trouble.UNREACHABLE) -> LinkFailed:
    return LinkFailed(at=at, link=link, trouble=trouble, problem="The hub cannot be reached.")


def pending(command: Command, number: int = 1) -> PendingCommand:
    return PendingCommand(key=UUID(int=number), command=command, queued_at=LOCAL)
