"""Notices, as the Manager sees and switches them; and the links to public pages."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Response, delete, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.exceptions import ClientException
from litestar.params import FromPath, JSONBody

from desktop.core.team.responder import Responder
from desktop.core.telling.notice import Notice
from desktop.hub.api.as_json import as_json
from desktop.hub.api.incident.board import Board
from desktop.hub.api.team.sign_in import may_act, signed_in
from desktop.hub.store.store import Store
from desktop.hub.usecases.telling.notices import list_notices, remove_notice, save_notice, switch_notice
from desktop.hub.usecases.telling.public_links import make_link, revoke_links

Asked = Request[Responder, Any, State]
HubStore = NamedDependency[Store]
HubBoard = NamedDependency[Board]


class SwitchRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Whether users see it, and for which incident."""

    on: bool
    incident_id: UUID | None = None


class PublicLink(msgspec.Struct, frozen=True, kw_only=True):
    """The address is a secret; it is shown only here."""

    url: str


class Revoked(msgspec.Struct, frozen=True, kw_only=True):
    """How many links showed the incident until now."""

    links: int


@get("/v1/notices", guards=[signed_in], summary="All notices, shown or not")
async def read_notices(store: HubStore) -> Response[list[Notice]]:
    """The latest changed first."""
    return as_json(await store.read(list_notices))


@put("/v1/notices/{notice_id:uuid}", guards=[signed_in, may_act], summary="Add or change a notice")
async def put_notice(
    request: Asked, notice_id: FromPath[UUID], store: HubStore, board: HubBoard, data: JSONBody[Notice]
) -> Response[Notice]:
    """By whom and when is the hub's to say. Once this is answered, users see it."""
    if data.id != notice_id:
        raise ClientException("The id in the address and the one in the notice differ.")
    saved = await store.write(partial(save_notice, notice=data, by=request.user.id))
    await board.catch_up()
    return as_json(saved)


@post(
    "/v1/notices/{notice_id:uuid}/switch",
    guards=[signed_in, may_act],
    status_code=200,
    summary="Switch a notice on or off",
)
async def post_switch(
    request: Asked, notice_id: FromPath[UUID], store: HubStore, board: HubBoard, data: JSONBody[SwitchRequest]
) -> Response[Notice]:
    """With an incident, its timeline tells it. Once this is answered, users see it."""
    switch = partial(
        switch_notice, notice_id=notice_id, on=data.on, incident_id=data.incident_id, by=request.user.id
    )
    switched = await store.write(switch)
    await board.catch_up()
    return as_json(switched)


@delete("/v1/notices/{notice_id:uuid}", guards=[signed_in, may_act], summary="Remove a notice that is off")
async def delete_notice(notice_id: FromPath[UUID], store: HubStore) -> None:
    """Timelines keep what they told of it."""
    await store.write(partial(remove_notice, notice_id=notice_id))


@post(
    "/v1/incidents/{incident_id:uuid}/public-link",
    guards=[signed_in, may_act],
    status_code=200,
    summary="Make a link to the incident's public page",
)
async def post_link(incident_id: FromPath[UUID], store: HubStore) -> Response[PublicLink]:
    """For people without the app: read only, good for 30 days or until it is revoked."""
    return as_json(PublicLink(url=await store.write(partial(make_link, incident_id=incident_id))))


@delete(
    "/v1/incidents/{incident_id:uuid}/public-link",
    guards=[signed_in, may_act],
    status_code=200,
    summary="Revoke all links to the incident's public page",
)
async def delete_links(incident_id: FromPath[UUID], store: HubStore) -> Response[Revoked]:
    """From now on they show nothing."""
    return as_json(Revoked(links=await store.write(partial(revoke_links, incident_id=incident_id))))


ROUTES = [read_notices, put_notice, post_switch, delete_notice, post_link, delete_links]
