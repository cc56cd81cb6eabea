"""The retro: its actions, and what was left out after incidents."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID, uuid4

import msgspec
from litestar import Request, Response, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from desktop.core.closing.left_out import LeftOut
from desktop.core.retro.action import Action
from desktop.core.retro.compared_weeks import ComparedWeeks
from desktop.core.team.responder import Responder
from desktop.hub.api.as_json import as_json
from desktop.hub.api.team.sign_in import may_act, signed_in
from desktop.hub.store.store import Store
from desktop.hub.usecases.retro.actions import (
    ActionChange,
    add_action,
    change_action,
    finish_action,
    list_actions,
)
from desktop.hub.usecases.retro.retro import left_out_within
from desktop.hub.usecases.retro.retro_week import compared_weeks

Asked = Request[Responder, Any, State]
HubStore = NamedDependency[Store]


class ActionRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A new action. With an `id` of the caller's it is made once, however often it is sent. `owner` is a
    responder's id. `meeting_on` and `topic_id` together say in which meeting it is made, and of what."""

    text: str
    id: UUID | None = None
    incident_id: UUID | None = None
    owner: str = ""
    due_on: date | None = None
    ticket_url: str = ""
    meeting_on: date | None = None
    topic_id: UUID | None = None


class DoneRequest(msgspec.Struct, frozen=True, kw_only=True):
    """False: it is to be done again."""

    done: bool


@get("/v1/actions", guards=[signed_in], summary="The actions of the retro")
async def read_actions(
    store: HubStore,
    open_only: Annotated[bool, QueryParameter(name="open", description="Only what is not done")] = False,
) -> Response[list[Action]]:
    """By day, the longest overdue first; then those without a day; then what is done, the latest 200."""
    return as_json(await store.read(partial(list_actions, open_only=open_only)))


@post("/v1/actions", guards=[signed_in, may_act], status_code=200, summary="Add an action")
async def post_action(request: Asked, store: HubStore, data: JSONBody[ActionRequest]) -> Response[Action]:
    """By whom and when is the hub's to say. A to-do of an incident needs no such call: it is one already."""
    action = Action(
        id=data.id or uuid4(),
        text=data.text,
        incident_id=data.incident_id,
        owner=data.owner,
        due_on=data.due_on,
        ticket_url=data.ticket_url,
        meeting_on=data.meeting_on,
        topic_id=data.topic_id,
        created_at=store.now(),
    )
    return as_json(await store.write(partial(add_action, action=action, by=request.user.id)))


@put("/v1/actions/{action_id:uuid}", guards=[signed_in, may_act], summary="Change an action")
async def put_action(
    action_id: FromPath[UUID], store: HubStore, data: JSONBody[ActionChange]
) -> Response[Action]:
    """What is left out stays as it is."""
    return as_json(await store.write(partial(change_action, action_id=action_id, change=data)))


@post(
    "/v1/actions/{action_id:uuid}/done",
    guards=[signed_in, may_act],
    status_code=200,
    summary="An action is done, or to be done again",
)
async def post_done(
    request: Asked, action_id: FromPath[UUID], store: HubStore, data: JSONBody[DoneRequest]
) -> Response[Action]:
    """Said twice it counts once."""
    finish = partial(finish_action, action_id=action_id, done=data.done, by=request.user.id)
    return as_json(await store.write(finish))


@get("/v1/retro/left-out", guards=[signed_in], summary="What was left out after incidents")
async def read_left_out(
    store: HubStore,
    begin: Annotated[datetime, QueryParameter(name="from", description="Resolved then or later")],
    end: Annotated[
        datetime | None, QueryParameter(name="to", description="Resolved before; left out: until now")
    ] = None,
) -> Response[list[LeftOut]]:
    """Incidents with closing steps that were skipped or never taken, or with verdicts that differ."""
    return as_json(await store.read(partial(left_out_within, begin=begin, end=end)))


@get("/v1/retro/week", guards=[signed_in], summary="The numbers of a week")
async def read_week(
    store: HubStore,
    starts_on: Annotated[date, QueryParameter(description="Its Monday, such as 2026-11-23")],
) -> Response[ComparedWeeks]:
    """Beside those of the week before and of four weeks ago; null where nobody watched yet. Durations are
    written as ISO 8601 does; uptime is per cent, as a text of two decimals."""
    return as_json(await store.read(partial(compared_weeks, starts_on=starts_on)))


ROUTES = [read_actions, post_action, put_action, post_done, read_left_out, read_week]
