"""What people ask of the schedule, and what they change in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from desktop.client.desks.retro_desk import AskHub
from desktop.core.schedule.absence import Absence
from desktop.core.schedule.on_call import OnCall
from desktop.core.schedule.schedule import Shadow
from desktop.core.schedule.shift_offer import ShiftOffer
from desktop.wire.schedule import (
    AbsenceCalendarState,
    AbsenceRequest,
    CalendarFeed,
    ImportPreview,
    ImportRequest,
    OfferRequest,
    OverrideMade,
    OverrideRequest,
    PlanPreview,
    PlanRequest,
    PlansRequest,
    SchedulePage,
    ShadowRequest,
)

if TYPE_CHECKING:
    # Not for every start of the desktop: whoever asks first loads them.
    from desktop.core.retro.incident_hours import IncidentHours
    from desktop.core.schedule.rotation_facts import RotationFacts

T = TypeVar("T")


class ScheduleDesk(Protocol):
    """Asks the hub at once, and keeps nothing for later. All raise PairwatchError: when the hub cannot be
    asked, or when it says no. After each change the session's state has a new team.

    Requests with an `id` are carried out once, however often they are sent.
    """

    async def on_call(self, at: datetime | None = None) -> OnCall:
        """Who is on call at `at`, or now."""
        ...

    async def page(self, begin: datetime, end: datetime) -> SchedulePage:
        """All that is planned from `begin` until before `end`; three years at most."""
        ...

    async def rotation_facts(self, begin: datetime, end: datetime) -> RotationFacts:
        """What a rotation from `begin` until before `end` goes by."""
        ...

    async def incident_hours(self, begin: datetime, end: datetime) -> IncidentHours:
        """How long everybody held seats of incidents from `begin` until before `end`."""
        ...

    async def override(self, asked: OverrideRequest, *, preview: bool = False) -> OverrideMade:
        """Let somebody have a seat for a time; `preview`: only the warnings."""
        ...

    async def remove_override(self, exception_id: UUID) -> None:
        """As if it had not been made; one that has begun ends now."""
        ...

    async def offer(self, asked: OfferRequest) -> ShiftOffer:
        """Offer my time in a seat: a swap, or "take it from me now"."""
        ...

    async def accept(self, offer_id: UUID) -> ShiftOffer:
        """Take what is offered."""
        ...

    async def decline(self, offer_id: UUID) -> ShiftOffer:
        """Say no."""
        ...

    async def withdraw(self, offer_id: UUID) -> ShiftOffer:
        """Take my offer back, or undo what was accepted and has not begun."""
        ...

    async def shadow(self, asked: ShadowRequest) -> Shadow:
        """Let somebody get everything and count for nothing."""
        ...

    async def remove_shadow(self, shadow_id: UUID) -> None:
        """End that."""
        ...

    async def publish(self, asked: PlanRequest, *, preview: bool = False) -> PlanPreview:
        """Publish a plan, as an admin; `preview`: only what it would change for whom."""
        ...

    async def publish_parts(self, parts: Sequence[PlanRequest], *, preview: bool = False) -> PlanPreview:
        """The same for a plan in parts: all of them or none."""
        ...

    async def read_import(self, asked: ImportRequest) -> ImportPreview:
        """Make a plan of what another tool exported, as an admin; `publish` publishes it."""
        ...

    async def save_absence(self, asked: AbsenceRequest) -> Absence:
        """I am away; an admin: anybody is."""
        ...

    async def remove_absence(self, absence_id: UUID) -> None:
        """Not away after all."""
        ...

    async def calendar(self, responder: str) -> AbsenceCalendarState:
        """Whether the person's own calendar is followed for absences."""
        ...

    async def follow_calendar(self, responder: str, address: str) -> AbsenceCalendarState:
        """Read absences at this secret address from now on."""
        ...

    async def unfollow_calendar(self, responder: str) -> None:
        """No longer."""
        ...

    async def feeds(self) -> list[CalendarFeed]:
        """The calendar feeds of shifts, without their addresses."""
        ...

    async def make_feed(self, responder: str | None) -> CalendarFeed:
        """A new one, of one person or of all; its address is shown only here."""
        ...

    async def revoke_feed(self, token_id: UUID) -> None:
        """Its address shows nothing from now on."""
        ...


