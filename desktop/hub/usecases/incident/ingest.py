"""Takes what monitors report. Success may be answered only after the transaction is committed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.incident.alert import AlertAction, Report
from desktop.core.incident.incident import Incident
from desktop.core.incident.intake import open_incident, receive
from desktop.hub.store import team as teams
from desktop.hub.store.incident import incidents, open_alerts
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.access.integrations import integration_of
from desktop.hub.usecases.incident.transition import begin, record


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of a report. No incident: it acknowledged or resolved nothing that is open, and was
    dropped."""

    incident: Incident | None
    opened: bool = False


def ingest(tx: Transaction, key: str, reports: Sequence[Report]) -> tuple[Receipt, ...]:
    """Take all `reports` that one message of a monitor brought, or none. Raises UnknownKey."""
    integration = integration_of(tx, key)
    return tuple(receive_report(tx, integration, report) for report in reports)


def receive_report(tx: Transaction, integration: str, report: Report) -> Receipt:
    """Add the report to the open incident that has its alert; a trigger without one opens an incident and
    pages."""
    team = teams.load(tx)
    known = open_alerts.incident_of(tx, integration, report.dedup_key)
    incident = incidents.load(tx, known) if known is not None else None
    if incident is None:
        if report.action is not AlertAction.TRIGGER:
            return Receipt(incident=None)
        number = incidents.next_number(tx)
        incident, events = open_incident(report, integration, uuid.uuid4(), number, team, tx.now)
        begin(tx, incident, events, team)
        return Receipt(incident=incident, opened=True)
    incident, events = receive(incident, report, integration, team, tx.now)
    if events:
        record(tx, incident, events, team)
    return Receipt(incident=incident)
