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


_MOST_ASKS = 60


async def whole_weeks(desk: TrendsDesk, monday: date, weeks: int = WEEKS) -> Trends:
    """The same with no week still being counted, for what is kept or sent: each ask brings some more. Where
    everything changes all the time that could go on for ever; then what is there by the last ask."""
    told = await desk.until(monday, weeks)
    for _ in range(_MOST_ASKS):
        if not told.pending:
            break
        told = await desk.until(monday, weeks)
    return told


class HubTrendsDesk:
    """See `TrendsDesk`."""

    def __init__(self, ask_hub: AskHub) -> None:
        self._ask_hub = ask_hub

    async def until(self, monday: date, weeks: int = WEEKS) -> Trends:
        path = f"/v1/retro/weeks?until={monday}&weeks={weeks}"
        return await self._ask_hub(lambda hub: hub.asked("GET", path, Trends))
