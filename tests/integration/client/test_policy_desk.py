"""The desktop's requests about the escalation policy, answered by a real hub; and by the double alike."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from desktop.client.desks.policy_desk import HubPolicyDesk, PolicyDesk
from desktop.client.errors import HubFailure
from desktop.client.hub_access import HubAccess
from desktop.client.hub_api import HubApi
from desktop.clock import MovedClock
from desktop.core.errors import PairwatchError
from desktop.core.team.team import Audience, Level, Policy
from desktop.core.team.waves import Wave
from desktop.hub.app.hub import HubOptions
from desktop.hub.app.listen import Listen
from tests.doubles.table_policy import TablePolicy
from tests.doubles.table_session import TableSession
from tests.integration.hub.running import running
from tests.sample import MINUTE, NIGHT, TEAM

WAVES = Policy(
    levels=(
        Level(audience=Audience.PAIR, repeat=2 * MINUTE),
        Level(audience=Audience.STAFF, waves=(Wave(wait=3 * MINUTE), Wave(size=2))),
    ),
    repage_after=None,
)


@asynccontextmanager
async def real(sqlite_url: str) -> AsyncIterator[PolicyDesk]:
    async with running(HubOptions(database=sqlite_url, listen=Listen(port=0))) as hub:
        token = (await hub.headers("ana"))["Authorization"].removeprefix("Bearer ")
        api = HubApi(HubAccess(address=hub.address, token=token))
        try:
            yield HubPolicyDesk(lambda question: question(api))
        finally:
            await api.close()


@asynccontextmanager
async def double(_url: str) -> AsyncIterator[PolicyDesk]:
    yield TablePolicy(TableSession(MovedClock(NIGHT), TEAM, "ana"))


@pytest.mark.parametrize("kind", [real, double])
async def test_it_is_read_saved_and_not_saved_over_somebody_elses(kind, sqlite_url: str):
    async with kind(sqlite_url) as desk:
        first = await desk.read()
        assert first.policy == Policy()
        saved = await desk.save(WAVES, first.version)
        assert saved.policy == WAVES
        assert await desk.read() == saved
        assert (await desk.save(WAVES, "whatever")).policy == WAVES, "the same is no quarrel"
        with pytest.raises(PairwatchError, match="meanwhile") as caught:
            await desk.save(Policy(), first.version)
        assert not isinstance(caught.value, HubFailure), "the hub said no; it is not lost"
        again = await desk.save(replace(WAVES, repage_after=30 * MINUTE), saved.version)
        assert again.version != saved.version
