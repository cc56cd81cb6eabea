"""Follow the hub, without doing anything: inputs in, a new state and the effects to be done out.

A link is one attempt to follow the feed: a snapshot when one is needed, then the changes after it. Commands
travel beside it (`delivery`), so that an acknowledgement never waits for the feed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from desktop.client.attention import ringing
from desktop.client.backoff import backoff
from desktop.client.delivery import Delivery
from desktop.client.effects import (
    Announce,
    DropConnections,
    Effect,
    FetchSnapshot,
    Forget,
    ForgetTimelines,
    Keep,
    KeepWarm,
    OpenFeed,
    Report,
    Wait,
)
from desktop.client.errors import Trouble
from desktop.client.inputs import (
    Begun,
    ChangeArrived,
    CommandAnswered,
    CommandFailed,
    CommandQueued,
    CommandUndeliverable,
    HeartbeatArrived,
    Input,
    LinkFailed,
    LinkInput,
    SnapshotArrived,
    SnapshotWanted,
    SystemResumed,
    TimePassed,
    Timer,
)
from desktop.client.merge import with_change, with_incident, with_snapshot
from desktop.client.state import Connection, PendingCommand, RefusedCommand, State
from desktop.core.incident.commands import ConfirmRinging
from desktop.core.incident.decision import Refusal
from desktop.core.incident.incident import Incident
from desktop.wire.feed import PROTOCOL

START_PATIENCE = timedelta(seconds=5)
"""So long after the start a hub that cannot be reached is starting itself, not lost."""
CLOCK_TOLERANCE = timedelta(milliseconds=100)
"""Smaller differences of a heartbeat are the network's, not the clocks'."""
MOST_REFETCHES = 3
"""So many snapshots in a row without a step forward; then something is wrong, and each further one waits."""
NEWER_HUB = "The hub is newer than this Pairwatch. Update Pairwatch here, too."


class Sync:
    """`state` is what is known; `handle` changes it and says what to do. `random` gives numbers from 0 to
    1."""

    def __init__(self, state: State, random: Callable[[], float]) -> None:
        self.state = state
        self._random = random
        self._link = 0
        self._failures = 0
        self._refetches = 0
        self._needs_snapshot = True
        self._protocol = PROTOCOL
        self._greeted = False
        self._promised = 0
        self._heard_at: datetime | None = None
        self._half_round_trip = timedelta(0)
        self._ahead: dict[UUID, int] = {}
        """Incidents that an answer told of before the feed did, with the last change they contain."""
        self._delivery = Delivery(state.pending, random)

    def handle(self, given: Input) -> list[Effect]:
        """What is to be done about `given`."""
        if isinstance(given, LinkInput) and given.link != self._link:
            return []
        match given:
            case Begun(at=at):
                self.state = replace(self.state, connection_since=at)
                return [*self._connect(), *self._delivery.begin()]
            case SystemResumed(at=at):
                return self._resumed(at)
            case TimePassed(timer=Timer.LINK):
                return self._connect()
            case TimePassed(timer=Timer.COMMANDS):
                return self._delivery.try_again()
            case SnapshotArrived():
                return self._snapshot(given)
            case HeartbeatArrived():
                return self._heartbeat(given)
            case ChangeArrived():
                return self._change(given)
            case SnapshotWanted():
                return self._refetch()
            case LinkFailed():
                return self._failed(given)
            case CommandQueued(pending=pending):
                effects = self._delivery.queue(pending)
                return [*effects, *self._pending_changed()]
            case CommandAnswered():
                return self._command_answered(given)
            case CommandUndeliverable(key=key, sentence=sentence):
                return self._command_gone(key, sentence=sentence)
            case CommandFailed(key=key, trouble=trouble):
                effects = self._delivery.failed(key, trouble)
                if trouble is Trouble.TOKEN_REFUSED and self._greeted:
                    # The feed may live on with a token that is good no more; asking anew says so to the
                    # person.
                    effects += self._refetch()
                return effects
        raise TypeError(f"no rule for {type(given).__name__}")

    # --- the link

    def _connect(self) -> list[Effect]:
        self._link += 1
        self._greeted = False
        if self._needs_snapshot:
            return [FetchSnapshot(link=self._link)]
        return [OpenFeed(link=self._link, after=self.state.cursor)]

    def _refetch(self) -> list[Effect]:
        self._needs_snapshot = True
        self._refetches += 1
        if self._refetches > MOST_REFETCHES:
            self._link += 1
            self._greeted = False
            # Whatever the old link was doing ends with the next one; its words are not listened to any more.
            return [Wait(timer=Timer.LINK, delay=backoff(self._refetches, self._random))]
        return self._connect()

    def _resumed(self, at: datetime) -> list[Effect]:
        if not self._link:
            return []
        # The time asleep is nobody's fault: "lost for" counts anew.
        self._failures = 0
        self.state = replace(self.state, connection_since=at)
        return [DropConnections(), *self._connect(), *self._delivery.dropped(), Announce()]

    def _failed(self, given: LinkFailed) -> list[Effect]:
        self._link += 1
        self._greeted = False
        refused = given.trouble is Trouble.TOKEN_REFUSED
        wait = self._wait_for_link(longest=refused)
        state = self.state
        starting = state.connection is Connection.STARTING
        if starting and not refused and given.at - state.connection_since < START_PATIENCE:
            return [wait]
        since = state.connection_since
        if state.connection is Connection.CONNECTED:
            since = given.at
            if given.trouble is Trouble.SILENT and self._heard_at is not None and self._heard_at < since:
                since = max(self._heard_at, since - timedelta(minutes=1))
        connection = Connection.REFUSED if refused else Connection.LOST
        self.state = replace(state, connection=connection, connection_since=since, problem=given.problem)
        return [wait, Announce()] if self.state != state else [wait]

    def _wait_for_link(self, *, longest: bool = False) -> Wait:
        self._failures += 1
        failures = max(self._failures, 10) if longest else self._failures
        return Wait(timer=Timer.LINK, delay=backoff(failures, self._random))

    # --- what the hub says

    def _snapshot(self, given: SnapshotArrived) -> list[Effect]:
        snapshot = given.snapshot
        self._half_round_trip = max(given.at - given.asked_at, timedelta(0)) / 2
        self._needs_snapshot = False
        self._protocol = snapshot.protocol
        # Another epoch counts its changes anew.
        ahead = self._ahead if snapshot.epoch == self.state.epoch else {}
        self._ahead = {known: seq for known, seq in ahead.items() if seq > snapshot.cursor}
        self.state = replace(
            with_snapshot(self.state, snapshot, self._ahead),
            hub_offset=snapshot.now + self._half_round_trip - given.at,
        )
        return [
            OpenFeed(link=self._link, after=snapshot.cursor),
            ForgetTimelines(),
            Announce(),
            Keep(),
        ]

    def _heartbeat(self, given: HeartbeatArrived) -> list[Effect]:
        heartbeat = given.heartbeat
        if heartbeat.epoch != self.state.epoch or heartbeat.protocol != self._protocol:
            return self._refetch()
        if self._greeted:
            if self._promised > self.state.cursor:
                # What the hub had a whole heartbeat ago never came.
                return self._refetch()
            self._refetches = 0
        self._promised = heartbeat.cursor
        before = self.state
        offset = heartbeat.now + self._half_round_trip - given.at
        if abs(offset - before.hub_offset) > CLOCK_TOLERANCE:
            self.state = replace(before, hub_offset=offset)
        effects = self._heard(given.at)
        if ringing(self.state):
            effects.append(KeepWarm())
        return [*effects, Announce()] if self.state != before else effects

    def _change(self, given: ChangeArrived) -> list[Effect]:
        change = given.change
        if change.seq <= self.state.cursor:
            return []
        effects = self._heard(given.at)
        complete = change.seq == self.state.cursor + 1
        if change.incident is not None:
            # Even with something missing before it: what it says is true, and may be a page.
            keep = self._ahead.get(change.incident.id, 0) > change.seq
            if not keep:
                self._ahead.pop(change.incident.id, None)
            self.state = with_change(self.state, change, keep_incident=keep)
            effects += [Announce(change=change), Keep()]
        if change.incident is None or not complete:
            return [*effects, *self._refetch()]
        self._refetches = 0
        return effects

    def _heard(self, at: datetime) -> list[Effect]:
        """The feed lives: connected."""
        self._heard_at = at
        if self._greeted:
            return []
        self._greeted = True
        self._failures = 0
        problem = NEWER_HUB if self._protocol > PROTOCOL else ""
        if self.state.connection is not Connection.CONNECTED:
            self.state = replace(self.state, connection=Connection.CONNECTED, connection_since=at)
        self.state = replace(self.state, problem=problem)
        return self._delivery.try_again()

    # --- commands

    def _command_answered(self, given: CommandAnswered) -> list[Effect]:
        theirs, seq = given.answer.incident, given.answer.seq
        # What the feed told up to its cursor is known of every incident.
        if theirs.id in self.state.incidents and seq > self._ahead.get(theirs.id, self.state.cursor):
            self.state = with_incident(self.state, theirs)
            self._ahead[theirs.id] = seq
        return self._command_gone(given.key, given.answer.refusal, theirs)

    def _command_gone(
        self, key: UUID, refusal: Refusal | None = None, incident: Incident | None = None, sentence: str = ""
    ) -> list[Effect]:
        pending = self._delivery.find(key)
        if pending is None:
            return []
        effects: list[Effect] = [Forget(key=key), *self._delivery.done(key), *self._pending_changed()]
        if (refusal or sentence) and not isinstance(pending.command, ConfirmRinging):
            # Nobody pressed anything to confirm the ringing, so nobody wants to hear that it came too late.
            refused = RefusedCommand(
                pending=pending, refusal=refusal, incident=incident if refusal else None, sentence=sentence
            )
            effects.append(Report(refused=refused))
        return effects

    def _pending_changed(self) -> list[Effect]:
        pending: tuple[PendingCommand, ...] = self._delivery.pending
        self.state = replace(self.state, pending=pending)
        return [Announce()]
