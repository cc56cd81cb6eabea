"""The retro by mail: written down before it goes, never twice by itself; on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.channels.result import SENT, final, passing
from desktop.core.retro.retro_mail import PATIENCE, MailState
from desktop.core.team.channel import Channel
from desktop.core.telling.update import Readers
from desktop.hub.store.telling import channels
from desktop.hub.store.telling.channels import KeptChannel
from desktop.hub.usecases.errors import NotMailed, UnknownChannel
from desktop.hub.usecases.retro.retro_mails import LONGEST, Going, Written, begin, mailed, parcel, settle
from tests.integration.store.conftest import Hub

MONDAY = date(2026, 11, 16)
RETRO = Written(subject="Retro: Week 47", text="# Retro", html="<h1>Retro</h1>", page="<svg/>")


async def with_channels(hub: Hub) -> None:
    for name, kind in (("Team", "mail"), ("Bosses", "mail"), ("#incidents", "slack")):
        kept = KeptChannel(
            channel=Channel(name=name, readers=Readers.COLLEAGUES, kind=kind), sealed="x", from_file=False
        )
        await hub.write(channels.save, kept)


async def send(hub: Hub, *names: str, again: bool = False) -> list[Going]:
    return await hub.write(begin, starts_on=MONDAY, names=names, written=RETRO, by="ana", again=again)


async def state(hub: Hub, week: date = MONDAY) -> dict[str, MailState]:
    return {one.channel: one.state for one in await hub.read(mailed, starts_on=week)}


async def test_it_goes_once_to_each_channel(hub: Hub):
    await with_channels(hub)
    assert await state(hub) == {}
    (going,) = await send(hub, "Team", "Team")
    assert await state(hub) == {"Team": MailState.SENDING}
    assert await send(hub, "Team") == [], "it is going already"
    assert await send(hub, "Team", again=True) == []
    await hub.write(settle, starts_on=MONDAY, mail=going.mail, result=SENT)
    assert await send(hub, "Team") == [], "it arrived"
    both = await send(hub, "Team", "Bosses")
    assert [one.mail.channel for one in both] == ["Bosses"]
    assert await state(hub) == {"Team": MailState.SENT, "Bosses": MailState.SENDING}
    assert await state(hub, MONDAY - timedelta(days=7)) == {}
    assert [one.mail.channel for one in await send(hub, "Team", again=True)] == ["Team"]


async def test_what_failed_may_go_again_and_what_is_doubtful_only_when_asked(hub: Hub):
    await with_channels(hub)
    (going,) = await send(hub, "Team")
    await hub.write(settle, starts_on=MONDAY, mail=going.mail, result=final("It refused the mail."))
    (told,) = await hub.read(mailed, starts_on=MONDAY)
    assert (told.state, told.detail, told.by) == (MailState.FAILED, "It refused the mail.", "ana")
    (going,) = await send(hub, "Team")
    lost = passing("It did not answer in time.", doubtful=True)
    await hub.write(settle, starts_on=MONDAY, mail=going.mail, result=lost)
    assert await state(hub) == {"Team": MailState.DOUBTFUL}
    assert await send(hub, "Team") == []
    assert len(await send(hub, "Team", again=True)) == 1


async def test_what_was_cut_off_is_told_as_doubtful(hub: Hub):
    await with_channels(hub)
    await send(hub, "Team")
    hub.clock.advance(PATIENCE)
    (told,) = await hub.read(mailed, starts_on=MONDAY)
    assert told.state is MailState.DOUBTFUL
    assert told.detail
    assert await send(hub, "Team") == []
    assert len(await send(hub, "Team", again=True)) == 1


async def test_what_cannot_be_mailed_is_refused(hub: Hub):
    await with_channels(hub)
    with pytest.raises(NotMailed, match="no mail"):
        await send(hub, "Team", "#incidents")
    with pytest.raises(UnknownChannel):
        await send(hub, "Nowhere")
    with pytest.raises(NotMailed):
        await send(hub)
    for written, week in (
        (Written(subject="x", text="x" * LONGEST), MONDAY),
        (Written(subject="x", text=" "), MONDAY),
        (RETRO, MONDAY + timedelta(days=1)),
    ):
        with pytest.raises(NotMailed):
            await hub.write(begin, starts_on=week, names=["Team"], written=written, by="ana")
    assert await state(hub) == {}


async def test_the_same_mail_has_the_same_id(hub: Hub):
    await with_channels(hub)
    going = await send(hub, "Team", "Bosses")
    once = [parcel(MONDAY, one, "mailto://x", RETRO) for one in going]
    assert once == [parcel(MONDAY, one, "mailto://x", RETRO) for one in going]
    assert len({one.id for one in once}) == 2
    assert once[0].message is not None
    assert once[0].message.attachment is not None
    assert once[0].message.attachment.name == "retro-2026-11-16.html"
