"""Updates whose services hang keep no page waiting."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from functools import partial
from uuid import uuid4

import pytest

from desktop import tasks
from desktop.channels.courier import Tell
from desktop.channels.parcel import Outcome, Parcel
from desktop.channels.result import SENT
from desktop.clock import MovedClock
from desktop.core.errors import PairwatchError
from desktop.core.incident.commands import SendUpdate
from desktop.core.incident.reach_events import OwnChannelTried
from desktop.core.telling.update import Readers, Stage
from desktop.hub.engine.deliveries import LEASE, Deliveries
from desktop.hub.store.store import Store
from desktop.hub.usecases.access.seal import Seal, Strongbox, passing_strongbox
from desktop.hub.usecases.incident.feed import timeline
from desktop.hub.usecases.team.team import apply_team
from desktop.hub.usecases.telling.channels import set_channel
from tests.integration.store.conftest import Hub
from tests.integration.store.test_reach import OWN, S, file
from tests.sample import NIGHT

ROOM = "json://localhost/hangs"


class StuckCarrier:
    """Takes pages, and hangs with every update."""

    def __init__(self) -> None:
        self.stuck: list[Parcel] = []
        self.pages: list[Parcel] = []
        self.changed = asyncio.Condition()

    async def carry(self, parcels: Sequence[Parcel], tell: Tell) -> None:
        hangs = [one for one in parcels if one.address == ROOM]
        pages = [one for one in parcels if one.address != ROOM]
        async with self.changed:
            self.stuck += hangs
            self.pages += pages
            self.changed.notify_all()
        for one in pages:
            await tell(Outcome(id=one.id, result=SENT))
        if hangs:
            await asyncio.Event().wait()

    async def seen(self, *, stuck: int = 0, pages: int = 0) -> None:
        async with asyncio.timeout(20), self.changed:
            await self.changed.wait_for(lambda: len(self.stuck) >= stuck and len(self.pages) >= pages)


@pytest.fixture
async def hub(sqlite_url: str) -> AsyncIterator[Hub]:
    clock = MovedClock(NIGHT)
    store = Store.open(sqlite_url, clock)
    yield Hub(store, clock)
    await store.close()


async def test_a_page_goes_out_beside_updates_that_hang(hub: Hub) -> None:
    strongbox, carrier = passing_strongbox(), StuckCarrier()
    seal = await strongbox.seal()
    await hub.write(apply_team, file(*OWN), seal)
    room = partial(set_channel, seal=seal, name="room", readers=Readers.COLLEAGUES, address=ROOM)
    await hub.write(room)
    incident = await hub.opened()
    deliveries = Deliveries(hub.store, strongbox, carrier)
    deliveries.start()
    try:
        for number in range(2):
            told = incident if number == 0 else await hub.opened("search")
            update = SendUpdate(
                incident_id=told.id,
                by="ana",
                pressed_at=NIGHT,
                update_id=uuid4(),
                stage=Stage.INVESTIGATING,
                readers=Readers.COLLEAGUES,
                subject="Problems",
                text="We look into it.",
                channels=("room",),
            )
            assert (await hub.command(update, key=str(number))).refusal is None
            await carrier.seen(stuck=number + 1)
        await hub.pass_time(10 * S)
        await carrier.seen(pages=4)
        assert {one.address for one in carrier.pages} == {own.address for own in OWN}
        assert len(carrier.stuck) == 2, "updates wait for their own"
    finally:
        await deliveries.stop()


class BrokenCarrier(StuckCarrier):
    """Has a defect, once."""

    def __init__(self) -> None:
        super().__init__()
        self.broken = 0

    async def carry(self, parcels: Sequence[Parcel], tell: Tell) -> None:
        if not self.broken:
            async with self.changed:
                self.broken += 1
                self.changed.notify_all()
            raise ValueError("a defect")
        await super().carry(parcels, tell)


async def test_a_defect_in_sending_ends_neither_the_hub_nor_the_sending(
    hub: Hub, expected_errors: list[logging.LogRecord]
) -> None:
    strongbox, carrier = passing_strongbox(), BrokenCarrier()
    await hub.write(apply_team, file(*OWN), await strongbox.seal())
    await hub.opened()
    deliveries = Deliveries(hub.store, strongbox, carrier)
    failed: list[str] = []
    before = tasks.report_failures_to(lambda name, _error: failed.append(name))
    deliveries.start()
    try:
        await hub.pass_time(10 * S)
        async with asyncio.timeout(20), carrier.changed:
            await carrier.changed.wait_for(lambda: carrier.broken)
        hub.clock.advance(LEASE)
        deliveries.wake()
        await carrier.seen(pages=2)
        assert failed == [], "a background task that fails ends the hub"
        assert [record.getMessage() for record in expected_errors] == ["deliveries: pages: a round failed"]
    finally:
        await deliveries.stop()
        tasks.report_failures_to(before)


async def test_keys_that_cannot_be_read_are_told_and_tried_again(hub: Hub) -> None:
    good, carrier, asked = passing_strongbox(), StuckCarrier(), 0
    await hub.write(apply_team, file(*OWN), await good.seal())
    incident = await hub.opened()

    class LockedAtFirst(Strongbox):
        async def seal(self) -> Seal:
            nonlocal asked
            asked += 1
            if asked == 1:
                raise PairwatchError("The key file cannot be used.", "Make it readable.")
            return await good.seal()

    deliveries = Deliveries(hub.store, LockedAtFirst(lambda: asyncio.sleep(0, [])), carrier)
    deliveries.start()
    try:
        await hub.pass_time(10 * S)

        async def told() -> list[str]:
            lines = await hub.store.read(partial(timeline, incident_id=incident.id))
            return [one.event.detail for one in lines if isinstance(one.event, OwnChannelTried)]

        details = await hub.heard(told, lambda details: len(details) == 2)
        assert details[0] == "The key file cannot be used. Make it readable. Tried again by itself."
        hub.clock.advance(5 * S)
        deliveries.wake()
        await carrier.seen(pages=2)
    finally:
        await deliveries.stop()
