"""Takes what deployment tools, scripts and git hooks tell of changes; says which of them are suspicious."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import msgspec

from desktop.core.fixing.change_event import ChangeEvent, ChangeReport
from desktop.core.fixing.suspicion import Suspect, suspects, window_of
from desktop.hub.store.digest import digest
from desktop.hub.store.fixing import change_events
from desktop.hub.store.incident import incidents
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import UnknownIncident

KEPT = timedelta(days=90)
MOST_SHOWN = 50
_MOST_READ = 500
_SAME = timedelta(minutes=10)
"""The same words without a time or a key, so soon again, are the sender's second attempt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptChange:
    """`is_new`: False when the message came a second time."""

    change: ChangeEvent
    is_new: bool


def receive_change(tx: Transaction, integration: str, report: ChangeReport) -> KeptChange:
    """Keep the change. One that says it was made in the future was made now: clocks differ."""
    at = min(report.at, tx.now) if report.at is not None else tx.now
    change = ChangeEvent(
        id=_id(tx, integration, report),
        integration=integration,
        summary=report.summary,
        at=at,
        service=report.service,
        source=report.source,
        author=report.author,
        kind=report.kind,
        details=report.details,
        links=report.links,
    )
    return KeptChange(change=change, is_new=change_events.add(tx, change))


def changes_around(tx: Transaction, incident_id: UUID) -> list[Suspect]:
    """The changes around the start of the incident, most suspicious first. Raises UnknownIncident."""
    incident = incidents.load(tx, incident_id)
    if incident is None:
        raise UnknownIncident("This hub has no such incident.", "Look at the list of incidents.")
    begin, end = window_of(incident)
    found = change_events.around(tx, begin, incident.opened_at, end, _MOST_READ)
    return suspects(incident, found)[:MOST_SHOWN]


def _id(tx: Transaction, integration: str, report: ChangeReport) -> str:
    if report.key:
        same = f"key {report.key}"
    else:
        when = "" if report.at is not None else str(int(tx.now.timestamp() // _SAME.total_seconds()))
        same = f"{when} {msgspec.json.encode(report).decode()}"
    return digest(f"{len(integration)}:{integration}{same}")[:32]
