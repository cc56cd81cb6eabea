"""What is asked of a hub about uptime, and what comes back."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

import msgspec
import pytest

from desktop.client.desks.uptime_desk import HubUptimeDesk
from desktop.client.errors import HubFailure
from desktop.client.hub_access import HubAccess
from desktop.client.hub_api import HubApi
from desktop.client.hub_session import HubSession
from desktop.clock import SystemClock
from desktop.core.errors import PairwatchError
from desktop.core.incident.commands import ResolveIncident
from desktop.core.retro.impact import ImpactCorrection
from desktop.core.retro.retro_week import week_of
from desktop.core.retro.uptime_number import Source, UptimeNumber
from desktop.core.retro.uptime_told import ImportPreview, UptimeRow
from tests.doubles.scripted_hub import JSON, ScriptedHub, answer
from tests.integration.hub.running import RunningHub
from tests.sample import INCIDENT_ID, NIGHT

T = TypeVar("T")
ID, MONDAY = UUID(int=7), date(2026, 11, 23)
NUMBER = UptimeNumber(
    id=ID,
    batch=ID,
    service="a b",
    starts_on=MONDAY,
    percent=Decimal("99.60"),
    source=Source.BY_HAND,
    because="x",
    by="ana",
    at=NIGHT,
)
SAID = ImpactCorrection(
    id=ID, incident_id=INCIDENT_ID, service="a", begins_at=NIGHT, share=50, reason="x", by="ana", at=NIGHT
)
ROW = UptimeRow(service="a", starts_on=MONDAY, percent=Decimal("99.60"), line=3)


def desk_of(api: HubApi) -> HubUptimeDesk:
    async def ask(question: Callable[[HubApi], Awaitable[T]], /) -> T:
        return await question(api)

    return HubUptimeDesk(ask)


@pytest.mark.parametrize(
    ("ask", "request_line", "body", "result"),
    [
        (
            lambda desk: desk.write(ID, "a b", MONDAY, Decimal("99.60"), "x"),
            f"PUT /v1/retro/uptime/numbers/{ID}",
            {"service": "a b", "starts_on": "2026-11-23", "percent": "99.60", "reason": "x"},
            NUMBER,
        ),
        (lambda desk: desk.undo(ID), f"DELETE /v1/retro/uptime/numbers/{ID}", None, [NUMBER]),
        (
            lambda desk: desk.correct(ID, INCIDENT_ID, "a", NIGHT, None, 50, "x"),
            f"PUT /v1/retro/uptime/impacts/{ID}",
            {
                "incident_id": str(INCIDENT_ID),
                "service": "a",
                "begins_at": "2026-11-24T02:41:52Z",
                "ends_at": None,
                "share": 50,
                "reason": "x",
            },
            SAID,
        ),
        (lambda desk: desk.undo_correction(ID), f"DELETE /v1/retro/uptime/impacts/{ID}", None, SAID),
        (
            lambda desk: desk.preview("a,b"),
            "POST /v1/retro/uptime/import/preview",
            {"text": "a,b"},
            ImportPreview(same=1),
        ),
        (
            lambda desk: desk.take(ID, "q4.csv", [ROW]),
            f"PUT /v1/retro/uptime/imports/{ID}",
            {
                "file": "q4.csv",
                "rows": [{"service": "a", "starts_on": "2026-11-23", "percent": "99.60", "line": 3}],
            },
            [NUMBER],
        ),
    ],
)
async def test_what_is_asked_and_what_comes_back(
    ask: Callable[[HubUptimeDesk], Awaitable[object]], request_line: str, body: object, result: object
) -> None:
    reply = msgspec.json.encode(result).decode()
    async with ScriptedHub(lambda _: answer(200, JSON, reply)).serve() as hub:
        api = HubApi(HubAccess(address=hub.address, token="secret"))
        try:
            assert await ask(desk_of(api)) == result
        finally:
            await api.close()
        assert hub.asked == [request_line]
        assert (json.loads(hub.bodies[0]) if hub.bodies[0] else None) == body


async def test_a_real_hub_does_what_the_desk_asks(hub: RunningHub) -> None:
    await hub.alert(service="checkout")
    incident, now = await hub.incident(), hub.hub.store.now()
    await hub.command(ResolveIncident(incident_id=incident.id, by="ana", pressed_at=now))
    monday = week_of(now, "Europe/Berlin").monday
    token = (await hub.headers("ana"))["Authorization"].removeprefix("Bearer ")
    api = HubApi(HubAccess(address=hub.address, token=token))
    desk = desk_of(api)
    try:
        said = await desk.correct(uuid4(), incident.id, "checkout", now - timedelta(hours=1), now, 50, "Half")
        week = await desk.week("checkout", monday)
        assert (week.week.corrected, week.incidents[0].corrections) == (1, (said,))
        await desk.undo_correction(said.id)
        made = await desk.write(uuid4(), "checkout", monday, Decimal("99.5"), "The probe")
        told = await desk.weeks(monday, 2)
        assert [str(one.percent) for one in told.services[0].weeks] == ["None", "99.50"]
        await desk.undo(made.batch)
        preview = await desk.preview(f"checkout,{monday},99.9\nx\n")
        batch = uuid4()
        taken = await desk.take(batch, "a.csv", [one.row for one in preview.differences])
        assert ([str(one.percent) for one in taken], len(preview.problems)) == (["99.90"], 1)
        await desk.undo(batch)
        assert (await desk.week("checkout", monday)).week.source is Source.INCIDENTS
        with pytest.raises(PairwatchError, match="no query"):
            await desk.measure("checkout", monday)
    finally:
        await api.close()


async def test_without_a_hub_it_says_so(tmp_path: Path) -> None:
    session = HubSession(lambda: None, tmp_path, SystemClock())
    for asking in (
        session.uptime.weeks(MONDAY),
        session.uptime.week("a", MONDAY),
        session.uptime.measure("a", MONDAY),
        session.uptime.undo(ID),
    ):
        with pytest.raises(HubFailure):
            await asking
    session._outbox.close()
