"""Plays an incident through the pure core again, from what was written down of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from desktop.core.incident.alert import AlertAction, Report
from desktop.core.incident.commands import ClaimSeat
from desktop.core.incident.decide import decide
from desktop.core.incident.events import AlertRepeated, AlertResolved, Event, IncidentOpened, SeatClaimed
from desktop.core.incident.incident import Incident
from desktop.core.incident.intake import open_incident, receive
from desktop.core.incident.progress import advance
from desktop.core.team.team import Team
from desktop.wire.feed import TimelineEntry


def replayed(
    lines: Sequence[TimelineEntry], report: Report, integration: str, number: int, this: UUID, team: Team
) -> tuple[Incident, list[Event]]:
    """What the core says to the same inputs at the same times: the incident, and everything that happened."""
    incident: Incident | None = None
    happened: list[Event] = []
    for _seq, entries in groupby(lines, key=lambda entry: entry.seq):
        written = [entry.event for entry in entries]
        now = written[0].at
        if isinstance(written[0], IncidentOpened):
            incident, events = open_incident(report, integration, this, number, team, now)
        else:
            assert incident is not None, "an incident begins with its opening"
            incident, events = _step(incident, written[0], report, integration, team)
        happened += events
    assert incident is not None
    return incident, happened


def _step(
    incident: Incident, first: Event, report: Report, integration: str, team: Team
) -> tuple[Incident, list[Event]]:
    match first:
        case AlertRepeated():
            return receive(incident, report, integration, team, first.at)
        case AlertResolved():
            over = Report(action=AlertAction.RESOLVE, dedup_key=report.dedup_key)
            return receive(incident, over, integration, team, first.at)
        case SeatClaimed():
            claim = ClaimSeat(
                incident_id=incident.id, by=first.by, pressed_at=first.pressed_at, seat=first.seat
            )
            decision = decide(incident, claim, team, first.at)
            return decision.incident, decision.events
        case _:
            return advance(incident, team, first.at)
