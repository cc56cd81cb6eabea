"""What a write promises, on both databases."""

from __future__ import annotations

import asyncio
import uuid

import pytest
from sqlalchemy.exc import IntegrityError

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.hub.store import access
from desktop.hub.store.errors import CannotOpen, StoreUnavailable
from desktop.hub.store.incident import changes
from desktop.hub.store.store import Store


class Mishap(Exception):
    pass


async def test_a_write_gives_its_result_and_is_there_afterwards(hub):
    def write(tx):
        access.add_token(tx, "secret", "ana")
        return "done"

    assert await hub.write(write) == "done"
    assert await hub.read(access.responder_of, "secret") == "ana"


async def test_what_a_write_raises_is_raised_and_nothing_is_changed(hub):
    def fails(tx):
        access.add_token(tx, "secret", "ana")
        raise Mishap

    with pytest.raises(Mishap):
        await hub.store.write(fails)
    assert await hub.read(access.responder_of, "secret") is None


async def test_one_that_fails_does_not_spoil_the_others_of_its_batch(hub):
    def write(number, tx):
        access.add_token(tx, f"secret {number}", "ana")
        if number % 5 == 0:
            raise Mishap
        return number

    jobs = [hub.write(lambda tx, n=n: write(n, tx)) for n in range(50)]
    results = await asyncio.gather(*jobs, return_exceptions=True)
    for number, result in enumerate(results):
        there = await hub.read(access.responder_of, f"secret {number}")
        if number % 5 == 0:
            assert isinstance(result, Mishap)
            assert there is None
        else:
            assert (result, there) == (number, "ana")


async def test_a_violated_constraint_is_the_jobs_own_trouble(hub):
    def twice(tx):
        access.add_key(tx, "K" * 32, "one")
        access.add_key(tx, "K" * 32, "two")

    async def fails():
        with pytest.raises(IntegrityError):
            await hub.write(twice)

    _, receipt = await asyncio.gather(fails(), hub.monitor())
    assert receipt.opened


async def test_changes_are_numbered_without_gaps_though_some_fail(hub):
    seen = []
    stop = hub.store.listen(seen.extend)

    async def fail():
        def fails(tx):
            changes.append(tx, None, [])
            raise Mishap

        with pytest.raises(Mishap):
            await hub.store.write(fails)

    await asyncio.gather(*[job for n in range(20) for job in (hub.monitor(f"alert {n}"), fail())])
    stop()
    assert [change.seq for change in seen] == list(range(2, 22))


async def test_what_was_written_is_there_after_reopening(hub, store_url, open_hub):
    incident = await hub.opened()
    await hub.store.close()
    again = open_hub(store_url)
    assert await again.incident(incident.id) == incident
    assert again.store.epoch == hub.store.epoch
    assert again.store.cursor == 2


async def test_close_writes_what_is_queued_and_twice_is_harmless(store_url, open_hub):
    hub = open_hub(store_url)
    jobs = [tasks.start(hub.write(access.add_token, f"{n}", "ana"), "write") for n in range(30)]
    await asyncio.sleep(0)
    await hub.store.close()
    await hub.store.close()
    await asyncio.gather(*jobs)
    with pytest.raises(StoreUnavailable):
        await hub.write(access.add_token, "late", "ana")
    again = open_hub(store_url)
    assert await again.read(access.responder_of, "29") == "ana"


async def test_cancelling_the_waiter_disturbs_nobody(hub):
    task = tasks.start(hub.monitor("one"), "write")
    await asyncio.sleep(0)
    task.cancel()
    receipt = await hub.monitor("two")
    assert receipt.opened
    assert receipt.incident.number == 2


async def test_a_read_cannot_make_changes(hub):
    with pytest.raises(TypeError, match="only be made in a write"):
        await hub.read(changes.append, None, [])


@pytest.mark.parametrize(
    "url", ["mysql://here/db", "nonsense", "sqlite://", "sqlite:///:memory:", "sqlite:////proc/none/hub.db"]
)
def test_an_address_that_cannot_be_used_is_explained(url):
    with pytest.raises(CannotOpen) as caught:
        Store.open(url)
    assert isinstance(caught.value, PairwatchError)
    assert caught.value.sentence
    assert caught.value.remedy


def test_a_database_that_is_away_is_explained():
    with pytest.raises(CannotOpen, match="cannot be opened"):
        Store.open(f"postgresql://nobody:{uuid.uuid4().hex}@127.0.0.1:1/none")


async def test_the_writer_outlives_whatever_happens_to_it(hub, monkeypatch, expected_errors):
    def fails(_connection):
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(hub.store._database, "begin_writing", fails)
        with pytest.raises(StoreUnavailable):
            await hub.monitor()
    assert (await hub.monitor()).opened
    assert isinstance(expected_errors[0].exc_info[1], ZeroDivisionError)
