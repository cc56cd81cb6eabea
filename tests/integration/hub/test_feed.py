"""The feed: nothing missing, nothing twice, between what was and what comes."""

from __future__ import annotations

import asyncio
from functools import partial

from desktop import tasks
from desktop.hub.app.hub import HubOptions
from desktop.hub.app.listen import Listen
from desktop.hub.store.store import Store
from desktop.hub.usecases.incident import feed as feed_usecase
from desktop.wire.feed import PROTOCOL
from tests.integration.hub.running import RunningHub, running


async def test_a_heartbeat_comes_first_and_tells_the_hubs_clock(hub: RunningHub):
    async with hub.feed(after=1) as feed:
        assert feed.response.headers["content-type"].startswith("text/event-stream")
        assert feed.response.headers["x-accel-buffering"] == "no"
        beat = await feed.next()
        assert beat is not None
        assert beat.event == "heartbeat"
        assert beat.data["epoch"] == hub.hub.store.epoch
        assert beat.data["protocol"] == PROTOCOL
        assert beat.data["cursor"] == hub.hub.store.cursor


async def test_heartbeats_go_on(sqlite_url: str):
    from datetime import timedelta

    options = HubOptions(database=sqlite_url, listen=Listen(port=0), pulse=timedelta(milliseconds=20))
    async with running(options) as hub, hub.feed(after=1) as feed:
        for _ in range(3):
            beat = await feed.next()
            assert beat is not None
            assert beat.event == "heartbeat"


async def test_backlog_then_live_without_gap_or_repeat(hub: RunningHub):
    start = hub.hub.store.cursor
    total = 60
    alerts = asyncio.gather(*(hub.alert(f"alert {n}") for n in range(total)))
    seen: list[list[int]] = []

    async def listen(after: int) -> None:
        mine: list[int] = []
        seen.append(mine)
        async with hub.feed(after=after) as feed:
            while not mine or mine[-1] < start + total:
                frame = await feed.change()
                assert frame.event == "change"
                assert int(frame.id) == frame.data["seq"]
                mine.append(frame.data["seq"])

    listeners = []
    for _ in range(12):
        listeners.append(tasks.start(listen(start), "listener"))
        await asyncio.sleep(0.005)
    await alerts
    await asyncio.gather(*listeners)
    for mine in seen:
        assert mine == list(range(start + 1, start + total + 1))


async def test_last_event_id_wins_over_after(hub: RunningHub):
    for n in range(3):
        await hub.alert(f"alert {n}")
    cursor = hub.hub.store.cursor
    async with hub.feed(after=1, **{"Last-Event-ID": str(cursor - 1)}) as feed:
        assert (await feed.change()).data["seq"] == cursor


async def test_a_cursor_of_another_history_asks_for_a_snapshot_and_goes_on(hub: RunningHub):
    async with hub.feed(after=1_000_000) as feed:
        assert (await feed.change()).event == "snapshot"
        await hub.alert()
        assert (await feed.change()).event == "change"


async def test_polling_gives_the_same(hub: RunningHub):
    start = hub.hub.store.cursor
    await hub.alert()
    answer = (await hub.get(f"/v1/changes?after={start}")).json()
    assert [change["seq"] for change in answer["changes"]] == [start + 1]
    assert (answer["cursor"], answer["epoch"]) == (start + 1, hub.hub.store.epoch)
    assert answer["snapshot_needed"] is False
    assert (await hub.get("/v1/changes?after=99999999")).json()["snapshot_needed"] is True


async def test_a_cursor_that_is_no_number_is_told(hub: RunningHub):
    response = await hub.get("/v1/changes?after=yesterday")
    assert response.status_code == 400
    assert "after" in response.json()["detail"]


async def test_stopping_the_hub_ends_the_feeds_quietly(sqlite_url: str):
    async with (
        running(HubOptions(database=sqlite_url, listen=Listen(port=0))) as hub,
        hub.feed(after=1) as feed,
    ):
        await feed.next()
        await hub.hub.stop()
        assert await feed.next() is None


async def test_who_is_gone_is_forgotten(hub: RunningHub):
    async with hub.feed(after=1) as feed:
        await feed.next()
        assert "pairwatch_feed_subscribers 1" in (await hub.http.get(f"{hub.address}/metrics")).text
    while "pairwatch_feed_subscribers 0" not in (await hub.http.get(f"{hub.address}/metrics")).text:
        await asyncio.sleep(0.01)


async def test_a_change_between_listening_and_reading_comes_once(hub: RunningHub, monkeypatch):
    """The very moment in which a careless feed would lose or repeat a change."""
    start = hub.hub.store.cursor
    read = Store.read

    async def slow_read(self, function):
        if isinstance(function, partial) and function.func is feed_usecase.changes_after:
            await hub.alert("in between")
            result = await read(self, function)
            await hub.alert("just after")
            return result
        return await read(self, function)

    monkeypatch.setattr(Store, "read", slow_read)
    async with hub.feed(after=start) as feed:
        await hub.alert("later")
        seqs = [(await feed.change()).data["seq"] for _ in range(3)]
    assert seqs == [start + 1, start + 2, start + 3]
