"""What falls due by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from desktop.core.incident.progress import advance, clock_moved, next_step
from desktop.hub.store import team as teams
from desktop.hub.store.incident import incidents
from desktop.hub.store.telling import deliveries, tracker_ops
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.incident.transition import record


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """`due` are incidents for which something fell due, the longest overdue first. `next_at` is the
    earliest due time of all, past or to come; None when nothing will fall due by itself."""

    now: datetime
    due: tuple[UUID, ...]
    next_at: datetime | None


def agenda(tx: Transaction, limit: int = 100) -> Agenda:
    """What is due now, at most `limit` incidents, and what comes next."""
    next_at = incidents.next_due(tx)
    due = incidents.due(tx, tx.now, limit) if next_at is not None and next_at <= tx.now else []
    return Agenda(now=tx.now, due=tuple(due), next_at=next_at)


def advance_due(tx: Transaction, incident_id: UUID) -> bool:
    """Do what is due for the incident, if it still is: whether it was. Harmless to call twice, or from two
    replicas."""
    incident = incidents.load(tx, incident_id)
    if incident is None:
        return False
    team = teams.load(tx)
    due_at = next_step(incident, team, tx.now)
    if due_at is None or due_at > tx.now:
        # Somebody was quicker, or a shift's end came that pages nobody.
        incidents.save_due(tx, incident_id, due_at)
        return False
    incident, events = advance(incident, team, tx.now)
    record(tx, incident, events, team)
    return True


def plan_again(tx: Transaction) -> None:
    """Work out anew when something falls due for each incident: the team changed."""
    team = teams.load(tx)
    for incident in incidents.unresolved(tx):
        incidents.save_due(tx, incident.id, next_step(incident, team, tx.now))


def move_back(tx: Transaction, by: timedelta) -> None:
    """The clock was set back: everything that waits has waited as long as before. Desktops count down from
    the levels' times, so these move and go out."""
    deliveries.move_back(tx, by)
    tracker_ops.move_back(tx, by)
    team = teams.load(tx)
    for incident in incidents.unresolved(tx):
        record(tx, clock_moved(incident, -by), [], team)
