"""The past as a hub knows it that sits at the same table."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from desktop.core.errors import PairwatchError
from desktop.core.fixing.change_event import ChangeEvent
from desktop.core.fixing.similar import SimilarIncident, similar
from desktop.core.fixing.suspicion import Suspect, suspects
from desktop.core.incident.incident import Incident

if TYPE_CHECKING:
    from tests.doubles.table_session import TableSession


class TableHistory:
    """Implements `desktop.client.desks.history_desk.HistoryDesk`. `earlier` are incidents that the desktop
    does not hold any more. `refusal`: the hub says no with it."""

    def __init__(self, session: TableSession) -> None:
        self._session = session
        self.told: list[ChangeEvent] = []
        self.earlier: list[Incident] = []
        self.refusal: PairwatchError | None = None
        self.asked = 0

    async def changes(self, incident_id: UUID) -> list[Suspect]:
        return suspects(self._incident(incident_id), self.told)

    async def similar(self, incident_id: UUID) -> list[SimilarIncident]:
        incident = self._incident(incident_id)
        known = [*self.earlier, *self._session.state.incidents.values()]
        return similar(incident, [other for other in known if other.number < incident.number])

    def _incident(self, incident_id: UUID) -> Incident:
        self.asked += 1
        if not self._session.online:
            raise PairwatchError("The hub cannot be reached.", "Pairwatch goes on trying.")
        if self.refusal is not None:
            raise self.refusal
        return self._session.state.incidents[incident_id]
