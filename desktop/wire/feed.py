"""The feed on the wire: a snapshot, then changes by cursor, and heartbeats between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from desktop.core.incident.events import Event
from desktop.core.incident.incident import Incident
from desktop.core.incident.woken import Woken
from desktop.core.schedule.shift_offer import ShiftOffer
from desktop.core.team.channel import Channel
from desktop.core.team.team import Team
from desktop.core.telling.notice import Notice
from desktop.core.telling.template import Template
from desktop.wire.event import EVENTS
from desktop.wire.tagged import Tagged

PROTOCOL = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All that a desktop needs to begin with.

    `cursor` is the sequence number of the last change contained. `incidents` are all that are not resolved
    and the latest resolved ones, newest first. `me` is the responder whose token asked. `woken` is,
    for each responder, when they were last paged while probably asleep, and for what; `last_woken` only when,
    for (and from) versions before. `templates` are the newest version of
    each; `vocabulary` has the known values of each label's key. `offers` of shifts are
    those that can still be accepted.
    """

    now: datetime
    epoch: str
    protocol: int = PROTOCOL
    cursor: int
    me: str
    team: Team
    incidents: tuple[Incident, ...] = ()
    last_woken: dict[str, datetime] = field(default_factory=dict)
    woken: dict[str, Woken] = field(default_factory=dict)
    channels: tuple[Channel, ...] = ()
    templates: tuple[Template, ...] = ()
    notices: tuple[Notice, ...] = ()
    vocabulary: dict[str, tuple[str, ...]] = field(default_factory=dict)
    offers: tuple[ShiftOffer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """Sent when nothing else is, so that a dead connection is noticed, and to keep the desktop's idea of the
    hub's clock."""

    now: datetime
    epoch: str
    protocol: int = PROTOCOL
    cursor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One transition of one incident. `incident` is its state afterwards (or later: applying it twice is
    harmless).

    Without an incident the team changed, and a new snapshot is due.
    """

    seq: int
    now: datetime
    incident: Incident | None
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One line of a timeline. `seq` is that of its change; lines of one change keep their order."""

    seq: int
    event: Event


class _Change(msgspec.Struct, frozen=True):
    seq: int
    now: datetime
    incident: Incident | None
    events: list[Tagged]


class _TimelineEntry(msgspec.Struct, frozen=True):
    seq: int
    event: Tagged


def encode_change(change: Change) -> bytes:
    """The change as JSON, on one line."""
    return msgspec.json.encode(
        _Change(change.seq, change.now, change.incident, [EVENTS.tag(event) for event in change.events])
    )


def decode_change(data: bytes | str) -> Change:
    """The change again. Raises UnknownType for an event of a newer hub."""
    raw = msgspec.json.decode(data, type=_Change)
    events = tuple(EVENTS.untag(event) for event in raw.events)
    return Change(seq=raw.seq, now=raw.now, incident=raw.incident, events=events)


def encode_timeline(entries: list[TimelineEntry]) -> bytes:
    """A timeline as JSON, oldest entry first."""
    return msgspec.json.encode([_TimelineEntry(e.seq, EVENTS.tag(e.event)) for e in entries])


def decode_timeline(data: bytes | str) -> list[TimelineEntry]:
    """The timeline again. Raises UnknownType for an event of a newer hub."""
    raw = msgspec.json.decode(data, type=list[_TimelineEntry])
    return [TimelineEntry(seq=entry.seq, event=EVENTS.untag(entry.event)) for entry in raw]
