"""Intake: what a monitor's report does to the one open incident that it belongs to, or to none yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from desktop.core.incident.alert import AlertAction, Report, alert_from
from desktop.core.incident.decide import resolve
from desktop.core.incident.escalation import advance
from desktop.core.incident.events import (
    AlertAcknowledged,
    AlertReceived,
    AlertRepeated,
    AlertResolved,
    Event,
    IncidentOpened,
    UrgencyChanged,
)
from desktop.core.incident.incident import Incident, Status, opened
from desktop.core.team.team import Team
from desktop.core.telling.communication import clock_at_opening
from desktop.core.urgency.urgency import Urgency
from desktop.core.urgency.urgency_change import reported


def open_incident(
    report: Report, integration: str, incident_id: UUID, number: int, team: Team, now: datetime
) -> tuple[Incident, list[Event]]:
    """A new incident for a triggering report, with the first pages already sent, unless it can wait.

    For a report that does not trigger the caller does nothing: to acknowledge or resolve nothing is dropped.
    """
    if report.action is not AlertAction.TRIGGER:
        raise ValueError("only a trigger opens an incident")
    alert = alert_from(report, integration, now)
    urgency, decider = team.urgency.decide((alert,))
    waits = urgency is Urgency.OFFICE_HOURS and not team.office_is_open(now)
    clock = None if waits else clock_at_opening(now, team.policy.clock(urgency))
    incident = replace(
        opened(incident_id, number, alert, now, clock), urgency=urgency, urgency_decided_by=decider
    )
    events: list[Event] = [
        IncidentOpened(at=now, title=incident.title, service=incident.service),
        AlertReceived(
            at=now,
            integration=integration,
            dedup_key=alert.dedup_key,
            summary=alert.summary,
            source=alert.source,
            parsed=alert.parsed,
        ),
    ]
    if decider is not None:
        events.append(UrgencyChanged(at=now, urgency=urgency, decided_by=decider))
    incident, paged = advance(incident, team, now)
    return incident, events + paged


def receive(
    incident: Incident, report: Report, integration: str, team: Team, now: datetime
) -> tuple[Incident, list[Event]]:
    """What `report` does to the open `incident` that has an alert of the same integration and dedup key.

    A repeat counts up, and pages at once when it tells of something that cannot wait; a monitor's
    acknowledgement is written down and claims nothing; when the last alert resolves, so does the incident.
    """
    if incident.status is Status.RESOLVED:
        raise ValueError("a resolved incident receives nothing more; a trigger opens a new one")
    key = (integration, report.dedup_key)
    alert = next((known for known in incident.alerts if known.key == key), None)
    if alert is None:
        raise ValueError(f"incident {incident.id} has no alert {key}")
    match report.action:
        case AlertAction.TRIGGER:
            known, alert = alert, alert.repeated(report, now)
            repeated: list[Event] = [
                AlertRepeated(
                    at=now,
                    integration=integration,
                    dedup_key=alert.dedup_key,
                    summary=alert.summary,
                    count=alert.count,
                )
            ]
            # One that was over and comes again is told as a new one is.
            before = known if known.resolved_at is None else None
            incident = reported(incident.with_alert(alert), before, alert, team, now, repeated)
            return incident, repeated
        case AlertAction.ACKNOWLEDGE:
            incident = incident.with_alert(replace(alert, acknowledged_at=now))
            return incident, [AlertAcknowledged(at=now, integration=integration, dedup_key=alert.dedup_key)]
        case AlertAction.RESOLVE:
            if alert.resolved_at is not None:
                return incident, []
            incident = incident.with_alert(replace(alert, resolved_at=now))
            events: list[Event] = [AlertResolved(at=now, integration=integration, dedup_key=alert.dedup_key)]
            if all(known.resolved_at is not None for known in incident.alerts):
                incident = resolve(incident, None, now, events)
            return incident, events
