"""The same session on Qt's event loop."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from desktop.core.team.seat import Seat
from tests.integration.client.desktops import Desktops

ROOT = Path(__file__).parents[3]


async def test_a_session_lives_on_qts_loop(desktops: Desktops, tmp_path: Path) -> None:
    await desktops.hub.alert()
    access = await desktops.access("ana")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.integration.client.qasync_desktop",
        access.address,
        access.token,
        str(tmp_path / "ana"),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, complaints = await process.communicate()
    assert (process.returncode, complaints) == (7, b"")
    entries, tasks = said.split()
    assert int(entries) >= 4
    assert int(tasks) == 1, "nothing is left behind"
    [incident] = await desktops.hub.incidents()
    assert incident.seat(Seat.MANAGER).holder == "ana"
