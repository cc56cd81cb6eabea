"""Pages on the responders' own channels: the same on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from desktop.channels.mail import MailAddress, compose
from desktop.channels.result import SENT, final, passing
from desktop.core.incident.commands import ClaimSeat, SendUpdate
from desktop.core.incident.page import TriedWhy
from desktop.core.incident.reach_events import OwnChannelTried, PageTriedElsewhere
from desktop.core.retro.page_row import Way
from desktop.core.team.responder import Roster
from desktop.core.team.seat import Seat
from desktop.core.telling.update import Readers, Stage
from desktop.hub.store.retro.page_log import Asked
from desktop.hub.store.telling import own_channels
from desktop.hub.usecases.access.seal import Seal, new_key
from desktop.hub.usecases.incident.due import move_back
from desktop.hub.usecases.incident.feed import timeline
from desktop.hub.usecases.retro.page_log import read_log
from desktop.hub.usecases.team.team import apply_team
from desktop.hub.usecases.telling.channels import set_channel
from desktop.hub.usecases.telling.deliveries import claim_deliveries, outlook, settle
from desktop.hub.usecases.telling.own_channels import OwnChannel
from tests.integration.store.conftest import FILE
from tests.sample import NIGHT, TEAM

LEASE = timedelta(seconds=45)
SEAL = Seal([new_key()])
MAIL = MailAddress(
    host="mail.example.com", port=25, sender="hub@example.com", recipients=("ben@example.com",)
)
S = timedelta(seconds=1)
OWN = (
    OwnChannel(responder="ben", name="Phone", address="json://localhost/SecretOfBen"),
    OwnChannel(responder="ben", name="Mail", address="json://localhost/OtherSecret"),
)


def file(*own: OwnChannel):
    """The team file with these channels of its people's own."""

    def reachable(person):
        return replace(person, channels=tuple(one.name for one in own if one.responder == person.id))

    roster = Roster(responders=tuple(reachable(person) for person in TEAM.roster.responders))
    return replace(FILE, team=replace(TEAM, roster=roster), own_channels=own)


@pytest.fixture
async def incident(hub):
    await hub.write(apply_team, file(*OWN), SEAL)
    return await hub.opened()


async def claim(hub):
    return await hub.write(claim_deliveries, limit=8, lease=LEASE)


async def told(hub, incident) -> list[Any]:
    lines = await hub.store.read(partial(timeline, incident_id=incident.id))
    return [e.event for e in lines if isinstance(e.event, PageTriedElsewhere | OwnChannelTried)]


async def test_a_page_that_does_not_ring_goes_out_on_each_channel_of_the_responder(hub, incident):
    assert (await hub.read(outlook)).next_at is None
    await hub.pass_time(10 * S)
    claimed = await claim(hub)
    assert {one.channel for one in claimed} == {"ben/Phone", "ben/Mail"}
    assert {SEAL.open(one.sealed) for one in claimed} == {one.address for one in OWN}
    (text,) = {one.message.text for one in claimed}
    assert text.startswith("You are paged as Incident Engineer. #1 ")
    assert "No computer of yours rings for it." in text
    phone, mail = sorted(claimed, key=lambda one: one.channel, reverse=True)
    await hub.write(settle, claimed=phone, result=SENT)
    await hub.write(settle, claimed=mail, result=final("There is no such address."))
    tried, took, failed = await told(hub, incident)
    assert (tried.why, tried.channels, tried.responder) == (TriedWhy.NOT_RINGING, ("Phone", "Mail"), "ben")
    assert (took.channel, took.sent) == ("Phone", True)
    assert (failed.channel, failed.sent, failed.detail) == ("Mail", False, "There is no such address.")


async def test_what_is_tried_is_stored_with_the_page_and_not_twice(hub, incident):
    await hub.pass_time(10 * S)
    await hub.pass_time(5 * S)
    assert [event.why for event in await told(hub, incident)] == [TriedWhy.NOT_RINGING]
    await hub.pass_time(45 * S)
    assert [event.why for event in await told(hub, incident)] == [TriedWhy.NOT_RINGING, TriedWhy.NOT_ANSWERED]
    ben = next(page for page in (await hub.incident(incident.id)).pages if page.responder == "ben")
    assert ben.tried == (TriedWhy.NOT_RINGING, TriedWhy.NOT_ANSWERED)
    # A later try waits for no earlier one, unlike updates.
    claimed = await claim(hub)
    assert len(claimed) == 4
    mails = [compose(MAIL, one.message) for one in claimed]
    ids = {mail["Message-ID"] for mail in mails}
    assert len(ids) == 4, "servers drop a mail with an id that they have seen"
    assert not [mail for mail in mails if mail["In-Reply-To"]]


