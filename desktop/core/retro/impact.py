"""When a service did not do what it should: what the times of an incident say, and what somebody wrote
instead, with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from desktop.core.closing.outcome import Outcome, ResolvedHow
from desktop.core.urgency.urgency import Urgency

ALL = 100
"""Per cent: nothing of the service worked."""
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """A service did not do what it should from `begins_at` on (included) until `ends_at` (excluded; None: it
    still does not), for `share` per cent of whoever wanted something of it. `because`: why somebody wrote
    other times than the incident's; empty: nobody did."""

    service: str
    begins_at: datetime
    ends_at: datetime | None = None
    incident_id: UUID | None = None
    because: str = ""
    share: int = ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactCorrection:
    """What somebody says of the impact of an incident on a service, instead of what its times say. `share` 0:
    there was none. `ends_at` None: until the incident is over. Kept for ever; `undone_at`: it counts no
    longer, and the one before it does again."""

    id: UUID
    incident_id: UUID
    service: str
    begins_at: datetime
    ends_at: datetime | None = None
    share: int = ALL
    reason: str
    by: str
    at: datetime
    undone_by: str = ""
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RanIncident:
    """What uptime asks of an incident: a part of `core.incident.Incident`, field by field."""

    id: UUID
    service: str = ""
    opened_at: datetime
    urgency: Urgency = Urgency.NOW
    resolved_at: datetime | None = None
    outcome: Outcome | None = None


def impact_of(incident: RanIncident) -> Impact | None:
    """The impact of an incident as long as nobody wrote another; None: it has none."""
    false = incident.outcome is not None and incident.outcome.how is ResolvedHow.FALSE_ALARM
    if not incident.service or incident.urgency is not Urgency.NOW or false:
        return None
    return Impact(
        service=incident.service,
        begins_at=incident.opened_at,
        ends_at=incident.resolved_at,
        incident_id=incident.id,
    )


def in_force(corrections: Iterable[ImpactCorrection]) -> dict[tuple[UUID, str], ImpactCorrection]:
    """By incident and service the last one that was not undone; they come in the order of their making."""
    return {(one.incident_id, one.service): one for one in corrections if one.undone_at is None}


def corrected(one: ImpactCorrection, incident: RanIncident | None) -> Impact:
    """The impact that somebody wrote. With `share` 0 it costs nothing, and still says that it was written."""
    ends_at = one.ends_at
    if ends_at is None and incident is not None:
        ends_at = incident.resolved_at
    return Impact(
        service=one.service,
        begins_at=one.begins_at,
        ends_at=ends_at,
        incident_id=one.incident_id,
        because=one.reason,
        share=one.share,
    )


def impacts(ran: Iterable[RanIncident], corrections: Iterable[ImpactCorrection]) -> list[Impact]:
    """The impacts of incidents, each as it was corrected where it was. `ran` has every incident whose
    correction leaves its end to it."""
    by_id: Mapping[UUID, RanIncident] = {one.id: one for one in ran}
    written = in_force(corrections)
    told = (impact_of(one) for one in by_id.values() if (one.id, one.service) not in written)
    return [
        *(impact for impact in told if impact is not None),
        *(corrected(one, by_id.get(one.incident_id)) for one in written.values()),
    ]


def lost(impacts: Iterable[Impact], begin: datetime, end: datetime) -> int:
    """Microseconds from `begin` until `end`, each times the per cent that did not work then: where impacts
    overlap, the worst one counts, once."""
    edges: list[tuple[datetime, int, int]] = []
    for impact in impacts:
        starts, stops = max(impact.begins_at, begin), min(impact.ends_at or end, end)
        if starts < stops and impact.share:
            edges += [(starts, impact.share, 1), (stops, impact.share, -1)]
    edges.sort(key=lambda edge: edge[0])
    running: Counter[int] = Counter()
    reached, found = begin, 0
    for at, share, step in edges:
        worst = max((one for one, count in running.items() if count), default=0)
        found += (at - reached) // _TICK * worst
        running[share] += step
        reached = at
    return found
