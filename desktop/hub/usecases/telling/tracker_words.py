"""What tickets and their comments say, in plain words."""

from __future__ import annotations

from datetime import UTC

from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.core.telling.update import Update
from desktop.core.zones import told_time, zone


def title(incident: Incident) -> str:
    """As people know the incident."""
    return incident.title


def description(incident: Incident) -> str:
    """What broke, and since when. Not what the monitor says in full: trackers may be open to many."""
    alert = incident.alerts[0] if incident.alerts else None
    facts = [
        ("Service", incident.service),
        ("Severity", alert.severity if alert else ""),
        ("Reported by", (alert.source or alert.integration) if alert else ""),
        ("Since", f"{incident.opened_at:%Y-%m-%d %H:%M} UTC"),
    ]
    told = "\n".join(f"{name}: {value}" for name, value in facts if value)
    return (
        f"{incident.title}\n\n{told}\n\n"
        f"This is incident {incident.number} in Pairwatch. Labels, updates and the end follow from there."
    )


def comment(update: Update, team: Team) -> str:
    """An update as it was told, with who told whom."""
    person = team.roster.find(update.by)
    at = told_time(update.sent_at, zone("UTC"), update.sent_at.astimezone(UTC))
    name = person.name if person else update.by
    head = f"Update for {update.readers.value}, {update.stage.value}: {name}, {at}"
    return "\n\n".join(part for part in (head, update.subject, update.text) if part)
