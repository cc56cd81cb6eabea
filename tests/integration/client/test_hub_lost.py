"""The hub goes and comes back; what was pressed meanwhile is delivered once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.core.incident.events import NoteAdded, SeatClaimed
from desktop.core.team.seat import Seat
from tests.integration.client.desktops import Desktop
from tests.integration.client.killable_hub import KillableHub

pytestmark = pytest.mark.slow  # each starts a hub as a process, twice


@pytest.fixture
async def hub(sqlite_url: str) -> AsyncIterator[KillableHub]:
    found = KillableHub(sqlite_url)
    yield found
    await found.kill()


@pytest.fixture
async def ana(hub: KillableHub, tmp_path: Path) -> AsyncIterator[Desktop]:
    desktop = Desktop(lambda: hub.access("ana"), tmp_path / "ana")
    yield desktop
    await desktop.stop()


@pytest.fixture
async def ben(hub: KillableHub, tmp_path: Path) -> AsyncIterator[Desktop]:
    desktop = Desktop(lambda: hub.access("ben"), tmp_path / "ben")
    yield desktop
    await desktop.stop()


async def test_an_acknowledgement_pressed_while_the_hub_is_dead_counts_once(
    hub: KillableHub, ana: Desktop, ben: Desktop
) -> None:
    await hub.start(alert=True)
    for desktop in (ana, ben):
        desktop.start()
        await desktop.until(lambda d: d.ringing and d.state.connection == "connected")
    incident_id = ana.ringing[0].incident.id
    await hub.kill()
    for desktop in (ana, ben):
        await desktop.until(lambda d: d.state.connection == "lost")
    ana.session.claim(incident_id, Seat.MANAGER)
    ana.session.claim(incident_id, Seat.MANAGER)
    assert len(ana.state.pending) == 1
    assert ana.ringing[0].silenced_locally
    assert ben.ringing, "it quiets only this machine"
    await hub.start()
    await ana.until(lambda d: not d.state.pending)
    await ben.until(lambda d: d.state.incidents[incident_id].manager.holder == "ana")
    claims = [
        entry.event
        for entry in await ana.session.timeline(incident_id)
        if isinstance(entry.event, SeatClaimed)
    ]
    assert len(claims) == 1
    assert claims[0].pressed_at < claims[0].at, "both times are kept"


async def test_a_desktop_that_dies_offline_delivers_after_its_restart(
    hub: KillableHub, ana: Desktop, tmp_path: Path
) -> None:
    await hub.start(alert=True)
    ana.start()
    await ana.until(lambda d: d.ringing)
    incident_id = ana.ringing[0].incident.id
    await hub.kill()
    ana.session.claim(incident_id, Seat.MANAGER)
    ana.session.note(incident_id, "on it")
    await ana.stop()
    again = Desktop(lambda: hub.access("ana"), tmp_path / "ana")
    try:
        assert again.state.stale, "what was is shown, and said to be of then"
        assert incident_id in again.state.incidents
        assert len(again.state.pending) == 2
        again.start()
        await hub.start()
        await again.until(lambda d: not d.state.pending and not d.state.stale)
        timeline = [entry.event for entry in await again.session.timeline(incident_id)]
        told = [type(event) for event in timeline if isinstance(event, SeatClaimed | NoteAdded)]
        assert told == [SeatClaimed, NoteAdded], "each once, in order"
        assert not again.ringing
    finally:
        await again.stop()


async def test_a_hub_that_moves_to_another_port_is_found_again(hub: KillableHub, ana: Desktop) -> None:
    await hub.start(alert=True)
    ana.start()
    await ana.until(lambda d: d.state.connection == "connected")
    await hub.kill()
    await ana.until(lambda d: d.state.connection == "lost")
    hub.port = 0
    await hub.start()
    await ana.until(lambda d: d.state.connection == "connected")


async def test_a_hub_that_is_not_there_yet_is_waited_for(
    hub: KillableHub, ana: Desktop, tmp_path: Path
) -> None:
    found = False
    late = Desktop(lambda: hub.access("ana") if found else None, tmp_path / "late").start()
    try:
        await hub.start(alert=True)
        assert late.state.connection == "starting"
        found = True
        await late.until(lambda d: d.ringing)
    finally:
        await late.stop()
