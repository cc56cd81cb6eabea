"""The schedule: who is on call, what is planned, and how that is changed."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, delete, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from desktop.core.retro.incident_hours import IncidentHours
from desktop.core.schedule.on_call import OnCall
from desktop.core.schedule.rotation_facts import RotationFacts
from desktop.core.schedule.schedule import Shadow
from desktop.core.schedule.shift_offer import ShiftOffer
from desktop.core.team.responder import Responder
from desktop.hub.api.as_json import as_json
from desktop.hub.api.team.sign_in import may_act, may_administer, signed_in
from desktop.hub.store.store import Store
from desktop.hub.usecases.retro.incident_hours import hours_on_incidents
from desktop.hub.usecases.schedule.overrides import add_override, add_shadow, remove_override, remove_shadow
from desktop.hub.usecases.schedule.plans import publish_plan, publish_plans
from desktop.hub.usecases.schedule.rotation_facts import rotation_facts
from desktop.hub.usecases.schedule.schedule import on_call, schedule_page
from desktop.hub.usecases.schedule.schedule_import import plan_of_export, read_export
from desktop.hub.usecases.schedule.shift_offers import accept_offer, decline_offer, make_offer, withdraw_offer
from desktop.hub.usecases.team.team import current_team
from desktop.wire.schedule import (
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

Asked = Request[Responder, Any, State]
HubStore = NamedDependency[Store]
Preview = Annotated[bool, QueryParameter(description="Only say what it would be")]


@get("/v1/oncall", guards=[signed_in], summary="Who is on call")
async def read_on_call(
    store: HubStore,
    at: Annotated[datetime | None, QueryParameter(description="When; left out: now")] = None,
) -> Response[OnCall]:
    """Both seats: who, until when, and by what. `until` is by the clocks of the schedule's zone."""
    return as_json(await store.read(partial(on_call, at=at)))


@get("/v1/schedule", guards=[signed_in], summary="All that is planned in a time")
async def read_schedule(
    store: HubStore,
    begin: Annotated[datetime, QueryParameter(name="from", description="Included")],
    end: Annotated[datetime, QueryParameter(name="until", description="Not included")],
) -> Response[SchedulePage]:
    """Shifts, exceptions, shadows, offers, absences and warnings; three years at most."""
    return as_json(await store.read(partial(schedule_page, begin=begin, end=end)))


@get("/v1/schedule/rotation-facts", guards=[signed_in], summary="What a rotation goes by")
async def read_rotation_facts(
    store: HubStore,
    begin: Annotated[datetime, QueryParameter(name="from", description="Its first hand-over")],
    end: Annotated[datetime, QueryParameter(name="to", description="Not included")],
) -> Response[RotationFacts]:
    """Everybody's holidays and what they had in the 26 weeks before, the shifts of those weeks, and who is
    away in the time; three years at most."""
    return as_json(await rotation_facts(store, begin, end))


@get("/v1/schedule/incident-hours", guards=[signed_in], summary="Hours on incidents, for each person")
async def read_incident_hours(
    store: HubStore,
    begin: Annotated[datetime, QueryParameter(name="from", description="Included")],
    end: Annotated[datetime, QueryParameter(name="to", description="Not included")],
) -> Response[IncidentHours]:
    """The time in which they held a seat while the incident ran; both seats at once count once. Three years
    at most."""
    return as_json(await hours_on_incidents(store, begin, end))


@put("/v1/schedule/plan", guards=[signed_in, may_administer], summary="Publish a plan")
async def put_plan(
    request: Asked, store: HubStore, data: JSONBody[PlanRequest], preview: Preview = False
) -> Response[PlanPreview]:
    """Admins only. It replaces what was planned from its start on. With `preview=true` nothing is changed:
    the answer says what would change for whom."""
    publish = partial(publish_plan, asked=data, by=request.user.id, preview=preview)
    return as_json(await (store.read(publish) if preview else store.write(publish)))


@put("/v1/schedule/plans", guards=[signed_in, may_administer], summary="Publish a plan in parts")
async def put_plans(
    request: Asked, store: HubStore, data: JSONBody[PlansRequest], preview: Preview = False
) -> Response[PlanPreview]:
    """Admins only. As `PUT /v1/schedule/plan`, for several parts at once: all of them or none. Between them
    the team's rotation goes on."""
    publish = partial(publish_plans, asked=data, by=request.user.id, preview=preview)
    return as_json(await (store.read(publish) if preview else store.write(publish)))


