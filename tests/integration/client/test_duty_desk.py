"""What is asked of a hub about hand-over, and what comes back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from desktop.client.desks.duty_desk import HubDutyDesk
from desktop.client.errors import HubFailure
from desktop.client.hub_access import HubAccess
from desktop.client.hub_api import HubApi
from desktop.client.hub_session import HubSession
from desktop.clock import SystemClock
from desktop.core.errors import PairwatchError
from desktop.core.team.seat import Seat
from desktop.hub.app.hub import HubOptions
from desktop.hub.app.listen import Listen
from tests.integration.hub.running import running
from tests.sample import TEAM

T = TypeVar("T")


async def test_a_hand_over_at_a_real_hub(sqlite_url: str) -> None:
    async with running(HubOptions(database=sqlite_url, listen=Listen(port=0))) as hub:
        now = hub.hub.store.now()
        on_duty = TEAM.schedule.on_duty(Seat.MANAGER, now)
        assert on_duty is not None
        bearer = (await hub.headers(on_duty.responder))["Authorization"].removeprefix("Bearer ")
        api = HubApi(HubAccess(address=hub.address, token=bearer))

        async def ask(question: Callable[[HubApi], Awaitable[T]], /) -> T:
            return await question(api)

        desk = HubDutyDesk(ask)
        try:
            proof = await desk.prove("Headset")
            assert (proof.responder, proof.device) == (on_duty.responder, "Headset")
            note = await desk.write_note("Look at db-2")
            assert note is not None
            page = await desk.hand_over()
            assert page is not None
            assert {page.outgoing, page.incoming} & {TEAM.schedule.shift_at(now)}
            if page.at > now:  # when they have just come, their note is for the next hand-over
                assert page.notes == (note,)
            assert await desk.write_note("") is None
            with pytest.raises(PairwatchError, match="neither paged"):
                await desk.relieve()
        finally:
            await api.close()


async def test_without_a_hub_it_says_so(tmp_path: Path) -> None:
    session = HubSession(lambda: None, tmp_path, SystemClock())
    for asking in (
        session.duty.hand_over(),
        session.duty.prove("Speakers"),
        session.duty.write_note("x"),
        session.duty.relieve(),
    ):
        with pytest.raises(HubFailure):
            await asking
    session._outbox.close()
