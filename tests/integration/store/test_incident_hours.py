"""The hours that people worked on incidents, from the timelines; on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.core.incident.commands import ClaimSeat, ReturnSeat
from desktop.core.team.seat import Seat
from desktop.hub.usecases.errors import BadPeriod
from desktop.hub.usecases.retro import incident_hours
from desktop.hub.usecases.retro.incident_hours import hours_on_incidents
from tests.integration.store.conftest import Hub
from tests.sample import NIGHT

H, DAY = timedelta(hours=1), timedelta(days=1)


async def test_each_has_the_time_in_which_they_held_a_seat(hub: Hub, monkeypatch):
    monkeypatch.setattr(incident_hours, "AT_ONCE", 1)
    first, second = await hub.opened("checkout"), await hub.opened("search")
    for incident in (first, second):
        for by, seat in (("ana", Seat.MANAGER), ("ben", Seat.ENGINEER)):
            claim = ClaimSeat(incident_id=incident.id, by=by, pressed_at=hub.clock.now(), seat=seat)
            await hub.command(claim, f"{incident.number} {by}")
    hub.clock.advance(H / 2)
    back = ReturnSeat(incident_id=second.id, by="ben", pressed_at=hub.clock.now(), seat=Seat.ENGINEER)
    await hub.command(back, "back")
    hub.clock.advance(H / 2)
    told = await hours_on_incidents(hub.store, NIGHT - DAY, NIGHT + DAY)
    assert told.hours == {"ana": 1.0, "ben": 1.0}, "two incidents at once are one time, and it runs until now"
    half = await hours_on_incidents(hub.store, NIGHT, NIGHT + H / 4)
    assert half.hours == {"ana": 0.25, "ben": 0.25}
    assert (await hours_on_incidents(hub.store, NIGHT - DAY, NIGHT)).hours == {}
    with pytest.raises(BadPeriod):
        await hours_on_incidents(hub.store, NIGHT, NIGHT)


async def test_who_gives_the_seat_back_has_only_what_was_before(hub: Hub):
    incident = await hub.opened()
    claim = ClaimSeat(incident_id=incident.id, by="ben", pressed_at=NIGHT, seat=Seat.ENGINEER)
    await hub.command(claim, "claim")
    hub.clock.advance(H / 2)
    back = ReturnSeat(incident_id=incident.id, by="ben", pressed_at=hub.clock.now(), seat=Seat.ENGINEER)
    await hub.command(back, "back")
    hub.clock.advance(H)
    assert (await hours_on_incidents(hub.store, NIGHT, NIGHT + DAY)).hours == {"ben": 0.5}
