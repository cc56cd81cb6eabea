"""The meetings of the retro."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from desktop.core.retro.meeting import MeetingSummary, ToldMeeting
from desktop.core.retro.meeting_topic import Note
from desktop.core.team.responder import Responder
from desktop.hub.api.as_json import as_json
from desktop.hub.api.team.sign_in import may_act, signed_in
from desktop.hub.store.store import Store
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadMeeting
from desktop.hub.usecases.retro.meetings import lead, list_meetings, note_versions, prepare, told_meeting
from desktop.wire.meeting import MEETING_COMMANDS
from desktop.wire.tagged import Tagged, UnknownType

Asked = Request[Responder, Any, State]
HubStore = NamedDependency[Store]


class MeetingCommandRequest(msgspec.Struct, frozen=True, kw_only=True):
    """`type` is the name of a command, such as "OpenMeeting" or "WriteNote"; `data` has its fields."""

    type: str
    data: dict[str, Any]


class MaybeMeeting(msgspec.Struct, frozen=True, kw_only=True):
    """Null: none is prepared."""

    meeting: ToldMeeting | None


@get("/v1/retro/meetings", guards=[signed_in], summary="The meetings of the retro")
async def read_meetings(store: HubStore) -> Response[list[MeetingSummary]]:
    """The latest 200, the latest week first."""
    return as_json(await store.read(list_meetings))


@get("/v1/retro/meetings/{starts_on:date}", guards=[signed_in], summary="A meeting of the retro")
async def read_meeting(starts_on: FromPath[date], store: HubStore) -> Response[MaybeMeeting]:
    """That about the week of this Monday, and the actions that were made in it. Until it is opened it has
    what is known of the week now."""
    return as_json(MaybeMeeting(meeting=await store.read(partial(told_meeting, starts_on=starts_on))))


@post(
    "/v1/retro/meetings/{starts_on:date}",
    guards=[signed_in, may_act],
    status_code=200,
    summary="Prepare a meeting of the retro",
)
async def post_meeting(starts_on: FromPath[date], store: HubStore) -> Response[ToldMeeting]:
    """The hub does so by itself when a week ends; this is for who cannot wait. Asked twice, there is one."""

    def prepared(tx: Transaction) -> ToldMeeting | None:
        prepare(tx, starts_on)
        return told_meeting(tx, starts_on)

    return as_json(await store.write(prepared))


@post(
    "/v1/retro/meetings/{starts_on:date}/commands",
    guards=[signed_in, may_act],
    status_code=200,
    summary="Do something with a meeting of the retro",
)
async def post_command(
    request: Asked, starts_on: FromPath[date], store: HubStore, data: JSONBody[MeetingCommandRequest]
) -> Response[ToldMeeting]:
    """The meeting afterwards. By whom and when is the hub's to say. 409: somebody wrote another version of
    the note meanwhile."""
    try:
        command = MEETING_COMMANDS.untag(
            Tagged(type=data.type, data=msgspec.Raw(msgspec.json.encode(data.data)))
        )
    except (UnknownType, msgspec.ValidationError) as error:
        raise BadMeeting(f"The command cannot be read: {error}.", "Update Pairwatch on both ends.") from error
    return as_json(
        await store.write(partial(lead, starts_on=starts_on, command=command, by=request.user.id))
    )  # fmt: skip


@get(
    "/v1/retro/meetings/{starts_on:date}/notes",
    guards=[signed_in],
    summary="All versions of what was written in a meeting",
)
async def read_versions(
    starts_on: FromPath[date],
    store: HubStore,
    topic_id: Annotated[
        UUID | None, QueryParameter(description="Left out: of the meeting as a whole")
    ] = None,
) -> Response[list[Note]]:
    """The latest first."""
    return as_json(await store.read(partial(note_versions, starts_on=starts_on, topic_id=topic_id)))


ROUTES = [read_meetings, read_meeting, post_meeting, post_command, read_versions]
