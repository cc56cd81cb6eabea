"""Fixtures of the hub's integration tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.clock import SystemClock
from desktop.hub.app import tls
from desktop.hub.app.hub import HubOptions
from desktop.hub.app.listen import Listen
from tests.integration.hub.running import RunningHub, running


@pytest.fixture
async def hub(sqlite_url: str) -> AsyncIterator[RunningHub]:
    """A hub on a fresh SQLite file, on a free port."""
    async with running(HubOptions(database=sqlite_url, listen=Listen(port=0))) as found:
        yield found


@pytest.fixture
async def tls_hub(sqlite_url: str, tmp_path: Path) -> AsyncIterator[RunningHub]:
    """The same, encrypted by a certificate of its own."""
    listen = Listen(port=0)
    certificate = tls.self_signed(tmp_path, listen.names(), SystemClock().now())
    async with running(HubOptions(database=sqlite_url, listen=listen, tls=certificate)) as found:
        yield found
