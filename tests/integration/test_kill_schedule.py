"""`kill -9` of the hub while the schedule is changed: each change is there once, or not at all."""

from __future__ import annotations

import random
import threading
import time
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import msgspec
import pytest

from desktop.core.incident.progress import next_step
from desktop.core.team.seat import Seat
from desktop.hub.store.incident import changes, incidents
from desktop.hub.store.store import Store
from desktop.hub.usecases.team.team import current_team
from desktop.wire.schedule import OverrideRequest
from tests.integration.forked_hub import HubStarter
from tests.integration.test_kill import TEAM, Outside, Sent, alert, free_port, prepared

KILLS = 15
HOUR = timedelta(hours=1)


def override(number: int, now: datetime, token: str) -> Sent:
    """Mei for some hour to come, under an id of its own: it may be sent again."""
    asked = OverrideRequest(
        id=UUID(int=number + 1),
        seat=(Seat.MANAGER, Seat.ENGINEER)[number % 2],
        responder="mei",
        starts_at=now + (2 + number) * HOUR,
        ends_at=now + (3 + number) * HOUR,
    )
    headers = {"Authorization": f"Bearer {token}"}
    return Sent("/v1/schedule/overrides", msgspec.json.encode(asked), headers)


@pytest.mark.slow
@pytest.mark.serial
@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_killed_at_any_moment_an_override_is_whole_or_not_there(kind, request, tmp_path):
    url = request.getfixturevalue("sqlite_url" if kind == "sqlite" else "durable_postgres_url")
    token = await prepared(url)
    file = tmp_path / "team.toml"
    file.write_text(TEAM)
    outside = Outside(free_port(), token)
    arguments = ("--database", url, "--listen", f"127.0.0.1:{outside.port}", "--team", str(file))
    log, dice = tmp_path / "hub.log", random.Random(kind)
    store = Store.open(url)
    now = store.now()
    await store.close()
    with HubStarter(log, {"PAIRWATCH_HOME": str(tmp_path / "home")}) as starter:
        storm(starter, arguments, outside, dice, now)
    await check(url)
    assert "error" not in log.read_text().lower(), log.read_text()[-3000:]


def storm(
    starter: HubStarter, arguments: tuple[str, ...], outside: Outside, dice: random.Random, now: datetime
) -> None:
    """Change the schedule, kill the hub, again and again; then let it answer what it did not."""
    outside.unanswered.append(alert(1))
    for kill in range(KILLS):
        pid = starter.fork(*arguments)
        outside.wait_until_ready()
        outside.unanswered += [override(kill * 3 + n, now, outside.token) for n in range(3)]
        answered = threading.Event()
        sender = threading.Thread(target=outside.deliver, args=(answered,))
        sender.start()
        if dice.random() < 0.6:
            assert answered.wait(20)
        time.sleep(dice.random() * 0.02)
        starter.kill(pid)
        sender.join()
    starter.fork(*arguments)
    outside.wait_until_ready()
    while outside.unanswered:
        outside.deliver(threading.Event())


async def check(url: str) -> None:
    store = Store.open(url)
    try:
        team = await store.read(current_team)
        made = sorted(exception.id.int for exception in team.schedule.exceptions)
        assert made == list(range(1, KILLS * 3 + 1)), "each is there once"
        told = await store.read(partial(changes.after, cursor=0, limit=100_000))
        # One change for the team file, and one for each override.
        assert sum(change.incident is None for change in told) == 1 + KILLS * 3
        for incident in await store.read(incidents.unresolved):
            assert await store.read(incidents.next_due) == next_step(incident, team, store.now())
    finally:
        await store.close()
