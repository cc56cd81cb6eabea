"""A real hub for every test of this folder, and desktops that follow it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.hub.app.hub import HubOptions
from desktop.hub.app.listen import Listen
from tests.integration.client.desktops import Desktops
from tests.integration.hub.running import RunningHub, running


@pytest.fixture
async def hub(sqlite_url: str) -> AsyncIterator[RunningHub]:
    """A hub on a fresh SQLite file, on a free port."""
    async with running(HubOptions(database=sqlite_url, listen=Listen(port=0))) as found:
        yield found


@pytest.fixture
async def desktops(hub: RunningHub, tmp_path: Path) -> AsyncIterator[Desktops]:
    """Opens desktops at the hub, and closes them before it."""
    found = Desktops(hub, tmp_path)
    yield found
    await found.close()
