"""What desktops ask and say: snapshot, incidents, timeline, commands, joining."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.exceptions import ClientException
from litestar.params import FromPath, HeaderParameter, JSONBody, QueryParameter

from desktop.core.incident.incident import Incident
from desktop.core.team.responder import Responder
from desktop.hub.api.as_json import as_json
from desktop.hub.api.team.sign_in import may_act, signed_in
from desktop.hub.store.store import Store
from desktop.hub.usecases.access.invitations import join
from desktop.hub.usecases.incident.carry_out import carry_out
from desktop.hub.usecases.incident.feed import resolved_incidents, snapshot, timeline
from desktop.wire.command import COMMANDS, Answer
from desktop.wire.feed import Snapshot, encode_timeline
from desktop.wire.invitation import Joined
from desktop.wire.tagged import UnknownType

Asked = Request[Responder, Any, State]
HubStore = NamedDependency[Store]


class TaggedObject(msgspec.Struct, frozen=True):
    """A command or an event: the name of its type and its fields."""

    type: str
    data: dict[str, Any]


class TimelineLine(msgspec.Struct, frozen=True):
    """One line of a timeline; `seq` is that of the change that it belongs to."""

    seq: int
    event: TaggedObject


class JoinRequest(msgspec.Struct, frozen=True):
    """The one-time code of an invitation."""

    code: str


@get("/v1/snapshot", guards=[signed_in], summary="State and cursor, to begin with")
async def take_snapshot(request: Asked, store: HubStore) -> Response[Snapshot]:
    """All incidents that are not over, the latest resolved ones, the team, and the cursor to go on from."""
    return as_json(await store.read(partial(snapshot, me=request.user.id)))


@get("/v1/incidents", guards=[signed_in], summary="Resolved incidents")
async def list_resolved(
    store: HubStore,
    limit: Annotated[int, QueryParameter(ge=1, le=500, description="How many at most")] = 50,
    before: Annotated[
        datetime | None,
        QueryParameter(description="Only those resolved before: `resolved_at` of the last one seen"),
    ] = None,
) -> Response[list[Incident]]:
    """Newest resolved first."""
    if before is not None and before.tzinfo is None:
        raise ClientException("`before` needs an offset, as in 2026-01-05T03:12:00Z.")
    return as_json(await store.read(partial(resolved_incidents, limit=limit, before=before)))


@get("/v1/incidents/{incident_id:uuid}/timeline", guards=[signed_in], summary="What happened to an incident")
async def read_timeline(store: HubStore, incident_id: FromPath[UUID]) -> Response[list[TimelineLine]]:
    """Oldest first. Unknown types of events may come with newer hubs."""
    return as_json(msgspec.Raw(encode_timeline(await store.read(partial(timeline, incident_id=incident_id)))))


@post(
    "/v1/commands",
    guards=[signed_in, may_act],
    status_code=200,
    summary="Claim, decline, return, note, resolve",
)
async def take_command(
    request: Asked,
    store: HubStore,
    data: JSONBody[TaggedObject],
    idempotency_key: Annotated[str, HeaderParameter(name="Idempotency-Key", min_length=1, max_length=255)],
) -> Response[Answer]:
    """The incident as it is afterwards; with a refusal, why nothing changed.

    Repeated with the same key it answers as the first time.
    """
    try:
        command = COMMANDS.decode(await request.body())
    except UnknownType as error:
        raise ClientException(f"Unknown command {data.type}.") from error
    except msgspec.MsgspecError as error:
        raise ClientException(str(error)) from error
    if command.pressed_at.tzinfo is None:
        raise ClientException("`pressed_at` needs an offset, as in 2026-01-05T03:12:00Z.")
    answer = await store.write(
        partial(carry_out, command=command, key=idempotency_key, caller=request.user.id)
    )
    return as_json(answer)


@post("/v1/join", status_code=200, summary="Exchange an invitation's code for a token")
async def take_invitation(store: HubStore, data: JSONBody[JoinRequest]) -> Response[Joined]:
    """Good once. The token is shown only here."""
    return as_json(await store.write(partial(join, code=data.code)))


ROUTES = [take_snapshot, list_resolved, read_timeline, take_command, take_invitation]
