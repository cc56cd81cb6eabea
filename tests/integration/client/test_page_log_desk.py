"""What the desk of the page log asks of a real hub, and what comes back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import pytest

from desktop.client.desks.page_log_desk import HubPageLogDesk, all_rows
from desktop.client.hub_access import HubAccess
from desktop.client.hub_api import HubApi
from desktop.core.errors import PairwatchError
from desktop.core.retro.page_row import Cell
from desktop.hub.app.hub import HubOptions
from desktop.hub.app.listen import Listen
from desktop.hub.usecases.retro import page_log
from tests.integration.hub.running import running

T = TypeVar("T")


async def test_rows_sums_and_cells(sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(page_log, "MOST", 1)
    async with running(HubOptions(database=sqlite_url, listen=Listen(port=0))) as hub:
        await hub.alert()
        incident, before = await hub.incident(), hub.hub.store.now()
        token = (await hub.headers("ben"))["Authorization"].removeprefix("Bearer ")
        api = HubApi(HubAccess(address=hub.address, token=token))

        async def ask(question: Callable[[HubApi], Awaitable[T]], /) -> T:
            return await question(api)

        desk = HubPageLogDesk(ask)
        try:
            told: list[tuple[int, int]] = []
            rows, count = await all_rows(desk, told=lambda so_far, total: told.append((len(so_far), total)))
            assert {row.name for row in rows} == {"Ana Okafor", "Ben Sato"}
            assert count == len(rows) == 2
            assert told[:2] == [(1, 2), (2, 2)]
            assert (await desk.sums(end=before + timedelta(hours=1))).pages == 2
            assert (await desk.sums(end=before - timedelta(days=1))).weeks == ()
            assert (await desk.piece(incident=incident.id)).total == 2
            written = await desk.write(rows[0], Cell.NOTE, "Late")
            assert (written.note, written.edits[0].by) == ("Late", "ben")
            assert (await desk.piece(edited_from=before)).rows == (written,)
            with pytest.raises(PairwatchError, match="Ben Sato wrote “Late” here meanwhile"):
                await desk.write(rows[0], Cell.NOTE, "Other")
            assert (await desk.write(written, Cell.AUTOMATED, True)).automated is True
        finally:
            await api.close()
