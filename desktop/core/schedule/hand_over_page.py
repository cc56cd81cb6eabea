"""What the incoming pair is told at hand-over: what is open, what was noisy, what the outgoing wrote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.core.incident.alert import Alert
from desktop.core.incident.incident import Incident, Status
from desktop.core.retro.action import Action
from desktop.core.schedule.hand_over import Unproven
from desktop.core.schedule.shift import Shift

NOISY_AT_MOST = 8
"""So many of what came most often are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StillOpen:
    """An incident that is not over; `manager` and `engineer` hold its seats."""

    incident_id: UUID
    number: int
    title: str
    service: str = ""
    status: Status
    opened_at: datetime
    manager: str | None = None
    engineer: str | None = None
    quiet_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noisy:
    """What monitors reported `times` times during the shift, in `incidents` incidents; the latest one to look
    at."""

    summary: str
    source: str = ""
    service: str = ""
    times: int
    incidents: int
    last_at: datetime
    incident_id: UUID
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverNote:
    """What one of the outgoing wrote for the incoming."""

    responder: str
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """The hand-over at the instant `at`, the last or the next one; `now` is when this was put together.
    `noisy` is of the outgoing's shift. `unproven`: of those on duty now. `overdue` are actions of the
    retro."""

    now: datetime
    at: datetime
    outgoing: Shift | None = None
    incoming: Shift | None = None
    open: tuple[StillOpen, ...] = ()
    noisy: tuple[Noisy, ...] = ()
    notes: tuple[HandOverNote, ...] = ()
    unproven: tuple[Unproven, ...] = ()
    overdue: tuple[Action, ...] = ()


def still_open(incidents: Iterable[Incident]) -> tuple[StillOpen, ...]:
    """Those that are not over: with an empty seat first, what can wait last, then the oldest first."""
    found = [
        StillOpen(
            incident_id=incident.id,
            number=incident.number,
            title=incident.title,
            service=incident.service,
            status=incident.status,
            opened_at=incident.opened_at,
            manager=incident.manager.holder,
            engineer=incident.engineer.holder,
            quiet_until=incident.quiet_until,
        )
        for incident in incidents
        if incident.status is not Status.RESOLVED
    ]
    return tuple(
        sorted(
            found,
            key=lambda one: (one.quiet_until is not None, one.status is not Status.OPEN, one.opened_at),
        )
    )


def noisy(
    incidents: Sequence[Incident], begin: datetime, end: datetime, at_most: int = NOISY_AT_MOST
) -> tuple[Noisy, ...]:
    """What was reported more than once from `begin` until before `end`, most often first. What is the same
    thing to a person: the same words about the same service by the same source.

    Only a count and the last time are known of an alert, so all reports of one that was seen within the time
    count.
    """
    seen: dict[tuple[str, str, str], list[tuple[Alert, Incident]]] = {}
    for incident in incidents:
        for alert in incident.alerts:
            if alert.last_seen_at >= begin and alert.first_seen_at < end:
                seen.setdefault((alert.summary, alert.source, alert.service), []).append((alert, incident))
    often = [one for one in map(_noisy, seen.values()) if one.times > 1]
    return tuple(sorted(often, key=lambda one: (-one.times, -one.incidents, one.summary))[:at_most])


def _noisy(seen: list[tuple[Alert, Incident]]) -> Noisy:
    alert, incident = max(seen, key=lambda pair: (pair[0].last_seen_at, pair[1].number))
    return Noisy(
        summary=alert.summary,
        source=alert.source,
        service=alert.service,
        times=sum(one.count for one, _incident in seen),
        incidents=len({one.id for _alert, one in seen}),
        last_at=alert.last_seen_at,
        incident_id=incident.id,
        number=incident.number,
    )
