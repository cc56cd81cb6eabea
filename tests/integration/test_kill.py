"""`kill -9` of the hub at random moments: what it accepted is paged, and nothing that falls due is missed."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import random
import socket
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import msgspec
import pytest

from desktop.core.incident.alert import AlertAction
from desktop.core.incident.commands import ClaimSeat
from desktop.core.incident.events import PageSent
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.progress import next_step
from desktop.core.team.seat import Seat
from desktop.formats import generic
from desktop.hub.store.incident import incidents, pages
from desktop.hub.store.store import Store
from desktop.hub.usecases.access.access import new_token
from desktop.hub.usecases.incident.due import agenda
from desktop.hub.usecases.incident.feed import resolved_incidents, timeline
from desktop.hub.usecases.team.team import apply_team, current_team
from desktop.hub.usecases.team.team_file import read_team_file
from desktop.wire.command import COMMANDS
from desktop.wire.feed import Snapshot
from tests.integration.forked_hub import HubStarter
from tests.integration.replay import replayed

KILLS = int(os.environ.get("PAIRWATCH_KILLS", "200"))
KEY = "KillKillKillKillKillKillKillKil1"
# The third level waits for long, so that the story of each incident has an end.
TEAM = f"""
responders = [
    {{ id = "ana", name = "Ana Okafor", zone = "Europe/Berlin" }},
    {{ id = "ben", name = "Ben Sato", zone = "Asia/Tokyo" }},
    {{ id = "mei", name = "Mei Lindqvist" }},
    {{ id = "ruth", name = "Ruth Castellanos", tier = "vp" }},
]
schedule = {{ turns = [{{ manager = "ana", engineer = "ben" }}] }}

[policy]
levels = [
    {{ audience = "pair", wait = "0.15s" }},
    {{ audience = "staff", wait = "0.15s" }},
    {{ audience = "executives", wait = "10h" }},
]

