"""Sleep: kept off by login1 while a page is unanswered; noticed by its word, or by the clocks."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from desktop.clock import MovedClock
from desktop.oslayer.bus import Bus
from desktop.oslayer.sleep import Sleep
from tests.doubles.session_bus import private_bus, serve_login1


async def until(look):
    async with asyncio.timeout(20):
        while not look():
            await asyncio.sleep(0.01)


@pytest.fixture
def bus_address(monkeypatch):
    with private_bus() as address:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def no_bus(monkeypatch, tmp_path):
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/no-bus")


async def test_it_is_kept_awake_only_while_that_is_wanted(bus_address):
    bus, login1 = await serve_login1(bus_address)
    sleep = Sleep(lambda: None)
    assert await sleep.keep_awake("A page is unanswered")
    assert await sleep.keep_awake("A page is unanswered")
    assert login1.asked == [("sleep:idle", "Pairwatch", "A page is unanswered", "block")]
    assert login1.held() == 1
    await sleep.let_sleep()
    await sleep.let_sleep()
    await until(lambda: login1.held() == 0)
    assert await sleep.keep_awake("Another page is unanswered")
    assert login1.held() == 1
    sleep.close()
    await until(lambda: login1.held() == 0)
    login1.close()
    bus.disconnect()


async def test_login1_tells_of_the_wake_up(bus_address):
    bus, login1 = await serve_login1(bus_address)
    woken: list[str] = []
    sleep = Sleep(lambda: woken.append("woken"))
    await sleep.watch()
    login1.PrepareForSleep(True)
    login1.PrepareForSleep(False)
    await until(lambda: woken)
    assert woken == ["woken"]
    sleep.close()
    login1.close()
    bus.disconnect()


async def test_after_the_bus_came_back_it_still_works(bus_address):
    bus, login1 = await serve_login1(bus_address)
    system = Bus(system=True)
    sleep = Sleep(lambda: None, bus=system)
    await sleep.watch()
    system.close()
    assert await sleep.keep_awake("A page is unanswered")
    assert login1.held() == 1
    sleep.close()
    login1.close()
    bus.disconnect()


async def test_without_login1_the_clocks_tell(no_bus):
    clock = MovedClock(datetime(2025, 1, 6, 3, tzinfo=UTC))
    woken: list[str] = []
    sleep = Sleep(lambda: woken.append("woken"), clock=clock, look_every=timedelta(milliseconds=5))
    await sleep.watch()
    clock.advance(timedelta(hours=1))
    await asyncio.sleep(0.05)
    assert woken == []
    clock.sleep(timedelta(hours=7))
    await until(lambda: woken)
    await asyncio.sleep(0.05)
    assert woken == ["woken"]
    assert not await sleep.keep_awake("A page is unanswered")
    await sleep.let_sleep()
    sleep.close()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