class HubScheduleDesk:
    """See `ScheduleDesk`."""

    def __init__(self, ask_hub: AskHub) -> None:
        self._ask_hub = ask_hub

    async def on_call(self, at: datetime | None = None) -> OnCall:
        asked = f"?{urlencode({'at': at.isoformat()})}" if at is not None else ""
        return await self._ask("GET", f"/v1/oncall{asked}", OnCall)

    async def page(self, begin: datetime, end: datetime) -> SchedulePage:
        asked = urlencode({"from": begin.isoformat(), "until": end.isoformat()})
        return await self._ask("GET", f"/v1/schedule?{asked}", SchedulePage)

    async def rotation_facts(self, begin: datetime, end: datetime) -> RotationFacts:
        from desktop.core.schedule.rotation_facts import RotationFacts

        asked = urlencode({"from": begin.isoformat(), "to": end.isoformat()})
        return await self._ask("GET", f"/v1/schedule/rotation-facts?{asked}", RotationFacts)

    async def incident_hours(self, begin: datetime, end: datetime) -> IncidentHours:
        from desktop.core.retro.incident_hours import IncidentHours

        asked = urlencode({"from": begin.isoformat(), "to": end.isoformat()})
        return await self._ask("GET", f"/v1/schedule/incident-hours?{asked}", IncidentHours)

    async def override(self, asked: OverrideRequest, *, preview: bool = False) -> OverrideMade:
        path = f"/v1/schedule/overrides{_preview(preview)}"
        return await self._ask("POST", path, OverrideMade, asked)

    async def remove_override(self, exception_id: UUID) -> None:
        await self._tell("DELETE", f"/v1/schedule/overrides/{exception_id}")

    async def offer(self, asked: OfferRequest) -> ShiftOffer:
        return await self._ask("POST", "/v1/schedule/offers", ShiftOffer, asked)

    async def accept(self, offer_id: UUID) -> ShiftOffer:
        return await self._ask("POST", f"/v1/schedule/offers/{offer_id}/accept", ShiftOffer)

    async def decline(self, offer_id: UUID) -> ShiftOffer:
        return await self._ask("POST", f"/v1/schedule/offers/{offer_id}/decline", ShiftOffer)

    async def withdraw(self, offer_id: UUID) -> ShiftOffer:
        return await self._ask("POST", f"/v1/schedule/offers/{offer_id}/withdraw", ShiftOffer)

    async def shadow(self, asked: ShadowRequest) -> Shadow:
        return await self._ask("POST", "/v1/schedule/shadows", Shadow, asked)

    async def remove_shadow(self, shadow_id: UUID) -> None:
        await self._tell("DELETE", f"/v1/schedule/shadows/{shadow_id}")

    async def publish(self, asked: PlanRequest, *, preview: bool = False) -> PlanPreview:
        return await self._ask("PUT", f"/v1/schedule/plan{_preview(preview)}", PlanPreview, asked)

    async def publish_parts(self, parts: Sequence[PlanRequest], *, preview: bool = False) -> PlanPreview:
        asked = PlansRequest(parts=tuple(parts))
        return await self._ask("PUT", f"/v1/schedule/plans{_preview(preview)}", PlanPreview, asked)

    async def read_import(self, asked: ImportRequest) -> ImportPreview:
        return await self._ask("POST", "/v1/schedule/import", ImportPreview, asked)

    async def save_absence(self, asked: AbsenceRequest) -> Absence:
        return await self._ask("POST", "/v1/absences", Absence, asked)

    async def remove_absence(self, absence_id: UUID) -> None:
        await self._tell("DELETE", f"/v1/absences/{absence_id}")

    async def calendar(self, responder: str) -> AbsenceCalendarState:
        return await self._ask("GET", f"/v1/absences/calendars/{responder}", AbsenceCalendarState)

    async def follow_calendar(self, responder: str, address: str) -> AbsenceCalendarState:
        path, body = f"/v1/absences/calendars/{responder}", {"address": address}
        return await self._ask("PUT", path, AbsenceCalendarState, body)

    async def unfollow_calendar(self, responder: str) -> None:
        await self._tell("DELETE", f"/v1/absences/calendars/{responder}")

    async def feeds(self) -> list[CalendarFeed]:
        return await self._ask("GET", "/v1/calendar-tokens", list[CalendarFeed])

    async def make_feed(self, responder: str | None) -> CalendarFeed:
        return await self._ask("POST", "/v1/calendar-tokens", CalendarFeed, {"responder": responder})

    async def revoke_feed(self, token_id: UUID) -> None:
        await self._tell("DELETE", f"/v1/calendar-tokens/{token_id}")

    async def _ask(self, method: str, path: str, kind: type[T], body: object = None) -> T:
        return await self._ask_hub(lambda hub: hub.asked(method, path, kind, body))

    async def _tell(self, method: str, path: str) -> None:
        await self._ask_hub(lambda hub: hub.told(method, path))


def _preview(preview: bool) -> str:
    return "?preview=true" if preview else ""
