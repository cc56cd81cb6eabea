"""What the charts of the retro ask of the hub."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from desktop.client.desks.retro_desk import AskHub
from desktop.core.retro.trends import WEEKS, Trends


class TrendsDesk(Protocol):
    """Asks the hub at once, and keeps nothing for later."""

    async def until(self, monday: date, weeks: int = WEEKS) -> Trends:
        """So many weeks in a row, the one that begins on `monday` the last of them. Raises PairwatchError:
        when the hub cannot be asked, or when it says no."""
        ...


class HubTrendsDesk:
    """See `TrendsDesk`."""

    def __init__(self, ask_hub: AskHub) -> None:
        self._ask_hub = ask_hub

    async def until(self, monday: date, weeks: int = WEEKS) -> Trends:
        path = f"/v1/retro/weeks?until={monday}&weeks={weeks}"
        return await self._ask_hub(lambda hub: hub.asked("GET", path, Trends))
