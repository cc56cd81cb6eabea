"""Subscribers of the feed: in order, woken, and let go when they are too slow."""

from __future__ import annotations

import asyncio

from desktop.hub.api.incident.feed import Subscriber


async def test_what_waits_is_taken_at_once_and_in_order():
    subscriber = Subscriber(most=10)
    subscriber.put(1, b"one")
    subscriber.put(2, b"two")
    assert await subscriber.take(timeout=60) == [(1, b"one"), (2, b"two")]


async def test_one_who_waits_is_woken():
    subscriber = Subscriber(most=10)
    asyncio.get_running_loop().call_soon(subscriber.put, 1, b"one")
    assert await subscriber.take(timeout=60) == [(1, b"one")]


async def test_nothing_comes_of_nothing():
    assert await Subscriber(most=10).take(timeout=0.001) == []


async def test_one_who_is_too_slow_is_let_go_and_holds_no_memory():
    subscriber = Subscriber(most=2)
    for seq in range(3):
        subscriber.put(seq, b"x" * 1000)
    assert subscriber.over
    assert await subscriber.take(timeout=60) == []
    subscriber.put(9, b"late")
    assert await subscriber.take(timeout=60) == []


async def test_ending_wakes_one_who_waits():
    subscriber = Subscriber(most=2)
    asyncio.get_running_loop().call_soon(subscriber.end)
    assert await subscriber.take(timeout=60) == []
    assert subscriber.over
