"""Two hubs on one PostgreSQL: what one is told, both tell."""

from __future__ import annotations

from functools import partial

import pytest

from desktop.core.incident.commands import ClaimSeat
from desktop.core.team.seat import Seat
from desktop.hub.app.hub import HubOptions
from desktop.hub.app.listen import Listen
from desktop.hub.usecases.incident.feed import snapshot
from tests.integration.hub.running import RunningHub, running

pytestmark = pytest.mark.slow


async def incident_id(hub: RunningHub):
    return (await hub.hub.store.read(partial(snapshot, me="ana"))).incidents[0].id


async def test_a_change_by_one_is_in_the_feed_of_the_other(postgres_url: str):
    options = HubOptions(database=postgres_url, listen=Listen(port=0))
    async with running(options) as first, running(options) as second:
        start = first.hub.store.cursor
        async with second.feed(after=start) as feed:
            await first.alert()
            opened = await feed.change()
            claim = ClaimSeat(
                incident_id=await incident_id(second),
                by="ben",
                pressed_at=second.hub.store.now(),
                seat=Seat.ENGINEER,
            )
            await second.command(claim)
            claimed = await feed.change()
        assert [opened.data["seq"], claimed.data["seq"]] == [start + 1, start + 2]
        assert claimed.data["incident"]["engineer"]["holder"] == "ben"
        async with first.feed(after=start + 1) as feed:
            assert (await feed.change()).data["seq"] == start + 2