async def test_pages_and_updates_are_taken_apart(hub, incident):
    await hub.write(
        set_channel, seal=SEAL, name="room", readers=Readers.COLLEAGUES, address="json://localhost/room"
    )
    await hub.pass_time(10 * S)
    update = SendUpdate(
        incident_id=incident.id,
        by="ana",
        pressed_at=NIGHT,
        update_id=uuid4(),
        stage=Stage.INVESTIGATING,
        readers=Readers.COLLEAGUES,
        subject="Problems",
        text="We look into it.",
        channels=("room",),
    )
    await hub.command(update, key="update")
    taken = [
        {one.channel for one in await hub.write(claim_deliveries, limit=8, lease=LEASE, pages=pages)}
        for pages in (False, True)
    ]
    assert taken == [{"room"}, {"ben/Phone", "ben/Mail"}]
    for pages in (False, True):
        assert (await hub.read(outlook, pages=pages)).next_at == NIGHT + 10 * S + LEASE, "their leases"


async def test_who_answered_meanwhile_is_not_disturbed(hub, incident):
    await hub.pass_time(10 * S)
    press = ClaimSeat(incident_id=incident.id, by="ben", pressed_at=NIGHT, seat=Seat.ENGINEER)
    await hub.command(press, "claim")
    assert await claim(hub) == []
    assert (await hub.read(outlook)).next_at is None
    assert len(await told(hub, incident)) == 1, "nothing went wrong that would have to be told"


async def test_an_attempt_that_fails_for_now_is_told_once_and_tried_again(hub, incident):
    await hub.pass_time(10 * S)
    for _ in range(2):
        for one in await claim(hub):
            await hub.write(settle, claimed=one, result=passing("No answer."))
        await hub.pass_time(10 * S)
    failed = [event for event in await told(hub, incident) if isinstance(event, OwnChannelTried)]
    assert [(event.channel, event.sent) for event in failed].count(("Phone", False)) == 1
    assert failed[0].detail == "No answer. Tried again by itself."
    assert {one.channel for one in await claim(hub)} == {"ben/Phone", "ben/Mail"}


async def test_a_clock_that_is_set_back_delays_no_try(hub, incident):
    await hub.write(move_back, by=timedelta(hours=1))
    hub.clock.jump(timedelta(hours=-1))
    await hub.pass_time(10 * S)
    assert len(await claim(hub)) == 2


async def test_what_the_file_no_longer_names_is_forgotten_and_no_address_is_in_the_clear(hub, incident):
    kept = await hub.read(own_channels.every)
    assert set(kept) == {"ben/Phone", "ben/Mail"}
    assert not any("Secret" in sealed for sealed in kept.values())
    assert await hub.write(apply_team, file(*OWN), SEAL) is False
    assert await hub.read(own_channels.every) == kept, "the same file seals nothing anew"
    await hub.write(apply_team, file(), None)
    assert await hub.read(own_channels.every) == {}
    await hub.pass_time(10 * S)
    assert await told(hub, incident) == [], "there is nothing to try it on"


async def test_the_page_log_says_on_which_channels_a_page_was_tried(hub, incident):
    async def ways():
        rows = (await hub.read(read_log, asked=Asked())).rows
        return {row.responder: (row.reached_desktop, row.ways) for row in rows}

    assert await ways() == {"ana": (False, ()), "ben": (False, ())}
    await hub.pass_time(10 * S)
    both = (Way(channel="Mail"), Way(channel="Phone"))
    assert sorted((await ways())["ben"][1], key=lambda way: way.channel) == list(both)
    for one in await claim(hub):
        result = SENT if one.channel.endswith("Phone") else final("It refused the mail.")
        await hub.write(settle, claimed=one, result=result)
    reached, tried = (await ways())["ben"]
    assert not reached
    assert set(tried) == {Way(channel="Phone", sent=True), Way(channel="Mail", sent=False)}
    assert (await ways())["ana"] == (False, ())
