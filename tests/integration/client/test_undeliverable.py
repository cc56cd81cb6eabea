"""Commands that the hub will never take."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from desktop.core.team.seat import Seat
from tests.integration.client.desktops import Desktops


async def test_an_incident_that_the_hub_does_not_know_is_told(desktops: Desktops) -> None:
    ana, _ = await desktops.pair()
    ana.session.claim(UUID(int=7), Seat.MANAGER)
    await ana.until(lambda d: d.refused)
    [refused] = ana.refused
    assert refused.refusal is None
    assert "could not be delivered" in refused.sentence
    assert ana.state.pending == ()


async def test_what_somebody_else_pressed_on_this_computer_is_told(desktops: Desktops) -> None:
    """Another person joined with this profile before the hub heard of it."""
    ana, _ = await desktops.pair()
    await desktops.hub.alert()
    await ana.until(lambda d: d.ringing)
    incident_id = ana.ringing[0].incident.id
    await ana.stop()
    ana.session.claim(incident_id, Seat.MANAGER)
    ana.close()
    ben_access = await desktops.access("ben")
    ben = desktops.open_with(lambda: ben_access, "ana").start()
    await ben.until(lambda d: d.refused)
    assert ben.refused[0].refusal is None
    await ben.until(lambda d: d.state.me == "ben")
    await ben.until(lambda d: not d.state.stale)
    assert ben.state.incidents[incident_id].manager.holder is None


async def test_an_observer_is_told_too(desktops: Desktops) -> None:
    await desktops.hub.alert()
    olga = await desktops.open("olga")
    await olga.until(lambda d: d.state.incidents)
    olga.session.claim(next(iter(olga.state.incidents)), Seat.MANAGER)
    await olga.until(lambda d: d.refused)
    assert replace(olga.state, pending=()) == olga.state
