"""How duty was: questions, answers, and rest. Everybody is told only of themselves."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, delete, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from desktop.core.retro.asking import Wellbeing
from desktop.core.retro.recovery import RecoveryHours
from desktop.core.team.responder import Responder
from desktop.hub.api.as_json import as_json
from desktop.hub.api.team.sign_in import may_act, signed_in
from desktop.hub.store.store import Store
from desktop.hub.usecases.retro.wellbeing import (
    answer,
    decline,
    hours_of_rest,
    note_recovery,
    read_wellbeing,
    remove_recovery,
)
from desktop.wire.wellbeing import AnswerRequest, DeclineRequest, RecoveryRequest

Asked = Request[Responder, Any, State]
HubStore = NamedDependency[Store]


@get("/v1/wellbeing", guards=[signed_in], summary="What I am asked about how duty was")
async def get_wellbeing(request: Asked, store: HubStore) -> Response[Wellbeing]:
    """Questions after a shift or a disturbed night, rest that is offered, and what rest I noted. Nothing is
    asked while an incident of mine is running."""
    return as_json(await store.read(partial(read_wellbeing, me=request.user.id)))


@post("/v1/wellbeing/answers", guards=[signed_in, may_act], status_code=200, summary="Say how it was")
async def post_answers(request: Asked, store: HubStore, data: JSONBody[AnswerRequest]) -> Response[Wellbeing]:
    """Said twice it counts once. No answer is ever given back, the feed tells nothing of it, and nothing
    that is kept says whose it was or when it came; without `anonymous` your name stands beside your wish."""
    return as_json(await store.write(partial(answer, said=data, me=request.user.id)))


@post("/v1/wellbeing/declined", guards=[signed_in, may_act], status_code=200, summary="Not this time")
async def post_declined(
    request: Asked, store: HubStore, data: JSONBody[DeclineRequest]
) -> Response[Wellbeing]:
    """These questions are not asked again, this offer is not made again."""
    return as_json(await store.write(partial(decline, this=data.id, me=request.user.id)))


@put("/v1/wellbeing/recovery/{this:uuid}", guards=[signed_in, may_act], summary="Note rest, or change it")
async def put_recovery(
    request: Asked, store: HubStore, this: FromPath[UUID], data: JSONBody[RecoveryRequest]
) -> Response[Wellbeing]:
    """By the id of the offer; what I noted may be changed for 60 days."""
    return as_json(await store.write(partial(note_recovery, this=this, said=data, me=request.user.id)))


@delete(
    "/v1/wellbeing/recovery/{this:uuid}",
    guards=[signed_in, may_act],
    status_code=200,
    summary="I did not rest after all",
)
async def delete_recovery(request: Asked, store: HubStore, this: FromPath[UUID]) -> Response[Wellbeing]:
    """Only one's own; removed twice it is removed once."""
    return as_json(await store.write(partial(remove_recovery, this=this, me=request.user.id)))


@get("/v1/retro/recovery", guards=[signed_in], summary="Hours of rest, for fairness")
async def get_recovery_hours(
    store: HubStore,
    first: Annotated[date, QueryParameter(description="The first day")],
    last: Annotated[date, QueryParameter(description="The last day")],
) -> Response[RecoveryHours]:
    """By person, in the order of their ids; three years at most."""
    return as_json(await store.read(partial(hours_of_rest, first=first, last=last)))


ROUTES = [get_wellbeing, post_answers, post_declined, put_recovery, delete_recovery, get_recovery_hours]
