from __future__ import annotations

import asyncio
from uuid import UUID

import pytest

from desktop.client.timelines import MOST_LOADED, Timelines
from desktop.core.errors import PairwatchError
from desktop.core.incident.events import NoteAdded
from desktop.tasks import start
from desktop.wire.feed import Change, TimelineEntry
from tests.sample import INCIDENT_ID, NIGHT, fresh


def entry(seq: int) -> TimelineEntry:
    return TimelineEntry(seq=seq, event=NoteAdded(at=NIGHT, by="ana", text=str(seq)))


def change(seq: int) -> Change:
    return Change(seq=seq, now=NIGHT, incident=fresh(), events=(entry(seq).event, entry(seq).event))


def both(seq: int) -> list[TimelineEntry]:
    return [entry(seq), entry(seq)]


class SlowHub:
    def __init__(self) -> None:
        self.asked: list[asyncio.Future[list[TimelineEntry]]] = []

    async def __call__(self, incident_id: UUID) -> list[TimelineEntry]:
        self.asked.append(asyncio.get_running_loop().create_future())
        return await self.asked[-1]


async def test_loaded_once_then_kept_up_to_date_by_the_feed() -> None:
    hub = SlowHub()
    timelines = Timelines(hub)
    getting = start(timelines.get(INCIDENT_ID), "get")
    await asyncio.sleep(0)
    timelines.add(change(3))
    timelines.add(change(4))
    hub.asked[0].set_result([entry(1), *both(3)])
    assert await getting == [entry(1), *both(3), *both(4)], "what came meanwhile, once"
    timelines.add(change(4))
    timelines.add(change(5))
    assert await timelines.get(INCIDENT_ID) == [entry(1), *both(3), *both(4), *both(5)]
    assert len(hub.asked) == 1


async def test_what_was_fetched_across_a_jump_is_fetched_again() -> None:
    hub = SlowHub()
    timelines = Timelines(hub)
    getting = start(timelines.get(INCIDENT_ID), "get")
    await asyncio.sleep(0)
    timelines.forget()
    hub.asked[0].set_result([entry(1)])
    for _ in range(3):
        await asyncio.sleep(0)
    hub.asked[1].set_result([entry(1), entry(2)])
    assert await getting == [entry(1), entry(2)]
    timelines.forget()
    timelines.add(change(7))
    getting = start(timelines.get(INCIDENT_ID), "get")
    await asyncio.sleep(0)
    hub.asked[2].set_result([entry(1), entry(2), entry(6)])
    assert await getting == [entry(1), entry(2), entry(6), *both(7)]


async def test_the_hub_that_cannot_be_asked_is_told() -> None:
    async def away(incident_id: UUID) -> list[TimelineEntry]:
        raise PairwatchError("The hub cannot be reached.")

    with pytest.raises(PairwatchError, match="cannot be reached"):
        await Timelines(away).get(INCIDENT_ID)


async def test_only_some_are_kept() -> None:
    asked: list[UUID] = []

    async def fetch(incident_id: UUID) -> list[TimelineEntry]:
        asked.append(incident_id)
        return [entry(1)]

    timelines = Timelines(fetch)
    for number in range(MOST_LOADED + 1):
        await timelines.get(UUID(int=number))
    await timelines.get(UUID(int=MOST_LOADED))
    await timelines.get(UUID(int=0))
    assert asked[-2:] == [UUID(int=MOST_LOADED), UUID(int=0)]
