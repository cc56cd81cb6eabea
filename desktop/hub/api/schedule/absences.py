"""Absences and the calendars they are read from; and the calendar feeds of shifts."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, delete, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from desktop.core.schedule.absence import Absence
from desktop.core.team.responder import Responder
from desktop.hub.api.as_json import as_json
from desktop.hub.api.team.sign_in import may_act, signed_in
from desktop.hub.store.store import Store
from desktop.hub.usecases.access.seal import Strongbox
from desktop.hub.usecases.schedule import absences
from desktop.hub.usecases.schedule.calendar_feed import list_feeds, make_feed, revoke_feed
from desktop.wire.schedule import AbsenceCalendarState, AbsenceRequest, CalendarFeed

Asked = Request[Responder, Any, State]
HubStore = NamedDependency[Store]


class CalendarAddress(msgspec.Struct, frozen=True, kw_only=True):
    """The secret address of a calendar in iCal format."""

    address: str


class FeedRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Whose shifts it shows; left out: everybody's."""

    responder: str | None = None


@get("/v1/absences", guards=[signed_in], summary="Who is away")
async def read_absences(
    store: HubStore,
    begin: Annotated[datetime, QueryParameter(name="from", description="Included")],
    end: Annotated[datetime, QueryParameter(name="until", description="Not included")],
) -> Response[list[Absence]]:
    """In the order of their beginning."""
    return as_json(await store.read(partial(absences.list_absences, begin=begin, end=end)))


@post("/v1/absences", guards=[signed_in, may_act], status_code=200, summary="Say that somebody is away")
async def post_absence(request: Asked, store: HubStore, data: JSONBody[AbsenceRequest]) -> Response[Absence]:
    """Oneself; an admin: anybody. With a known `id` that absence is changed."""
    return as_json(await store.write(partial(absences.save_absence, asked=data, by=request.user)))


@delete("/v1/absences/{absence_id:uuid}", guards=[signed_in, may_act], summary="Remove an absence")
async def delete_absence(request: Asked, absence_id: FromPath[UUID], store: HubStore) -> None:
    """One that is known from a calendar is removed there."""
    await store.write(partial(absences.remove_absence, absence_id=absence_id, by=request.user))


@get("/v1/absences/calendars/{responder:str}", guards=[signed_in], summary="Whether a calendar is followed")
async def read_calendar(responder: FromPath[str], store: HubStore) -> Response[AbsenceCalendarState]:
    """When it was read last, and what was wrong then; never its address."""
    return as_json(await store.read(partial(absences.calendar_state, whose=responder)))


@put("/v1/absences/calendars/{responder:str}", guards=[signed_in, may_act], summary="Follow a calendar")
async def put_calendar(
    request: Asked,
    responder: FromPath[str],
    store: HubStore,
    strongbox: NamedDependency[Strongbox],
    data: JSONBody[CalendarAddress],
) -> Response[AbsenceCalendarState]:
    """Whole days, and what takes 8 hours or more, become absences. The address is kept encrypted."""
    follow = partial(
        absences.set_calendar,
        seal=await strongbox.seal(),
        address=data.address,
        whose=responder,
        by=request.user,
    )
    return as_json(await store.write(follow))


@delete("/v1/absences/calendars/{responder:str}", guards=[signed_in, may_act], summary="Unfollow a calendar")
async def delete_calendar(request: Asked, responder: FromPath[str], store: HubStore) -> None:
    """What was read there is forgotten, too."""
    await store.write(partial(absences.remove_calendar, whose=responder, by=request.user))


@get("/v1/calendar-tokens", guards=[signed_in], summary="The calendar feeds")
async def read_feeds(request: Asked, store: HubStore) -> Response[list[CalendarFeed]]:
    """One's own; an admin's: all. Without their addresses."""
    return as_json(await store.read(partial(list_feeds, by=request.user)))


@post("/v1/calendar-tokens", guards=[signed_in], status_code=200, summary="Make a calendar feed")
async def post_feed(request: Asked, store: HubStore, data: JSONBody[FeedRequest]) -> Response[CalendarFeed]:
    """Its address is a secret and shown only here; good until it is revoked."""
    return as_json(await store.write(partial(make_feed, by=request.user, responder=data.responder)))


@delete("/v1/calendar-tokens/{token_id:uuid}", guards=[signed_in], summary="Revoke a calendar feed")
async def delete_feed(request: Asked, token_id: FromPath[UUID], store: HubStore) -> None:
    """From now on its address shows nothing."""
    await store.write(partial(revoke_feed, token_id=token_id, by=request.user))


ROUTES = [
    read_absences,
    post_absence,
    delete_absence,
    read_calendar,
    put_calendar,
    delete_calendar,
    read_feeds,
    post_feed,
    delete_feed,
]
