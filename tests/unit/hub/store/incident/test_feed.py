"""The order in which listeners hear of changes."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from desktop.hub.store.errors import StoreUnavailable
from desktop.hub.store.incident.feed import Feed
from desktop.wire.feed import Change

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def change(seq: int) -> Change:
    return Change(seq=seq, now=NOON, incident=None)


class Rows:
    """What is committed: read only when the gate is open."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.gate = asyncio.Event()
        self.fails = 0

    async def read_after(self, cursor: int) -> list[Change]:
        await self.gate.wait()
        if self.fails:
            self.fails -= 1
            raise StoreUnavailable("The database is away.")
        return [change(seq) for seq in range(cursor + 1, self.last + 1)][:3]


def heard(feed: Feed) -> list[int]:
    seen: list[int] = []
    feed.listen(lambda changes: seen.extend(change.seq for change in changes))
    return seen


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_own_changes_go_out_at_once():
    feed = Feed(4, Rows(4).read_after)
    seen = heard(feed)
    feed.offer([change(5), change(6)])
    feed.offer([])
    assert seen == [5, 6]
    assert feed.cursor == 6


async def test_others_changes_between_are_read_first():
    rows = Rows(9)
    feed = Feed(4, rows.read_after)
    seen = heard(feed)
    feed.offer([change(8), change(9)])
    assert seen == []
    rows.gate.set()
    await settle()
    assert seen == [5, 6, 7, 8, 9]


async def test_what_is_offered_meanwhile_comes_once():
    rows = Rows(6)
    feed = Feed(4, rows.read_after)
    seen = heard(feed)
    feed.hear_of(6)
    await asyncio.sleep(0)
    feed.offer([change(5)])
    rows.last = 7
    feed.offer([change(7)])
    rows.gate.set()
    await settle()
    assert seen == [5, 6, 7]


async def test_hearing_of_old_changes_reads_nothing():
    feed = Feed(4, Rows(4).read_after)
    feed.hear_of(3)
    feed.hear_of(4)
    await feed.close()
    assert feed.cursor == 4


async def test_a_reader_that_fails_is_asked_again_by_the_next_hint():
    rows = Rows(5)
    rows.fails = 1
    rows.gate.set()
    feed = Feed(4, rows.read_after)
    seen = heard(feed)
    feed.hear_of(5)
    await settle()
    assert seen == []
    feed.hear_of(5)
    await settle()
    assert seen == [5]


async def test_closing_ends_the_reading():
    rows = Rows(5)
    feed = Feed(4, rows.read_after)
    seen = heard(feed)
    feed.hear_of(5)
    await asyncio.sleep(0)
    await feed.close()
    rows.gate.set()
    await settle()
    assert seen == []


async def test_a_listener_may_leave_while_it_is_called():
    feed = Feed(0, Rows(0).read_after)
    seen: list[int] = []

    def once(changes):
        seen.extend(change.seq for change in changes)
        stop()

    stop = feed.listen(once)
    others = heard(feed)
    feed.offer([change(1)])
    feed.offer([change(2)])
    assert (seen, others) == ([1], [1, 2])