@post(
    "/v1/schedule/import",
    guards=[signed_in, may_administer],
    status_code=200,
    summary="Make a plan of another tool's export",
)
async def post_import(
    request: Asked, store: HubStore, data: JSONBody[ImportRequest]
) -> Response[ImportPreview]:
    """Admins only. PagerDuty, Opsgenie, Grafana OnCall (JSON of their APIs) or iCal. Nothing is published."""
    current = (await store.read(current_team)).schedule.zone
    now = store.now()
    engineer = await read_export(data.engineer, current, now)
    manager = await read_export(data.manager, current, now) if data.manager else None
    make = partial(plan_of_export, asked=data, manager=manager, engineer=engineer, by=request.user.id)
    return as_json(await store.read(make))


@post("/v1/schedule/overrides", guards=[signed_in, may_act], status_code=200, summary="Add an override")
async def post_override(
    request: Asked, store: HubStore, data: JSONBody[OverrideRequest], preview: Preview = False
) -> Response[OverrideMade]:
    """In force at once. It is warned about what is unusual, and not forbidden."""
    add = partial(add_override, asked=data, by=request.user.id, preview=preview)
    return as_json(await (store.read(add) if preview else store.write(add)))


@delete(
    "/v1/schedule/overrides/{exception_id:uuid}", guards=[signed_in, may_act], summary="Remove an override"
)
async def delete_override(request: Asked, exception_id: FromPath[UUID], store: HubStore) -> None:
    """One that has begun ends now: what was is never altered."""
    await store.write(partial(remove_override, exception_id=exception_id, by=request.user.id))


@post("/v1/schedule/offers", guards=[signed_in, may_act], status_code=200, summary="Offer a shift or a swap")
async def post_offer(request: Asked, store: HubStore, data: JSONBody[OfferRequest]) -> Response[ShiftOffer]:
    """My time in a seat, to one or to everybody; with something in return it is a swap."""
    return as_json(await store.write(partial(make_offer, asked=data, by=request.user.id)))


@post(
    "/v1/schedule/offers/{offer_id:uuid}/accept",
    guards=[signed_in, may_act],
    status_code=200,
    summary="Take what is offered",
)
async def post_accept(request: Asked, offer_id: FromPath[UUID], store: HubStore) -> Response[ShiftOffer]:
    """The first to accept has it."""
    return as_json(await store.write(partial(accept_offer, offer_id=offer_id, by=request.user.id)))


@post(
    "/v1/schedule/offers/{offer_id:uuid}/decline",
    guards=[signed_in, may_act],
    status_code=200,
    summary="Say no to an offer",
)
async def post_decline(request: Asked, offer_id: FromPath[UUID], store: HubStore) -> Response[ShiftOffer]:
    """One that was made to everybody stays open for the others."""
    return as_json(await store.write(partial(decline_offer, offer_id=offer_id, by=request.user.id)))


@post(
    "/v1/schedule/offers/{offer_id:uuid}/withdraw",
    guards=[signed_in, may_act],
    status_code=200,
    summary="Take an offer back, or undo what has not begun",
)
async def post_withdraw(request: Asked, offer_id: FromPath[UUID], store: HubStore) -> Response[ShiftOffer]:
    """Its maker, or an admin; once it was accepted also who accepted."""
    return as_json(await store.write(partial(withdraw_offer, offer_id=offer_id, by=request.user)))


@post("/v1/schedule/shadows", guards=[signed_in, may_act], status_code=200, summary="Let somebody shadow")
async def post_shadow(request: Asked, store: HubStore, data: JSONBody[ShadowRequest]) -> Response[Shadow]:
    """They get everything, and count for nothing."""
    return as_json(await store.write(partial(add_shadow, asked=data, by=request.user.id)))


@delete("/v1/schedule/shadows/{shadow_id:uuid}", guards=[signed_in, may_act], summary="End shadowing")
async def delete_shadow(shadow_id: FromPath[UUID], store: HubStore) -> None:
    """Who shadows already stops now."""
    await store.write(partial(remove_shadow, shadow_id=shadow_id))


ROUTES = [
    read_on_call,
    read_schedule,
    read_rotation_facts,
    read_incident_hours,
    put_plan,
    put_plans,
    post_import,
    post_override,
    delete_override,
    post_offer,
    post_accept,
    post_decline,
    post_withdraw,
    post_shadow,
    delete_shadow,
]
