"""Channels: everybody signed in may read them, admins change them. No route gives an address away."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import uuid4

import msgspec
from litestar import Request, Response, delete, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from desktop.channels.courier import Carrier
from desktop.channels.message import Message, Thread
from desktop.channels.parcel import Outcome, Parcel
from desktop.channels.result import Result
from desktop.core.team.responder import Responder
from desktop.core.telling.update import Readers
from desktop.hub.api.as_json import as_json
from desktop.hub.api.team.sign_in import may_administer, signed_in
from desktop.hub.store.store import Store
from desktop.hub.store.telling.channels import KeptChannel
from desktop.hub.usecases.access.seal import Strongbox
from desktop.hub.usecases.telling.channels import find_channel, list_channels, remove_channel, set_channel

HubStore = NamedDependency[Store]


class ChannelView(msgspec.Struct, frozen=True, kw_only=True):
    """A channel as others see it: without its address. `from_file`: only the team file can change it."""

    name: str
    readers: Readers
    kind: str
    longest: int
    from_file: bool


class ChannelRequest(msgspec.Struct, frozen=True, kw_only=True):
    """`address` as Apprise has it; left out, a known channel keeps its own. `longest` left out: as usual."""

    readers: Readers
    address: str | None = None
    longest: int | None = None


class Tested(msgspec.Struct, frozen=True, kw_only=True):
    """How a test message ended; `sentence` says what is wrong."""

    sent: bool
    sentence: str


@get("/v1/channels", guards=[signed_in], summary="Where updates can go")
async def read_channels(store: HubStore) -> Response[list[ChannelView]]:
    """By name."""
    return as_json([_view(kept) for kept in await store.read(list_channels)])


@put("/v1/channels/{name:str}", guards=[signed_in, may_administer], summary="Add or change a channel")
async def put_channel(
    name: FromPath[str],
    store: HubStore,
    strongbox: NamedDependency[Strongbox],
    data: JSONBody[ChannelRequest],
) -> Response[ChannelView]:
    """Admins only. The address is kept encrypted."""
    change = partial(
        set_channel,
        seal=await strongbox.seal(),
        name=name,
        readers=data.readers,
        address=data.address,
        longest=data.longest,
    )
    return as_json(_view(await store.write(change)))


@delete("/v1/channels/{name:str}", guards=[signed_in, may_administer], summary="Remove a channel")
async def delete_channel(name: FromPath[str], store: HubStore) -> None:
    """Admins only."""
    await store.write(partial(remove_channel, name=name))


@post(
    "/v1/channels/{name:str}/test",
    guards=[signed_in, may_administer],
    status_code=200,
    summary="Send a test message to a channel",
)
async def send_test(
    request: Request[Responder, Any, State],
    name: FromPath[str],
    store: HubStore,
    strongbox: NamedDependency[Strongbox],
    carrier: NamedDependency[Carrier],
) -> Response[Tested]:
    """Admins only. Sent once, at once; nothing of it is kept."""
    kept = await store.read(partial(find_channel, name=name))
    address = (await strongbox.seal()).open(kept.sealed)
    told: list[Result] = []

    async def tell(outcome: Outcome) -> None:
        told.append(outcome.result)

    message = _test_message(name, request.user.name)
    await carrier.carry([Parcel(id=uuid4(), address=address, message=message)], tell)
    return as_json(Tested(sent=told[0].sent, sentence=told[0].sentence))


def _test_message(channel: str, by: str) -> Message:
    this, subject = uuid4().hex, "Test message from Pairwatch"
    text = (
        f"This is a test by {by}. Nothing is broken. Updates about incidents will come here, to “{channel}”."
    )
    thread = Thread(id=this, message=this, starts=True, subject=subject)
    return Message(subject=subject, text=text, thread=thread)


def _view(kept: KeptChannel) -> ChannelView:
    channel = kept.channel
    return ChannelView(
        name=channel.name,
        readers=channel.readers,
        kind=channel.kind,
        longest=channel.longest,
        from_file=kept.from_file,
    )


ROUTES = [read_channels, put_channel, delete_channel, send_test]
