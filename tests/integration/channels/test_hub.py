"""From the Manager's command to the room: a whole hub, real services, and `kill -9` in between."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import msgspec
import pytest

from desktop import tasks
from desktop.app.server import seal_keys
from desktop.clock import MovedClock, SystemClock
from desktop.core.incident.commands import SendAgain, SendUpdate
from desktop.core.incident.incident import Incident
from desktop.core.telling.update import Delivery, DeliveryState, Readers, Stage
from desktop.hub.app.hub import Hub, HubOptions
from desktop.hub.app.listen import Listen
from desktop.hub.engine.deliveries import LEASE
from desktop.hub.store.incident import incidents
from desktop.hub.store.store import Store
from desktop.hub.usecases.access.seal import Strongbox
from desktop.hub.usecases.incident.carry_out import carry_out
from desktop.hub.usecases.incident.feed import snapshot
from desktop.hub.usecases.incident.ingest import receive_report
from desktop.hub.usecases.telling.channels import set_channel
from desktop.hub.usecases.telling.deliveries import PERHAPS_TWICE
from tests.integration.channels.vendor import Says, Vendor
from tests.integration.hub.running import RunningHub, in_thread, running, with_team
from tests.sample import report

ROOM = "#incidents"
ROUTE = f"/v1/channels/{quote(ROOM, safe='')}"


def strongbox(folder: Path) -> Strongbox:
    """As each start of a server makes it, with the same key in the same file."""
    return Strongbox(partial(seal_keys.file_keys, folder / "seal.key"))


def options(url: str, folder: Path) -> HubOptions:
    return HubOptions(database=url, listen=Listen(port=0), strongbox=strongbox(folder))


def update(incident: Incident, *channels: str, text: str = "We look into it.") -> SendUpdate:
    return SendUpdate(
        incident_id=incident.id,
        by="ana",
        pressed_at=SystemClock().now(),
        update_id=uuid4(),
        stage=Stage.INVESTIGATING,
        readers=Readers.COLLEAGUES,
        subject="Problems",
        text=text,
        channels=channels or (ROOM,),
    )


async def ask(hub: RunningHub, method: str, path: str, by: str = "ana", **fields):
    return await hub.http.request(method, hub.address + path, headers=await hub.headers(by), **fields)


async def put(hub: RunningHub, address: str, by: str = "ana", route: str = ROUTE):
    return await ask(hub, "PUT", route, by, json={"readers": "colleagues", "address": address})


async def delivered(hub: RunningHub, is_right: Callable[[Delivery], bool], channel: str = ROOM) -> Delivery:
    """The newest update's delivery, once it is as the test waits for."""

    def fits(incident: Incident) -> bool:
        found = incident.updates[-1].delivery(channel) if incident.updates else None
        return found is not None and is_right(found)

    found = (await hub.incident(fits)).updates[-1].delivery(channel)
    assert found is not None
    return found


def is_sent(delivery: Delivery) -> bool:
    return delivery.state is DeliveryState.SENT


def is_failed(delivery: Delivery) -> bool:
    return delivery.state is DeliveryState.FAILED


@pytest.fixture
async def hub(sqlite_url, tmp_path):
    async with running(options(sqlite_url, tmp_path)) as found:
        yield found


async def test_admins_add_look_at_and_remove_channels(hub, vendor):
    added = await put(hub, vendor.address)
    assert added.status_code == 200
    expected = {"name": ROOM, "readers": "colleagues", "kind": "webhook", "longest": 0, "from_file": False}
    assert added.json() == expected
    assert (await ask(hub, "GET", "/v1/channels", "ben")).json() == [expected]
    assert (await ask(hub, "GET", "/v1/snapshot", "ben")).json()["channels"][0]["name"] == ROOM
    assert (await ask(hub, "DELETE", ROUTE)).status_code == 204
    assert (await ask(hub, "GET", "/v1/channels")).json() == []
    assert (await ask(hub, "DELETE", ROUTE)).status_code == 404


@pytest.mark.parametrize("by", ["ben", "olga"])
async def test_others_only_look(hub, vendor, by):
    assert (await put(hub, vendor.address, by)).status_code == 403
    assert (await ask(hub, "DELETE", ROUTE, by)).status_code == 403
    assert (await ask(hub, "POST", ROUTE + "/test", by)).status_code == 403
    assert (await ask(hub, "GET", "/v1/channels", by)).status_code == 200


