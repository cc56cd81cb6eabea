"""The retro by mail: to whom it went, and sending it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter

from desktop import tasks
from desktop.channels.courier import Carrier
from desktop.channels.parcel import Outcome
from desktop.channels.result import Result, final, passing
from desktop.core.retro.retro_mail import RetroMail
from desktop.core.team.responder import Responder
from desktop.hub.api.as_json import as_json
from desktop.hub.api.team.sign_in import may_act, signed_in
from desktop.hub.store.errors import StoreUnavailable
from desktop.hub.store.store import Store
from desktop.hub.usecases.access.seal import SealBroken, Strongbox
from desktop.hub.usecases.retro.retro_mails import Going, Written, begin, mailed, parcel, settle

_log = logging.getLogger(__name__)

HubStore = NamedDependency[Store]


class MailRequest(msgspec.Struct, frozen=True, kw_only=True):
    """The retro of the week that begins on `starts_on`, to these channels. `page` goes along as a file.
    `again`: also where it went already."""

    starts_on: date
    channels: list[str]
    subject: str
    text: str
    html: str = ""
    page: str = ""
    again: bool = False


@get("/v1/retro/mails", guards=[signed_in], summary="To whom the retro of a week was mailed")
async def read_mails(
    store: HubStore,
    starts_on: Annotated[date, QueryParameter(description="The Monday of the week")],
) -> Response[list[RetroMail]]:
    """By channel."""
    return as_json(await store.read(partial(mailed, starts_on=starts_on)))


@post("/v1/retro/mails", guards=[signed_in, may_act], status_code=200, summary="Mail the retro of a week")
async def post_mail(
    request: Request[Responder, Any, State],
    store: HubStore,
    strongbox: NamedDependency[Strongbox],
    carrier: NamedDependency[Carrier],
    data: JSONBody[MailRequest],
) -> Response[list[RetroMail]]:
    """Answered when it is written down that it goes out; `GET` tells how it ended. A channel that it went
    to already gets it only `again`."""
    written = Written(subject=data.subject, text=data.text, html=data.html, page=data.page)
    seal = await strongbox.seal()
    ask = partial(
        begin,
        starts_on=data.starts_on,
        names=data.channels,
        written=written,
        by=request.user.id,
        again=data.again,
    )
    going = await store.write(ask)
    if going:

        def opened(one: Going) -> str | None:
            try:
                return seal.open(one.sealed)
            except SealBroken:
                return None

        addresses = {one.mail.channel: opened(one) for one in going}
        send = _send(store, carrier, data.starts_on, going, addresses, written)
        tasks.start(send, f"retro: mail {data.starts_on}")
    return as_json(await store.read(partial(mailed, starts_on=data.starts_on)))


async def _send(
    store: Store,
    carrier: Carrier,
    starts_on: date,
    going: Sequence[Going],
    addresses: dict[str, str | None],
    written: Written,
) -> None:
    waiting = {}
    unread = []
    for one in going:
        address = addresses[one.mail.channel]
        if address is None:
            unread.append(one)
        else:
            packed = parcel(starts_on, one, address, written)
            waiting[packed.id] = (one, packed)

    async def give_up(those: Sequence[Going], told: Result) -> None:
        for one in those:
            await store.write(partial(settle, starts_on=starts_on, mail=one.mail, result=told))

    async def tell(outcome: Outcome) -> None:
        known = waiting.pop(outcome.id, None)
        if known is not None:
            done = partial(settle, starts_on=starts_on, mail=known[0].mail, result=outcome.result)
            await store.write(done)

    try:
        await give_up(unread, final("The channel's address cannot be read. Enter it again."))
        try:
            if waiting:
                await carrier.carry([packed for _, packed in waiting.values()], tell)
        except OSError:
            _log.exception("the courier's process cannot be started")
            left = [one for one, _ in waiting.values()]
            await give_up(left, passing("The hub cannot start the program that sends. Try again."))
    except StoreUnavailable as error:
        # What is not written down is told as doubtful after a while.
        _log.warning("how the retro's mail ended could not be written down: %s", error)


ROUTES = [read_mails, post_mail]