[[integrations]]
name = "monitor"
key = "{KEY}"
"""


@dataclass
class Sent:
    """What a monitor or a desktop sends until it is answered, as real ones do."""

    path: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    attempts: int = 0
    answer: bytes | None = None


@dataclass
class Outside:
    """Everything that talks to the hub: it sends what is unanswered, and keeps what was."""

    port: int
    token: str
    unanswered: list[Sent] = field(default_factory=list)
    answered: list[Sent] = field(default_factory=list)

    def deliver(self, something_answered: threading.Event) -> None:
        """Send everything unanswered, all at once; what the hub's death cuts off stays unanswered."""
        threads = [
            threading.Thread(target=self._send, args=(sent, something_answered)) for sent in self.unanswered
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.answered += [sent for sent in self.unanswered if sent.answer is not None]
        self.unanswered = [sent for sent in self.unanswered if sent.answer is None]

    def _send(self, sent: Sent, something_answered: threading.Event) -> None:
        sent.attempts += 1
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(
                "POST", sent.path, sent.body, {"Content-Type": "application/json", **sent.headers}
            )
            response = connection.getresponse()
            body = response.read()
        except (OSError, http.client.HTTPException):
            return
        finally:
            connection.close()
        assert response.status in (200, 202), (response.status, body)
        sent.answer = body
        something_answered.set()

    def open_incidents(self) -> list[Incident]:
        """The incidents whose Engineer's seat is empty, as Ben's desktop knows them."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", "/v1/snapshot", headers={"Authorization": f"Bearer {self.token}"})
            found = msgspec.json.decode(connection.getresponse().read(), type=Snapshot)
        finally:
            connection.close()
        return [i for i in found.incidents if i.resolved_at is None and i.engineer.holder is None]

    def is_ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def wait_until_ready(self) -> None:
        give_up = time.monotonic() + 60
        while not self.is_ready():
            assert time.monotonic() < give_up, "the hub does not come up again"
            time.sleep(0.01)


def alert(number: int, action: AlertAction = AlertAction.TRIGGER) -> Sent:
    body = {"action": action, "summary": f"Trouble {number}", "dedup_key": f"alert {number}"}
    return Sent(f"/ingest/generic/{KEY}", json.dumps(body).encode())


def claim(incident: Incident, token: str) -> Sent:
    command = ClaimSeat(incident_id=incident.id, by="ben", pressed_at=incident.opened_at, seat=Seat.ENGINEER)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"claim {incident.number}"}
    return Sent("/v1/commands", COMMANDS.encode(command), headers)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.slow
@pytest.mark.serial
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_killed_at_any_moment_the_hub_loses_nothing(kind, request, tmp_path, capsys):
    url = request.getfixturevalue("sqlite_url" if kind == "sqlite" else "durable_postgres_url")
    token = await prepared(url)
    file = tmp_path / "team.toml"
    file.write_text(TEAM)
    outside = Outside(free_port(), token)
    arguments = ("--database", url, "--listen", f"127.0.0.1:{outside.port}", "--team", str(file))
    log = tmp_path / "hub.log"
    with HubStarter(log, {"PAIRWATCH_HOME": str(tmp_path / "home")}) as starter:
        storm(starter, arguments, outside, random.Random(f"{kind} {KILLS}"))
        starter.start(*arguments)
        outside.wait_until_ready()
        while outside.unanswered:
            outside.deliver(threading.Event())
        store = Store.open(url)
        try:
            while (await store.read(agenda)).due or not await all_at_the_end(store):
                await asyncio.sleep(0.05)
            report = await check(store, outside)
        finally:
            await store.close()
    with capsys.disabled():
        print(f"\n{kind}: {KILLS} kills; {report}", end=" ")
    assert "error" not in log.read_text().lower(), log.read_text()[-3000:]


async def prepared(url: str) -> str:
    """Ben's token at a new hub with our team."""
    store = Store.open(url)
    try:
        await store.write(partial(apply_team, file=read_team_file(TEAM)))
        return await store.write(partial(new_token, responder_id="ben"))
    finally:
        await store.close()


def storm(starter: HubStarter, arguments: tuple[str, ...], outside: Outside, dice: random.Random) -> None:
    """Start a hub, let it accept something, kill it: again and again."""
    for kill in range(KILLS):
        # Now and then as a person starts it; else forked, which spares a second of imports.
        pid = starter.start(*arguments) if kill % 50 == 0 else starter.fork(*arguments)
        outside.wait_until_ready()
        outside.unanswered += news(kill, outside, dice)
        answered = threading.Event()
        sender = threading.Thread(target=outside.deliver, args=(answered,))
        sender.start()
        # Most wait for the first answer: some are killed in what it sets off, some while levels fall due. The
        # others are killed before anything was answered, or in the middle of it.
        if dice.random() < 0.8:
            assert answered.wait(20)
        time.sleep(dice.random() * dice.choice((0.01, 0.25)))
        starter.kill(pid)
        sender.join()


def news(kill: int, outside: Outside, dice: random.Random) -> list[Sent]:
    """What happens outside before this kill: an alert or more, and now and then an end or a claim."""
    sent = [alert(kill * 10 + number) for number in range(dice.choice((1, 1, 2, 4)))]
    known = [s for s in outside.answered if b'"trigger"' in s.body]
    if known and dice.random() < 0.2:
        body = json.loads(dice.choice(known).body)
        sent.append(alert(int(body["dedup_key"].split()[1]), AlertAction.RESOLVE))
    current = outside.open_incidents() if dice.random() < 0.2 else []
    if current:
        sent.append(claim(dice.choice(current), outside.token))
    return sent


async def all_at_the_end(store: Store) -> bool:
    """Whether every incident that nobody ended has reached the last level."""
    found = await store.read(incidents.unresolved)
    return all(incident.seat(seat).level == 3 for incident in found for seat in incident.empty_seats)


async def check(store: Store, outside: Outside) -> str:
    """Everything that was accepted is there, as the core says; gives what was counted."""
    team = await store.read(current_team)
    found = await store.read(incidents.unresolved)
    found += await store.read(partial(resolved_incidents, limit=100_000))
    by_key = Counter(incident.alerts[0].dedup_key for incident in found)
    counted: Counter[str] = Counter(incidents=len(found))
    triggers = [s for s in outside.answered if b'"trigger"' in s.body]
    for sent in triggers:
        assert by_key[json.loads(sent.body)["dedup_key"]] >= 1, f"accepted and lost: {sent.body!r}"
    counted["alerts"] = len(triggers)
    counted["sent again"] = sum(sent.attempts > 1 for sent in outside.answered)
    counted["incidents opened twice"] = sum(number - 1 for number in by_key.values())
    now = (await store.read(agenda)).now
    for incident in found:
        await check_incident(store, incident, team, now, counted)
    return ", ".join(f"{name}: {number}" for name, number in sorted(counted.items()))


async def check_incident(store, incident, team, now, counted):
    lines = await store.read(partial(timeline, incident_id=incident.id))
    report = generic.read(alert(int(incident.title.split()[1])).body, "monitor", "none")
    again, happened = replayed(lines, report, "monitor", incident.number, incident.id, team)
    # The core, asked the same at the same times, says the same: no event is missing, none is doubled.
    assert happened == [line.event for line in lines]
    assert again == incident
    log = await store.read(partial(pages.of_incident, incident_id=incident.id))
    sent = [event.page.id for event in happened if isinstance(event, PageSent)]
    assert sorted(page.id for page in log) == sorted(sent)
    assert {page.id: page for page in log} == {**{p.id: p for p in log}, **{p.id: p for p in again.pages}}
    if incident.status is Status.OPEN:
        empty = incident.empty_seats
        reached = {(p.responder, p.seat) for p in log if p.seat in empty}
        holders = {incident.seat(seat.other).holder for seat in empty}
        assert {who for who, _ in reached} >= {"ana", "ben", "mei", "ruth"} - holders
        due_at = next_step(incident, team, now)
        assert due_at is not None
        assert due_at > now + timedelta(hours=1)
    counted["pages"] += len(log)
    counted["claimed"] += incident.engineer.holder is not None
    counted["resolved"] += incident.status is Status.RESOLVED
    counted["alerts counted twice"] += incident.alerts[0].count - 1
    same = Counter((page.responder, page.seat, page.level) for page in log)
    counted["pages sent twice"] += sum(number - 1 for number in same.values())