@pytest.mark.slow
async def test_a_channel_is_tested(hub, vendor):
    await put(hub, vendor.address)
    told = await ask(hub, "POST", ROUTE + "/test")
    assert told.json() == {"sent": True, "sentence": ""}
    assert "This is a test by Ana Okafor. Nothing is broken." in vendor.texts[0]
    vendor.answers = [Says(404)]
    told = await ask(hub, "POST", ROUTE + "/test")
    assert told.json()["sent"] is False
    assert "Enter the channel's address again" in told.json()["sentence"]
    assert (await ask(hub, "POST", "/v1/channels/none/test")).status_code == 404


async def test_an_update_goes_where_it_should(hub, vendor, mailbox):
    await put(hub, vendor.address)
    await put(hub, mailbox.address, route="/v1/channels/Mail")
    await hub.alert()
    await hub.command(update(await hub.incident(), ROOM, "Mail"))
    for channel in (ROOM, "Mail"):
        found = await delivered(hub, is_sent, channel)
        assert (found.attempts, found.detail) == (1, "")
    assert vendor.texts == ["We look into it."]
    assert len(mailbox.mails) == 1


@pytest.mark.slow
async def test_a_failed_one_is_sent_again_by_a_key(hub, vendor):
    vendor.answers = [Says(404), Says(200)]
    await put(hub, vendor.address)
    await hub.alert()
    command = update(await hub.incident())
    await hub.command(command)
    assert "no such room" in (await delivered(hub, is_failed)).detail
    await hub.command(
        SendAgain(
            incident_id=command.incident_id,
            by="ana",
            pressed_at=SystemClock().now(),
            update_id=command.update_id,
            channel=ROOM,
        )
    )
    assert (await delivered(hub, is_sent)).detail == ""
    assert len(vendor.heard) == 2


@pytest.mark.slow
async def test_a_room_that_is_busy_gets_it_a_moment_later(hub, vendor):
    vendor.answers = [Says(429, {"Retry-After": "1"}), Says(200)]
    await put(hub, vendor.address)
    await hub.alert()
    await hub.command(update(await hub.incident()))
    waiting = await delivered(hub, lambda found: bool(found.detail))
    assert waiting.state is DeliveryState.WAITING
    assert waiting.detail == "It asks us to slow down. Tried again by itself."
    assert waiting.again_at is not None
    assert waiting.again_at > waiting.at
    sent = await delivered(hub, is_sent)
    assert (sent.attempts, sent.again_at) == (2, None)


async def test_addresses_are_neither_told_nor_logged(hub, vendor, mailbox, caplog, tmp_path):
    caplog.set_level(logging.DEBUG)
    vendor.answers = [Says(500), Says(404)]
    secret_mail = mailbox.address + "&user=me&pass=SecretOfTheMail"
    answers = [await put(hub, vendor.address), await put(hub, secret_mail, route="/v1/channels/Mail")]
    answers.append(await put(hub, "no address but SecretOfTheVendor", route="/v1/channels/Bad"))
    answers.append(await ask(hub, "POST", ROUTE + "/test"))
    await hub.alert()
    await hub.command(update(await hub.incident(), ROOM, "Mail"))
    await delivered(hub, is_failed)
    await delivered(hub, is_failed, "Mail")
    answers.append(await ask(hub, "GET", "/v1/channels"))
    answers.append(await ask(hub, "GET", f"/v1/incidents/{(await hub.incident()).id}/timeline"))
    seen = "".join(answer.text for answer in answers) + caplog.text
    seen += msgspec.json.encode(await hub.hub.store.read(partial(snapshot, me="ana"))).decode()
    seen += "".join(path.read_bytes().decode("latin-1") for path in tmp_path.glob("hub.sqlite3*"))
    assert "#incidents" in seen
    assert "SecretOfThe" not in seen


async def test_a_hub_that_is_told_to_end_lets_what_runs_end(sqlite_url, tmp_path, vendor):
    reached = threading.Event()
    may_answer = threading.Event()

    def wait() -> None:
        reached.set()
        may_answer.wait(5)

    vendor.before = wait
    async with running(options(sqlite_url, tmp_path)) as hub:
        await put(hub, vendor.address)
        await hub.alert()
        await hub.command(update(await hub.incident()))
        await in_thread(partial(reached.wait, 20))
        stopping = tasks.start(hub.hub.stop(), "test: stop the hub")
        await asyncio.sleep(0)
        may_answer.set()
        await stopping
    async with running(options(sqlite_url, tmp_path)) as hub:
        found = await delivered(hub, is_sent)
    assert found.detail == ""
    assert len(vendor.heard) == 1


