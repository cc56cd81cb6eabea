"""What this desktop knows of its hub, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from desktop.core.incident.commands import Command
from desktop.core.incident.decision import Refusal
from desktop.core.incident.incident import Incident
from desktop.core.incident.woken import Woken, woken_before
from desktop.core.schedule.shift_offer import ShiftOffer
from desktop.core.team.channel import Channel
from desktop.core.team.team import Team
from desktop.core.telling.notice import Notice
from desktop.core.telling.template import Template


class Connection(StrEnum):
    """How it stands with the hub."""

    STARTING = "starting"
    """Not reached yet, and not long enough tried to be called lost."""
    CONNECTED = "connected"
    LOST = "lost"
    """Not reachable; tried again without end."""
    REFUSED = "refused"
    """The hub does not accept our token; tried again now and then. `State.problem` says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingCommand:
    """A command in the durable outbox that the hub has not answered yet: "not yet sent". `queued_at`: local
    clock."""

    key: UUID
    command: Command
    queued_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedCommand:
    """A command that changed nothing and is gone from the outbox.

    Either the hub gave a `refusal` and `incident` as it is now (a late claim: SEAT_HELD), or the command
    could not be delivered at all: then both are None, and `sentence` says why in words for a person.
    """

    pending: PendingCommand
    refusal: Refusal | None = None
    incident: Incident | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All that the desktop shows.

    `connection_since` is by the local clock, UTC. `problem` is empty, or a sentence with its remedy. Hub time
    is local time + `hub_offset`. `incidents` are all that are not resolved and the latest resolved ones.
    `last_woken`: when each responder was last paged while probably asleep. `stale`: shown from the cache, the
    hub has not been heard yet. `offers` of shifts could be accepted when the hub told of them: ask
    `is_open_for`.
    """

    connection: Connection = Connection.STARTING
    connection_since: datetime
    problem: str = ""
    hub_offset: timedelta = timedelta(0)
    me: str | None = None
    team: Team | None = None
    incidents: Mapping[UUID, Incident] = field(default_factory=dict)
    last_woken: Mapping[str, Woken] = field(default_factory=dict)
    channels: tuple[Channel, ...] = ()
    templates: tuple[Template, ...] = ()
    notices: tuple[Notice, ...] = ()
    vocabulary: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    offers: tuple[ShiftOffer, ...] = ()
    pending: tuple[PendingCommand, ...] = ()
    cursor: int = 0
    epoch: str = ""
    stale: bool = False

    def hub_now(self, local_now: datetime) -> datetime:
        """The hub's time when the local clock shows `local_now`."""
        return local_now + self.hub_offset

    def woken_before(self, incident_id: UUID) -> dict[str, datetime]:
        """For each responder when they were last woken by anything else than this incident."""
        return woken_before(self.last_woken, incident_id)

    def lost_for(self, local_now: datetime) -> timedelta:
        """For how long the hub has been lost (or refuses us); zero while it is connected or just starting."""
        if self.connection in (Connection.LOST, Connection.REFUSED):
            return max(local_now - self.connection_since, timedelta(0))
        return timedelta(0)

    def pending_for(self, incident_id: UUID) -> tuple[PendingCommand, ...]:
        """What was asked for this incident and is not yet sent, in the order it was asked."""
        return tuple(pending for pending in self.pending if pending.command.incident_id == incident_id)
