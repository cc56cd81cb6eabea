"""What the retro asks of a hub, and what comes back."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

import msgspec
import pytest

from desktop.client.desks.retro_desk import HubRetroDesk
from desktop.client.errors import HubFailure
from desktop.client.hub_access import HubAccess
from desktop.client.hub_api import HubApi
from desktop.client.hub_session import HubSession
from desktop.clock import SystemClock
from desktop.core.closing.closing import ClosingStep
from desktop.core.closing.left_out import LeftOut, LeftOutStep
from desktop.core.errors import PairwatchError
from desktop.core.incident.commands import AddNote, ClaimSeat, ResolveIncident
from desktop.core.incident.events import NoteKind
from desktop.core.retro.action import Action
from desktop.core.retro.compared_weeks import ComparedWeeks
from desktop.core.retro.retro_figures import RetroFigures
from desktop.core.retro.spread import Spread
from desktop.core.retro.uptime import ServiceUptime, WeekUptime
from desktop.core.team.seat import Seat
from desktop.hub.app.hub import HubOptions
from desktop.hub.app.listen import Listen
from tests.doubles.scripted_hub import JSON, ScriptedHub, answer
from tests.integration.client.desktops import Desktops
from tests.integration.hub.running import RunningHub, running
from tests.sample import INCIDENT_ID, NIGHT

T = TypeVar("T")
ACTION = Action(id=UUID(int=5), text="Ask the vendor", created_at=NIGHT)
LEFT = LeftOut(
    incident_id=INCIDENT_ID,
    number=3,
    title="Checkout fails",
    resolved_at=NIGHT,
    manager=None,
    steps=(LeftOutStep(step=ClosingStep.LABELS),),
    verdicts=(),
    disagree=False,
)
WEEK = ComparedWeeks(
    zone="Europe/Berlin",
    told_at=NIGHT,
    week=RetroFigures(
        starts_on=date(2026, 11, 23),
        manager=Spread(count=2, median=timedelta(seconds=61.5), ninetieth=timedelta(minutes=2)),
    ),
    before=RetroFigures(starts_on=date(2026, 11, 16)),
    uptime=(
        ServiceUptime(
            service="checkout",
            weeks=(
                WeekUptime(starts_on=date(2026, 11, 23), percent=Decimal("99.60"), weeks=1),
                WeekUptime(starts_on=date(2026, 11, 16)),
            ),
        ),
    ),
)
BERLIN = timezone(timedelta(hours=1))


def desk_of(api: HubApi) -> HubRetroDesk:
    async def ask(question: Callable[[HubApi], Awaitable[T]], /) -> T:
        return await question(api)

    return HubRetroDesk(ask)


def as_json(value: object) -> str:
    return msgspec.json.encode(value).decode()


@pytest.mark.parametrize(
    ("ask", "request_line", "body", "reply", "result"),
    [
        (lambda desk: desk.actions(), "GET /v1/actions", None, as_json([ACTION]), [ACTION]),
        (lambda desk: desk.actions(open_only=True), "GET /v1/actions?open=true", None, "[]", []),
        (
            lambda desk: desk.save_action(replace(ACTION, due_on=date(2026, 11, 27))),
            "POST /v1/actions",
            {
                "id": str(ACTION.id),
                "incident_id": None,
                "text": "Ask the vendor",
                "owner": "",
                "due_on": "2026-11-27",
                "ticket_url": "",
                "meeting_on": None,
                "topic_id": None,
            },
            as_json(ACTION),
            ACTION,
        ),
        (
            lambda desk: desk.save_action(replace(ACTION, owner="ben"), ACTION),
            f"PUT /v1/actions/{ACTION.id}",
            {"owner": "ben"},
            as_json(ACTION),
            ACTION,
        ),
        (
            lambda desk: desk.finish_action(ACTION.id, done=False),
            f"POST /v1/actions/{ACTION.id}/done",
            {"done": False},
            as_json(ACTION),
            ACTION,
        ),
        (
            lambda desk: desk.left_out(datetime(2026, 11, 23, tzinfo=BERLIN), NIGHT),
            "GET /v1/retro/left-out"
            "?from=2026-11-23T00%3A00%3A00%2B01%3A00&to=2026-11-24T02%3A41%3A52%2B00%3A00",
            None,
            as_json([LEFT]),
            [LEFT],
        ),
        (
            lambda desk: desk.week(date(2026, 11, 23)),
            "GET /v1/retro/week?starts_on=2026-11-23",
            None,
            as_json(WEEK),
            WEEK,
        ),
    ],
)
async def test_what_is_asked_and_what_comes_back(
    ask: Callable[[HubRetroDesk], Awaitable[object]],
    request_line: str,
    body: object,
    reply: str,
    result: object,
) -> None:
    async with ScriptedHub(lambda _: answer(200, JSON, reply)).serve() as hub:
        api = HubApi(HubAccess(address=hub.address, token="secret"))
        try:
            assert await ask(desk_of(api)) == result
        finally:
            await api.close()
        assert hub.asked == [request_line]
        assert (json.loads(hub.bodies[0]) if hub.bodies[0] else None) == body


async def test_without_a_hub_it_says_so(tmp_path: Path) -> None:
    session = HubSession(lambda: None, tmp_path, SystemClock())
    for asking in (
        session.retro.actions(),
        session.retro.save_action(ACTION),
        session.retro.finish_action(ACTION.id),
        session.retro.left_out(NIGHT, NIGHT),
    ):
        with pytest.raises(HubFailure):
            await asking
    session._outbox.close()


async def leave_out(hub: RunningHub) -> None:
    """An incident that Ana held, and whose closing nobody came to."""
    await hub.alert()
    incident, now = await hub.incident(), hub.hub.store.now()
    await hub.command(ClaimSeat(incident_id=incident.id, by="ana", pressed_at=now, seat=Seat.MANAGER))
    await hub.command(ResolveIncident(incident_id=incident.id, by="ana", pressed_at=now))


async def test_a_real_hub_does_what_the_desk_asks(sqlite_url: str) -> None:
    async with running(HubOptions(database=sqlite_url, listen=Listen(port=0))) as hub:
        await leave_out(hub)
        token = (await hub.headers("ana"))["Authorization"].removeprefix("Bearer ")
        api = HubApi(HubAccess(address=hub.address, token=token))
        desk, now = desk_of(api), hub.hub.store.now()
        try:
            saved = await desk.save_action(replace(ACTION, owner="ben", due_on=date(2026, 11, 27)))
            assert (saved.created_by, saved.owner) == ("ana", "ben")
            changed = await desk.save_action(replace(saved, due_on=None), saved)
            assert await desk.actions(open_only=True) == [changed]
            done = await desk.finish_action(changed.id)
            assert (done.done_by, await desk.actions(open_only=True)) == ("ana", [])
            assert await desk.actions() == [done]
            (found,) = await desk.left_out(now - timedelta(days=14), now + timedelta(minutes=1))
            assert (found.manager, LeftOutStep(step=ClosingStep.RUN_BOOK) in found.steps) == ("ana", True)
            with pytest.raises(PairwatchError, match="knows nobody"):
                await desk.save_action(replace(ACTION, id=uuid4(), owner="nobody"))
        finally:
            await api.close()


async def test_a_to_do_on_one_desktop_is_an_action_on_the_other_and_both_see_it_done(
    desktops: Desktops,
) -> None:
    ana, ben = await desktops.pair()
    await desktops.hub.alert()
    await ana.until(lambda d: d.ringing)
    incident = ana.ringing[0].incident
    ana.session.do(incident.id, partial(AddNote, text="Ask the vendor", kind=NoteKind.TODO))
    await ben.until(lambda d: any(type(event).__name__ == "NoteAdded" for _, event in d.happened))
    (action,) = await ben.session.retro.actions(open_only=True)
    assert (action.text, action.created_by, action.incident_number) == (
        "Ask the vendor",
        "ana",
        incident.number,
    )
    before = ana.state
    await ben.session.retro.finish_action(action.id)
    await ana.until(lambda d: d.state.cursor > before.cursor)
    (seen,) = await ana.session.retro.actions()
    assert (seen.is_done, seen.done_by) == (True, "ben")
