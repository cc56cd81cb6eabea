"""What becomes of answers that a healthy hub does not give."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from uuid import UUID

import httpx
import msgspec
import pytest

from desktop.client import hub_api
from desktop.client.errors import HubFailure, Trouble, Undeliverable
from desktop.client.hub_access import HubAccess
from desktop.client.hub_api import HubApi, SnapshotNeeded
from desktop.client.state import PendingCommand
from desktop.core.errors import PairwatchError
from desktop.core.team.seat import Seat
from desktop.wire.feed import Heartbeat
from desktop.wire.problem import Problem
from tests.doubles.scripted_hub import JSON, PROBLEM, ScriptedHub, answer, stream
from tests.sample import NIGHT, claim

PRESSED = PendingCommand(key=UUID(int=1), command=claim("ana", Seat.MANAGER, NIGHT), queued_at=NIGHT)


def problem(status: int, title: str = "So it is.", remedy: str = "Do that.") -> bytes:
    body = msgspec.json.encode(Problem(title=title, status=status, remedy=remedy)).decode()
    return answer(status, PROBLEM, body)


@asynccontextmanager
async def api_at(script: Callable[[str], bytes | None]) -> AsyncIterator[HubApi]:
    async with ScriptedHub(script).serve() as hub:
        api = HubApi(HubAccess(address=hub.address, token="secret"))
        try:
            yield api
        finally:
            await api.close()


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 422])
async def test_what_the_hub_says_no_to_is_undeliverable(status: int) -> None:
    async with api_at(lambda _: problem(status)) as api:
        with pytest.raises(Undeliverable, match=r"could not be delivered. So it is. Do that."):
            await api.post(PRESSED)


@pytest.mark.parametrize(
    ("reply", "trouble"),
    [
        (problem(401), Trouble.TOKEN_REFUSED),
        (problem(429), Trouble.HUB_FAULT),
        (problem(500), Trouble.HUB_FAULT),
        (problem(503), Trouble.HUB_FAULT),
        (answer(404, "text/html", "<h1>nginx</h1>"), Trouble.HUB_FAULT),
        (answer(502, "text/html", "<h1>nginx</h1>"), Trouble.HUB_FAULT),
        (answer(302, "text/html", "log in first"), Trouble.HUB_FAULT),
        (answer(200, "text/html", "Welcome to the hotel's network"), Trouble.HUB_FAULT),
        (answer(200, JSON, '{"incident": 3}'), Trouble.HUB_FAULT),
        (b"this is not HTTP\r\n\r\n", Trouble.UNREACHABLE),
        (None, Trouble.UNREACHABLE),
    ],
)
async def test_what_may_pass_is_tried_again(reply: bytes | None, trouble: Trouble) -> None:
    async with api_at(lambda _: reply) as api:
        with pytest.raises(HubFailure) as failed:
            await api.post(PRESSED)
    assert failed.value.trouble is trouble
    assert failed.value.sentence.endswith((".", ")."))


async def test_nobody_there_is_unreachable() -> None:
    async with ScriptedHub(lambda _: None).serve() as hub:
        address = hub.address
    api = HubApi(HubAccess(address=address, token="secret"))
    with pytest.raises(HubFailure) as failed:
        await api.snapshot()
    assert failed.value.trouble is Trouble.UNREACHABLE
    await api.close()


async def test_a_timeline_of_no_incident_is_not_tried_again() -> None:
    async with api_at(lambda _: problem(404)) as api:
        with pytest.raises(PairwatchError, match="So it is") as failed:
            await api.timeline(UUID(int=7))
    assert not isinstance(failed.value, HubFailure)


HEARTBEAT = 'event: heartbeat\ndata: {"now":"2026-11-24T02:41:52Z","epoch":"e","cursor":3,"new":1}\n\n'
UNKNOWN_EVENT = (
    'id: 4\nevent: change\ndata: {"seq":4,"now":"2026-11-24T02:41:52Z","incident":null,'
    '"events":[{"type":"SeatOffered","data":{}}]}\n\n'
)


async def test_the_feed_says_when_it_cannot_be_followed() -> None:
    events = (
        HEARTBEAT,
        ": a comment\n\n",
        "event: later\ndata: {}\n\n",
        UNKNOWN_EVENT,
        "event: snapshot\ndata: {}\n\n",
    )
    async with api_at(lambda _: stream(*events)) as api:
        feed = api.feed(3)
        assert await anext(feed) == Heartbeat(now=NIGHT, epoch="e", cursor=3)
        assert isinstance(await anext(feed), SnapshotNeeded), "an event of a newer hub"
        assert isinstance(await anext(feed), SnapshotNeeded), "the hub says so"
        await feed.aclose()


async def test_a_feed_that_falls_silent_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_api, "_FEED", httpx.Timeout(5, read=0.05))
    async with api_at(lambda _: stream(HEARTBEAT)) as api:
        feed = api.feed(3)
        assert isinstance(await anext(feed), Heartbeat)
        with pytest.raises(HubFailure) as failed:
            await anext(feed)
    assert failed.value.trouble is Trouble.SILENT


@pytest.mark.parametrize(
    ("reply", "trouble"),
    [
        (problem(401), Trouble.TOKEN_REFUSED),
        (problem(503), Trouble.HUB_FAULT),
        (answer(200, "text/html", "Welcome to the hotel's network"), Trouble.HUB_FAULT),
        (stream("event: heartbeat\ndata: {\n\n"), Trouble.HUB_FAULT),
    ],
)
async def test_a_feed_that_is_none_fails(reply: bytes, trouble: Trouble) -> None:
    async with api_at(lambda _: reply) as api:
        with pytest.raises(HubFailure) as failed:
            await anext(api.feed(3))
    assert failed.value.trouble is trouble


def test_silence_is_a_little_over_the_heartbeat() -> None:
    assert hub_api._FEED.read == hub_api.SILENCE == 20
