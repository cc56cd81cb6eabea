"""What is asked of the hub about the past of an incident: what was changed, and what was like it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from desktop.core.fixing.similar import SimilarIncident
from desktop.core.fixing.suspicion import Suspect

if TYPE_CHECKING:
    from desktop.client.desks.retro_desk import AskHub


class HistoryDesk(Protocol):
    """Asks the hub at once, and keeps nothing for later. All raise PairwatchError: when the hub cannot be
    asked, or when it says no."""

    async def changes(self, incident_id: UUID) -> list[Suspect]:
        """What was changed from six hours before the incident opened to half an hour after, most suspicious
        first."""
        ...

    async def similar(self, incident_id: UUID) -> list[SimilarIncident]:
        """Earlier incidents that are over and like this one, most alike first."""
        ...


class HubHistoryDesk:
    """See `HistoryDesk`."""

    def __init__(self, ask_hub: AskHub) -> None:
        self._ask_hub = ask_hub

    async def changes(self, incident_id: UUID) -> list[Suspect]:
        path = f"/v1/incidents/{incident_id}/changes"
        return await self._ask_hub(lambda hub: hub.asked("GET", path, list[Suspect]))

    async def similar(self, incident_id: UUID) -> list[SimilarIncident]:
        path = f"/v1/incidents/{incident_id}/similar"
        return await self._ask_hub(lambda hub: hub.asked("GET", path, list[SimilarIncident]))
