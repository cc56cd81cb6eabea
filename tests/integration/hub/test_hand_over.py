"""Hand-over over the API: who may, what is answered."""

from __future__ import annotations

from collections.abc import AsyncIterator

import msgspec
import pytest

from desktop.core.schedule.hand_over_page import HandOver
from desktop.hub.app.hub import HubOptions
from desktop.hub.app.listen import Listen
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.team.team import apply_team
from desktop.hub.usecases.team.team_file import TeamFile
from desktop.wire.hand_over import NoteRequest, ProofRequest
from tests.integration.hub.running import RunningHub, running
from tests.sample import TEAM


def unproven_team(tx: Transaction) -> None:
    apply_team(tx, TeamFile(team=TEAM, integrations=()))


@pytest.fixture
async def hub(sqlite_url: str) -> AsyncIterator[RunningHub]:
    options = HubOptions(database=sqlite_url, listen=Listen(port=0))
    async with running(options, prepare=unproven_team) as found:
        yield found


async def page(hub: RunningHub, by: str = "mei") -> HandOver:
    answer = await hub.get("/v1/hand-over", by)
    assert answer.status_code == 200
    return msgspec.json.decode(answer.content, type=HandOver)


async def on_duty(hub: RunningHub) -> str:
    answer = await hub.get("/v1/oncall")
    who: str = answer.json()["seats"][0]["responder"]
    return who


async def test_a_sound_check_is_confirmed_by_who_heard_it(hub: RunningHub):
    manager = await on_duty(hub)
    assert manager in {one.responder for one in (await page(hub)).unproven}
    async with hub.feed(None) as frames:
        await frames.change()
        answer = await hub.post("/v1/duty/proof", ProofRequest(device="Speakers"), manager)
        assert (answer.status_code, answer.json()["responder"]) == (200, manager)
        assert (await frames.change()).data["incident"] is None, "desktops are told that the team changed"
    assert manager not in {one.responder for one in (await page(hub)).unproven}


async def test_the_outgoing_write_for_the_incoming(hub: RunningHub):
    manager = await on_duty(hub)
    answer = await hub.put("/v1/hand-over/note", NoteRequest(text="Look at db-2"), manager)
    assert (answer.status_code, answer.json()["text"]) == (200, "Look at db-2")
    taken_back = await hub.put("/v1/hand-over/note", NoteRequest(text=""), manager)
    assert (taken_back.status_code, taken_back.json()) == (200, None)
    refused = await hub.put("/v1/hand-over/note", NoteRequest(text="Hello"), "henrik")
    assert (refused.status_code, "on duty" in refused.json()["title"]) == (400, True)


async def test_who_may_not(hub: RunningHub):
    refused = await hub.post("/v1/duty/relieve", None, "henrik")
    assert (refused.status_code, "hand-over page" in refused.json()["remedy"]) == (409, True)
    for path in ("/v1/duty/proof", "/v1/duty/relieve"):
        assert (await hub.post(path, ProofRequest(), "olga")).status_code == 403, "observers only read"
    assert (await hub.get("/v1/hand-over", "olga")).status_code == 200
    assert (await hub.http.get(f"{hub.address}/v1/hand-over")).status_code == 401
