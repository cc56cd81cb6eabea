"""Two hubs on one PostgreSQL: a notice that is switched at one is shown by both."""

from __future__ import annotations

import asyncio
from uuid import UUID

import pytest

from desktop.core.telling.notice import Notice
from desktop.hub.app.hub import HubOptions
from desktop.hub.app.listen import Listen
from tests.integration.hub.running import running
from tests.sample import NIGHT

pytestmark = pytest.mark.slow


async def test_the_other_replica_shows_it_too(postgres_url: str):
    options = HubOptions(database=postgres_url, listen=Listen(port=0))
    notice = Notice(id=UUID(int=1), service="Checkout", text="Cards fail.", on=True, changed_at=NIGHT)
    async with running(options) as first, running(options) as second:
        assert (await first.put(f"/v1/notices/{notice.id}", notice)).status_code == 200
        while not (await second.http.get(f"{second.address}/public/notices.json")).json()["notices"]:
            await asyncio.sleep(0.02)
