"""The one way in which an incident changes: value, events, pages, due time and tickets together."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.incident.events import Event, PageSent
from desktop.core.incident.incident import Incident
from desktop.core.incident.progress import next_step
from desktop.core.team.team import Team
from desktop.hub.store.incident import incidents, pages
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.telling import tracker


def begin(tx: Transaction, incident: Incident, events: Sequence[Event], team: Team) -> None:
    """Store a new incident and what happened at its opening."""
    incidents.add(tx, incident, events, next_step(incident, team, tx.now))
    tracker.follow(tx, incident, events)
    _remember_woken(tx, incident, events, team)


def record(tx: Transaction, incident: Incident, events: Sequence[Event], team: Team) -> None:
    """Store what `incident` became by `events`, and when something falls due for it next."""
    incidents.save(tx, incident, events, next_step(incident, team, tx.now))
    tracker.follow(tx, incident, events)
    _remember_woken(tx, incident, events, team)


def _remember_woken(tx: Transaction, incident: Incident, events: Sequence[Event], team: Team) -> None:
    paged = dict.fromkeys(event.page.responder for event in events if isinstance(event, PageSent))
    people = [team.roster.find(person) for person in paged]
    asleep = [p.id for p in people if p is not None and p.probably_asleep(tx.now)]
    pages.remember_woken(tx, incident.id, asleep, tx.now)
