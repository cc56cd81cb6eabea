"""A page that no desktop confirms, from the alert to the telephone: a whole hub and a real service."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from desktop.app.server import seal_keys
from desktop.clock import MovedClock, SystemClock
from desktop.core.incident.commands import ClaimSeat
from desktop.core.incident.incident import Incident
from desktop.core.incident.page import TriedWhy
from desktop.core.incident.reach_events import OwnChannelTried
from desktop.core.team.responder import Roster
from desktop.core.team.seat import Seat
from desktop.hub.app.hub import HubOptions
from desktop.hub.app.listen import Listen
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.access.seal import Seal, Strongbox
from desktop.hub.usecases.incident.feed import timeline
from desktop.hub.usecases.team.team import apply_team
from desktop.hub.usecases.team.team_file import TeamFile
from desktop.hub.usecases.telling.own_channels import OwnChannel
from tests.integration.channels.vendor import Vendor
from tests.integration.hub.running import running, with_team
from tests.sample import TEAM

TRIED = timedelta(seconds=10)


def with_own_channel(tx: Transaction, seal: Seal, address: str) -> None:
    """Ben can be reached on his telephone, too."""
    with_team(tx)
    roster = Roster(
        responders=tuple(
            replace(one, channels=("Phone",)) if one.id == "ben" else one for one in TEAM.roster.responders
        )
    )
    own = OwnChannel(responder="ben", name="Phone", address=address)
    apply_team(tx, TeamFile(team=replace(TEAM, roster=roster), own_channels=(own,)), seal)


async def test_ben_hears_on_his_telephone_what_no_computer_rings_for(
    sqlite_url: str, tmp_path: Path, vendor: Vendor
) -> None:
    strongbox = Strongbox(partial(seal_keys.file_keys, tmp_path / "seal.key"))
    options = HubOptions(database=sqlite_url, listen=Listen(port=0), strongbox=strongbox)
    clock = MovedClock(SystemClock().now())
    prepare = partial(with_own_channel, seal=await strongbox.seal(), address=vendor.address)
    async with running(options, clock, prepare) as hub:
        await hub.alert()
        await hub.incident(lambda incident: len(incident.pages) == 2)
        assert vendor.heard == []
        clock.advance(TRIED)
        incident = await hub.incident(lambda incident: any(page.tried for page in incident.pages))
        while not (took := await results(hub, incident)):
            await asyncio.sleep(0.02)
        assert [(one.responder, one.channel, one.sent) for one in took] == [("ben", "Phone", True)]
        (text,) = vendor.texts
        assert text.startswith("You are paged as Incident ")
        assert f"#{incident.number} Checkout fails" in text
        # He takes a seat by it: sixty seconds after the attempt nobody reaches for him any more.
        press = ClaimSeat(incident_id=incident.id, by="ben", pressed_at=clock.now(), seat=Seat.ENGINEER)
        assert (await hub.command(press)).status_code == 200
        clock.advance(timedelta(minutes=2))
        await hub.alert("search")
        other = await hub.incident(lambda newest: newest.id != incident.id and len(newest.pages) == 2)
        clock.advance(TRIED)
        await hub.incident(lambda newest: any(page.tried for page in newest.pages))
        while len(vendor.texts) < 2:
            await asyncio.sleep(0.02)
        assert f"#{other.number} " in vendor.texts[1], "the second message is of the other incident"
        first = next(one for one in await hub.incidents() if one.id == incident.id)
        assert [page.tried for page in first.pages if page.responder == "ben"] == [(TriedWhy.NOT_RINGING,)]


async def results(hub, incident: Incident) -> list[OwnChannelTried]:
    lines = await hub.hub.store.read(partial(timeline, incident_id=incident.id))
    return [line.event for line in lines if isinstance(line.event, OwnChannelTried)]
