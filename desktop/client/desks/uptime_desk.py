"""What is asked of the hub about uptime: told by week, corrected, measured again, imported."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar
from urllib.parse import urlencode
from uuid import UUID

if TYPE_CHECKING:
    # Not for every start of the desktop: whoever asks first loads them.
    from datetime import date, datetime
    from decimal import Decimal

    from desktop.client.hub_api import HubApi
    from desktop.core.retro.impact import ImpactCorrection
    from desktop.core.retro.uptime_number import UptimeNumber
    from desktop.core.retro.uptime_told import ImportPreview, UptimeRow, UptimeTold, UptimeWeek

T = TypeVar("T")


class AskHub(Protocol):
    """Asks the hub that is connected; raises PairwatchError when there is none."""

    def __call__(self, question: Callable[[HubApi], Awaitable[T]], /) -> Awaitable[T]: ...


class UptimeDesk(Protocol):
    """Asks the hub at once, and keeps nothing for later. All raise PairwatchError: when the hub cannot be
    asked, or when it says no. Ids are the caller's: what is sent twice is done once."""

    async def weeks(self, starts_on: date, count: int = 6) -> UptimeTold:
        """Every service in so many weeks up to the one that begins on this Monday."""
        ...

    async def week(self, service: str, starts_on: date) -> UptimeWeek:
        """One week of one service, with all that was said of it."""
        ...

    async def write(
        self, number_id: UUID, service: str, starts_on: date, percent: Decimal, reason: str
    ) -> UptimeNumber:
        """The week's number by hand; it counts before any other."""
        ...

    async def undo(self, batch: UUID) -> list[UptimeNumber]:
        """What was written, or imported, at once counts no longer."""
        ...

    async def correct(
        self,
        correction_id: UUID,
        incident_id: UUID,
        service: str,
        begins_at: datetime,
        ends_at: datetime | None,
        share: int,
        reason: str,
    ) -> ImpactCorrection:
        """What the impact of an incident on the service was. No end: until the incident was over; `share` in
        per cent, 0: there was none."""
        ...

    async def undo_correction(self, correction_id: UUID) -> ImpactCorrection:
        """It counts no longer."""
        ...

    async def measure(self, service: str, starts_on: date) -> None:
        """Prometheus is asked for the week again; a change of the feed tells when it has answered."""
        ...

    async def preview(self, text: str) -> ImportPreview:
        """What the text of a CSV file would change."""
        ...

    async def take(self, batch: UUID, file: str, rows: Sequence[UptimeRow]) -> list[UptimeNumber]:
        """Take these lines, all or none."""
        ...


class HubUptimeDesk:
    """See `UptimeDesk`."""

    def __init__(self, ask_hub: AskHub) -> None:
        self._ask_hub = ask_hub

    async def weeks(self, starts_on: date, count: int = 6) -> UptimeTold:
        from desktop.core.retro.uptime_told import UptimeTold

        asked = urlencode({"starts_on": starts_on.isoformat(), "weeks": count})
        return await self._ask("GET", f"/v1/retro/uptime?{asked}", UptimeTold)

    async def week(self, service: str, starts_on: date) -> UptimeWeek:
        from desktop.core.retro.uptime_told import UptimeWeek

        asked = urlencode({"service": service, "starts_on": starts_on.isoformat()})
        return await self._ask("GET", f"/v1/retro/uptime/week?{asked}", UptimeWeek)

    async def write(
        self, number_id: UUID, service: str, starts_on: date, percent: Decimal, reason: str
    ) -> UptimeNumber:
        from desktop.core.retro.uptime_number import UptimeNumber

        body = {"service": service, "starts_on": starts_on, "percent": percent, "reason": reason}
        return await self._ask("PUT", f"/v1/retro/uptime/numbers/{number_id}", UptimeNumber, body)

    async def undo(self, batch: UUID) -> list[UptimeNumber]:
        from desktop.core.retro.uptime_number import UptimeNumber

        return await self._ask("DELETE", f"/v1/retro/uptime/numbers/{batch}", list[UptimeNumber])

    async def correct(
        self,
        correction_id: UUID,
        incident_id: UUID,
        service: str,
        begins_at: datetime,
        ends_at: datetime | None,
        share: int,
        reason: str,
    ) -> ImpactCorrection:
        from desktop.core.retro.impact import ImpactCorrection

        body = {
            "incident_id": incident_id,
            "service": service,
            "begins_at": begins_at,
            "ends_at": ends_at,
            "share": share,
            "reason": reason,
        }
        return await self._ask("PUT", f"/v1/retro/uptime/impacts/{correction_id}", ImpactCorrection, body)

    async def undo_correction(self, correction_id: UUID) -> ImpactCorrection:
        from desktop.core.retro.impact import ImpactCorrection

        return await self._ask("DELETE", f"/v1/retro/uptime/impacts/{correction_id}", ImpactCorrection)

    async def measure(self, service: str, starts_on: date) -> None:
        body = {"service": service, "starts_on": starts_on}
        await self._ask_hub(lambda hub: hub.told("POST", "/v1/retro/uptime/measure", body))

    async def preview(self, text: str) -> ImportPreview:
        from desktop.core.retro.uptime_told import ImportPreview

        return await self._ask("POST", "/v1/retro/uptime/import/preview", ImportPreview, {"text": text})

    async def take(self, batch: UUID, file: str, rows: Sequence[UptimeRow]) -> list[UptimeNumber]:
        from desktop.core.retro.uptime_number import UptimeNumber

        body = {"file": file, "rows": list(rows)}
        return await self._ask("PUT", f"/v1/retro/uptime/imports/{batch}", list[UptimeNumber], body)

    async def _ask(self, method: str, path: str, kind: type[T], body: object = None) -> T:
        return await self._ask_hub(lambda hub: hub.asked(method, path, kind, body))