@pytest.mark.slow
async def test_killed_between_sending_and_writing_it_down(sqlite_url, tmp_path, vendor, vendor_log):
    started = await prepared(sqlite_url, tmp_path, vendor)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "desktop", "hub", "--database", sqlite_url),
        *("--listen", "127.0.0.1:0", "--key-file", str(tmp_path / "seal.key")),
        env={**os.environ, "PAIRWATCH_HOME": str(tmp_path / "home")},
        stdout=asyncio.subprocess.PIPE,
        stderr=vendor_log,
    )
    # The room has the message in its hands; the hub will never hear so.
    vendor.before = lambda: os.kill(process.pid, signal.SIGKILL)
    await process.wait()
    assert len(vendor.heard) == 1
    vendor.before = lambda: None
    later = MovedClock(SystemClock().now() + LEASE)
    hub = Hub(options(sqlite_url, tmp_path), later)
    await hub.start()
    try:
        while True:
            found = await hub.store.read(partial(incidents.load, incident_id=started.id))
            assert found is not None
            (delivery,) = found.updates[0].deliveries
            if is_sent(delivery):
                break
            await asyncio.sleep(0.02)
    finally:
        await hub.stop()
    assert delivery.detail == PERHAPS_TWICE
    assert delivery.attempts == 2
    assert vendor.texts == ["We look into it."] * 2


@pytest.fixture
def vendor_log(tmp_path):
    with (tmp_path / "hub.log").open("wb") as file:
        yield file


async def prepared(url: str, folder: Path, vendor: Vendor) -> Incident:
    """A database with an update that waits to be sent, of a hub that ended before it could."""
    seal = await strongbox(folder).seal()
    store = Store.open(url)
    try:
        await store.write(with_team)
        await store.write(
            partial(set_channel, seal=seal, name=ROOM, readers=Readers.COLLEAGUES, address=vendor.address)
        )
        receipt = await store.write(partial(receive_report, integration="test", report=report()))
        assert receipt.incident is not None
        command = update(receipt.incident)
        await store.write(partial(carry_out, command=command, key="first", caller="ana"))
    finally:
        await store.close()
    return receipt.incident


@pytest.mark.slow
async def test_two_hubs_on_one_database_send_it_once(postgres_url, tmp_path, vendor):
    both = options(postgres_url, tmp_path)
    async with running(both) as first, running(options(postgres_url, tmp_path)) as second:
        await put(first, vendor.address)
        for number in range(6):
            await second.alert(f"broken {number}")
            await first.command(update(await first.incident(), text=f"We look into {number}."))
            await delivered(second, lambda found: True)
        for incident in await first.incidents():
            while not is_sent((await reread(first, incident)).updates[-1].deliveries[0]):
                await asyncio.sleep(0.02)
    assert sorted(vendor.texts) == [f"We look into {number}." for number in range(6)]


async def reread(hub: RunningHub, incident: Incident) -> Incident:
    found = await hub.hub.store.read(partial(incidents.load, incident_id=incident.id))
    assert found is not None
    return found


async def test_what_waits_when_a_hub_ends_is_sent_by_the_next(sqlite_url, tmp_path, vendor):
    await prepared(sqlite_url, tmp_path, vendor)
    async with running(options(sqlite_url, tmp_path)) as hub:
        assert (await delivered(hub, is_sent)).detail == ""
    assert len(vendor.heard) == 1


async def test_an_address_that_was_sealed_with_another_key_says_what_to_do(sqlite_url, tmp_path, vendor):
    await prepared(sqlite_url, tmp_path, vendor)
    (tmp_path / "seal.key").unlink()
    async with running(options(sqlite_url, tmp_path)) as hub:
        assert "Enter the address again" in (await delivered(hub, is_failed)).detail
        assert (await ask(hub, "POST", ROUTE + "/test")).status_code == 400
    assert vendor.heard == []


async def test_a_courier_that_cannot_be_started_is_tried_again(
    sqlite_url, tmp_path, vendor, monkeypatch, expected_errors
):
    await prepared(sqlite_url, tmp_path, vendor)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    async with running(options(sqlite_url, tmp_path)) as hub:
        found = await delivered(hub, lambda delivery: bool(delivery.detail))
    assert found.state is DeliveryState.WAITING
    assert "cannot start" in found.detail
