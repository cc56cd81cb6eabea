"""From an alert to the ticket: a whole hub, a tracker that answers over HTTP, and `kill -9` in between."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from desktop.channels.trackers.account import TrackerKind
from desktop.clock import MovedClock, SystemClock
from desktop.core.closing.ticket import Label, Ticket
from desktop.core.incident.commands import AddLabel, RemoveLabel, ResolveIncident, SendUpdate
from desktop.core.incident.incident import Incident
from desktop.core.telling.update import Readers, Stage
from desktop.hub.app.hub import Hub, HubOptions, Preparation
from desktop.hub.app.listen import Listen
from desktop.hub.engine.tracker import LEASE
from desktop.hub.store.store import Store
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.access.seal import Strongbox
from desktop.hub.usecases.incident.carry_out import carry_out
from desktop.hub.usecases.incident.feed import snapshot
from desktop.hub.usecases.incident.ingest import receive_report
from desktop.hub.usecases.team.team import apply_team
from desktop.hub.usecases.team.team_file import TeamFile
from desktop.hub.usecases.telling.tracker import TrackerSetting
from desktop.hub.usecases.telling.tracker_work import outlook
from tests.integration.channels.test_hub import strongbox
from tests.integration.channels.tracker_server import TOKEN, Fault, Tracker
from tests.integration.hub.running import RunningHub, running
from tests.sample import TEAM, report

CHECKOUT = Label(key="service", value="checkout")
SEARCH = Label(key="service", value="search")
TEAM_FILE = """
responders = [{{ id = "ana", name = "Ana Okafor" }}]
schedule = {{ turns = [{{ manager = "ana", engineer = "ana" }}] }}

