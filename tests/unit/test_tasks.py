from __future__ import annotations

import asyncio
import gc
from datetime import timedelta

import pytest

from desktop import tasks


async def forever():
    await asyncio.Event().wait()


async def test_a_task_is_kept_until_it_ends():
    gate = asyncio.Event()

    async def wait_at_the_gate():
        await gate.wait()
        return "through"

    task = tasks.start(wait_at_the_gate(), "waits")
    gc.collect()
    assert task in tasks.running()
    assert task.get_name() == "waits"
    gate.set()
    assert await task == "through"
    assert task not in tasks.running()


async def test_a_failure_is_reported_with_its_name():
    reported = []
    before = tasks.report_failures_to(lambda name, error: reported.append((name, str(error))))
    try:
        await asyncio.wait([tasks.start(fails(), "feed")])
    finally:
        tasks.report_failures_to(before)
    assert reported == [("feed", "gone")]


async def test_a_failure_is_logged_when_nobody_listens(expected_errors):
    await asyncio.wait([tasks.start(fails(), "feed")])
    assert [record.getMessage() for record in expected_errors] == ["background task feed failed"]
    assert isinstance(expected_errors[0].exc_info[1], LookupError)


async def test_a_cancelled_task_is_no_failure():
    task = tasks.start(forever(), "waits")
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_cancel_all_waits_for_the_last_words_of_each():
    ended = []

    async def cleans_up(name):
        try:
            await forever()
        finally:
            await asyncio.sleep(0)
            ended.append(name)

    for name in ("one", "two"):
        tasks.start(cleans_up(name), name)
    await asyncio.sleep(0)
    await tasks.cancel_all()
    assert sorted(ended) == ["one", "two"]
    assert not tasks.running()


async def test_cancel_all_catches_what_is_started_meanwhile():
    async def starts_another():
        try:
            await forever()
        finally:
            tasks.start(forever(), "another")

    tasks.start(starts_another(), "one")
    await asyncio.sleep(0)
    await tasks.cancel_all()
    assert not tasks.running()


async def test_cancel_all_does_not_cancel_its_caller():
    stopper = tasks.start(tasks.cancel_all(), "stops everything")
    await stopper
    assert not stopper.cancelled()


async def test_a_task_that_will_not_end_is_named(expected_errors):
    gate = asyncio.Event()

    async def stubborn():
        while not gate.is_set():
            try:
                await gate.wait()
            except asyncio.CancelledError:
                continue

    task = tasks.start(stubborn(), "stubborn")
    await asyncio.sleep(0)
    await tasks.cancel_all(patience=timedelta(milliseconds=20))
    assert expected_errors[0].getMessage() == "tasks that will not end: stubborn"
    gate.set()
    await task


async def fails():
    raise LookupError("gone")
