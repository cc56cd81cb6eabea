"""Finds earlier incidents that are like one."""

from __future__ import annotations

from uuid import UUID

from desktop.core.fixing.similar import SimilarIncident, marks_of, similar
from desktop.hub.store.incident import incident_marks, incidents
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import UnknownIncident

_LOOKED_AT = 60
"""So many candidates are read whole and compared: some 10 ms."""


def similar_to(tx: Transaction, incident_id: UUID) -> list[SimilarIncident]:
    """Incidents with smaller numbers that are over and like this one, most alike first. Raises
    UnknownIncident."""
    incident = incidents.load(tx, incident_id)
    if incident is None:
        raise UnknownIncident("This hub has no such incident.", "Look at the list of incidents.")
    numbers = incident_marks.candidates(tx, marks_of(incident), incident.number, _LOOKED_AT)
    return similar(incident, incidents.numbered(tx, numbers)) if numbers else []