[tracker]
kind = "github"
repository = "acme/shop"
url = "{url}"
token_env = "TRACKER"
"""
CREATE = "POST /api/v3/repos/acme/shop/issues"


def file(tracker: Tracker, kind: TrackerKind = TrackerKind.GITHUB, token: str = TOKEN) -> TeamFile:
    return TeamFile(team=TEAM, tracker=TrackerSetting(account=tracker.account(kind, token)))


async def given(box: Strongbox, team: TeamFile) -> Preparation:
    """What a start with this team file does first."""
    seal = await box.seal()

    def prepare(tx: Transaction) -> None:
        apply_team(tx, team, seal)

    return prepare


@asynccontextmanager
async def with_tracker(url: str, folder: Path, team: TeamFile) -> AsyncIterator[RunningHub]:
    box = strongbox(folder)
    options = HubOptions(database=url, listen=Listen(port=0), strongbox=box)
    async with running(options, prepare=await given(box, team)) as hub:
        yield hub


def update(incident: Incident, text: str = "We look into it.") -> SendUpdate:
    return SendUpdate(
        incident_id=incident.id, by="ana", pressed_at=SystemClock().now(), update_id=uuid4(),
        stage=Stage.INVESTIGATING, readers=Readers.COLLEAGUES, subject="Problems", text=text, channels=(),
    )  # fmt: skip


async def ticket(
    hub: RunningHub, is_right: Callable[[Ticket], bool] = lambda found: bool(found.key)
) -> Ticket:
    found = (await hub.incident(lambda i: i.ticket is not None and is_right(i.ticket))).ticket
    assert found is not None
    return found


async def until(is_right: Callable[[], bool]) -> None:
    while not is_right():
        await asyncio.sleep(0.02)


async def press(hub: RunningHub, command, **fields) -> None:
    incident = await hub.incident()
    answer = await hub.command(
        command(incident_id=incident.id, by="ana", pressed_at=SystemClock().now(), **fields)
    )
    assert answer.status_code == 200


@pytest.mark.slow
async def test_a_whole_incident_is_kept_in_step(store_url, tmp_path, tracker):
    async with with_tracker(store_url, tmp_path, file(tracker)) as hub:
        await hub.alert(service="checkout-api", severity="critical")
        found = await ticket(hub)
        assert (found.tracker, found.key, found.problem) == ("GitHub", "#1", "")
        assert found.url == f"{tracker.url}/acme/shop/issues/1"
        await press(hub, AddLabel, label=CHECKOUT)
        await press(hub, AddLabel, label=SEARCH)
        await press(hub, RemoveLabel, label=CHECKOUT)
        await hub.command(update(await hub.incident()))
        await press(hub, ResolveIncident)
        await until(lambda: tracker.tickets[0].state == "closed")
        (there,) = tracker.tickets
        assert there.title == "Checkout fails"
        assert "Service: checkout-api  \nSeverity: critical" in there.text
        assert there.labels == {"service: search"}
        assert len(there.comments) == 1
        assert "Update for colleagues, investigating: Ana Okafor" in there.comments[0]
        assert "We look into it." in there.comments[0]
        # Afterwards too.
        await hub.command(update(await hub.incident(), "It was a full disk."))
        await until(lambda: len(there.comments) == 2)
        assert tracker.asked(CREATE + "/1/comments") == 2


@pytest.mark.slow
@pytest.mark.parametrize("kind", [TrackerKind.GITLAB, TrackerKind.JIRA])
async def test_other_trackers_too(sqlite_url, tmp_path, tracker, kind):
    async with with_tracker(sqlite_url, tmp_path, file(tracker, kind)) as hub:
        await hub.alert()
        await press(hub, AddLabel, label=CHECKOUT)
        await press(hub, ResolveIncident)
        await until(lambda: bool(tracker.tickets) and tracker.tickets[0].state == "closed")
        assert (await ticket(hub)).tracker == kind.vendor
        assert any("checkout" in name for name in tracker.tickets[0].labels)


@pytest.mark.slow
async def test_a_lost_answer_is_looked_up_and_no_second_ticket_is_made(sqlite_url, tmp_path, tracker):
    tracker.faults = [Fault(CREATE, drops=True)]
    clock = MovedClock(SystemClock().now())
    box = strongbox(tmp_path)
    hub = Hub(HubOptions(database=sqlite_url, listen=Listen(port=0), strongbox=box), clock)
    await hub.start(await given(box, file(tracker)))
    try:
        await hub.store.write(partial(receive_report, integration="test", report=report()))
        await seen(hub, lambda found: "broke off before it answered" in found.problem)
        clock.advance(timedelta(minutes=1))
        found = await seen(hub, lambda found: bool(found.key))
    finally:
        await hub.stop()
    assert (found.key, found.problem) == ("#1", "")
    assert len(tracker.tickets) == 1
    assert tracker.heard == [CREATE, CREATE.replace("POST", "GET")]


@pytest.mark.slow
@pytest.mark.parametrize("at", [CREATE, CREATE + "/1/comments"])
async def test_killed_between_doing_it_and_writing_it_down(sqlite_url, tmp_path, tracker, hub_log, at):
    await prepared(sqlite_url, tmp_path, tracker, told=True)
    team = tmp_path / "team.toml"
    team.write_text(TEAM_FILE.format(url=tracker.url))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "desktop", "hub", "--database", sqlite_url),
        *("--listen", "127.0.0.1:0", "--key-file", str(tmp_path / "seal.key"), "--team", str(team)),
        env={**os.environ, "PAIRWATCH_HOME": str(tmp_path / "home"), "TRACKER": TOKEN},
        stdout=asyncio.subprocess.PIPE,
        stderr=hub_log,
    )
    # The ticket, or the comment, is there; the hub will never hear so.
    tracker.before = lambda request: os.kill(process.pid, signal.SIGKILL) if request == at else None
    await process.wait()
    assert tracker.heard[-1] == at
    tracker.before = lambda _request: None
    later = MovedClock(SystemClock().now() + LEASE)
    options = HubOptions(database=sqlite_url, listen=Listen(port=0), strongbox=strongbox(tmp_path))
    hub = Hub(options, later)
    await hub.start()
    try:
        found = await seen(hub, lambda found: bool(found.key))
        while (await hub.store.read(outlook)).next_at is not None:
            await asyncio.sleep(0.02)
    finally:
        await hub.stop()
    assert (found.key, found.problem) == ("#1", "")
    (there,) = tracker.tickets
    assert len(there.comments) == 1
    assert (tracker.heard.count(CREATE), tracker.heard.count(CREATE + "/1/comments")) == (1, 1)
    assert at.replace("POST", "GET") in tracker.heard


@pytest.mark.slow
async def test_two_hubs_on_one_database_open_each_once(postgres_url, tmp_path, tracker):
    async with (
        with_tracker(postgres_url, tmp_path, file(tracker)) as first,
        with_tracker(postgres_url, tmp_path, file(tracker)) as second,
    ):
        for number in range(5):
            await (first, second)[number % 2].alert(f"broken {number}", summary=f"Broken {number}")
        await until(lambda: len(tracker.tickets) == 5)
        while not all(i.ticket is not None and i.ticket.key for i in await first.incidents()):
            await asyncio.sleep(0.02)
        assert sorted(there.title for there in tracker.tickets) == [f"Broken {n}" for n in range(5)]
        assert not any(i.ticket.problem for i in await second.incidents() if i.ticket)


@pytest.mark.slow
async def test_a_token_that_is_put_right_opens_what_is_missing(sqlite_url, tmp_path, tracker):
    async with with_tracker(sqlite_url, tmp_path, file(tracker, token="OldSecretToken")) as hub:
        await hub.alert()
        await press(hub, AddLabel, label=CHECKOUT)
        found = await ticket(hub, lambda known: bool(known.problem))
        assert found.key == ""
        assert found.problem.startswith("No ticket was opened. GitHub does not accept the token (401: Bad")
    async with with_tracker(sqlite_url, tmp_path, file(tracker)) as hub:
        found = await ticket(hub)
        await until(lambda: tracker.tickets[0].labels == {"service: checkout"})
    assert found.problem == ""
    assert len(tracker.tickets) == 1


@pytest.mark.slow
async def test_the_token_is_neither_told_nor_logged(sqlite_url, tmp_path, tracker, caplog):
    caplog.set_level(logging.DEBUG)
    tracker.faults = [Fault("POST", 401, body={"message": f"{TOKEN} is no good"})]
    async with with_tracker(sqlite_url, tmp_path, file(tracker)) as hub:
        await hub.alert()
        await ticket(hub, lambda known: bool(known.problem))
        seen_by_all = await hub.get(f"/v1/incidents/{(await hub.incident()).id}/timeline")
        text = seen_by_all.text + caplog.text
        text += msgspec.json.encode(await hub.hub.store.read(partial(snapshot, me="ana"))).decode()
    text += "".join(path.read_bytes().decode("latin-1") for path in tmp_path.glob("hub.sqlite3*"))
    assert "is no good" in text
    assert TOKEN not in text


@pytest.mark.slow
async def test_a_token_that_was_sealed_with_another_key_says_what_to_do(sqlite_url, tmp_path, tracker):
    await prepared(sqlite_url, tmp_path, tracker)
    (tmp_path / "seal.key").unlink()
    options = HubOptions(database=sqlite_url, listen=Listen(port=0), strongbox=strongbox(tmp_path))
    async with running_without_file(options) as hub:
        found = await seen(hub, lambda known: bool(known.problem))
    assert "Start the hub again with the team file" in found.problem
    assert tracker.heard == []


async def test_a_clerk_that_cannot_be_started_is_tried_again(
    sqlite_url, tmp_path, tracker, monkeypatch, expected_errors
):
    await prepared(sqlite_url, tmp_path, tracker)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    options = HubOptions(database=sqlite_url, listen=Listen(port=0), strongbox=strongbox(tmp_path))
    async with running_without_file(options) as hub:
        found = await seen(hub, lambda known: bool(known.problem))
    assert "cannot start the program" in found.problem
    assert "Tried again by itself" in found.problem


async def test_without_a_tracker_no_process_is_started(sqlite_url, tmp_path):
    class Nobody:
        async def run(self, errands, tell):
            raise AssertionError("there is no tracker")

    options = HubOptions(database=sqlite_url, listen=Listen(port=0), clerk=Nobody())
    async with running(options) as hub:
        await hub.alert()
        await press(hub, AddLabel, label=CHECKOUT)
        await press(hub, ResolveIncident)
        found = await hub.incident(lambda incident: incident.resolved_at is not None)
    assert (found.labels, found.ticket) == ((CHECKOUT,), None)


@asynccontextmanager
async def running_without_file(options: HubOptions) -> AsyncIterator[Hub]:
    """A start that keeps what is in the database."""
    hub = Hub(options)
    await hub.start()
    try:
        yield hub
    finally:
        await hub.stop()


async def seen(hub: Hub, is_right: Callable[[Ticket], bool]) -> Ticket:
    """The ticket of the newest incident, once it is as the test waits for."""
    while True:
        (incident, *_) = (await hub.store.read(partial(snapshot, me="ana"))).incidents
        if incident.ticket is not None and is_right(incident.ticket):
            return incident.ticket
        await asyncio.sleep(0.02)


async def prepared(url: str, folder: Path, tracker: Tracker, *, told: bool = False) -> None:
    """A database with an incident that is to have a ticket (and an update, if it was told), of a hub that
    ended before it could open it."""
    store = Store.open(url)
    try:
        await store.write(await given(strongbox(folder), file(tracker)))
        receipt = await store.write(partial(receive_report, integration="test", report=report()))
        if told:
            assert receipt.incident is not None
            command = update(receipt.incident)
            await store.write(partial(carry_out, command=command, key="told", caller="ana"))
    finally:
        await store.close()


@pytest.fixture
def hub_log(tmp_path):
    with (tmp_path / "hub.log").open("wb") as log:
        yield log
