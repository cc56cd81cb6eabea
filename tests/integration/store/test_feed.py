"""The feed: every change, in order, once; on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from desktop.core.closing.ticket import Label
from desktop.core.incident.alert import AlertAction
from desktop.core.incident.commands import AddLabel, ClaimSeat
from desktop.core.incident.events import IncidentOpened, SeatClaimed
from desktop.core.team.seat import Seat
from desktop.hub.usecases.errors import UnknownIncident
from desktop.hub.usecases.incident.carry_out import carry_out
from desktop.hub.usecases.incident.feed import changes_after, heartbeat, snapshot, timeline
from desktop.hub.usecases.team.team import apply_team
from tests.integration.store.conftest import FILE
from tests.sample import INCIDENT_ID, NIGHT, TEAM


async def test_listeners_hear_each_commit_after_its_write(hub):
    seen = []
    stop = hub.store.listen(seen.extend)
    incident = await hub.opened()
    await hub.command(ClaimSeat(incident_id=incident.id, by="ben", pressed_at=NIGHT, seat=Seat.ENGINEER))
    stop()
    await hub.opened("after")
    assert [type(change.events[0]) for change in seen] == [IncidentOpened, SeatClaimed]
    assert seen[0].incident == incident
    assert seen[1].incident == await hub.incident(incident.id)


async def test_what_listeners_heard_is_what_is_read(hub):
    seen = []
    stop = hub.store.listen(seen.extend)
    await asyncio.gather(*(hub.opened(f"alert {n}") for n in range(10)))
    stop()
    read = await hub.read(changes_after, cursor=1)
    assert list(read.changes) == seen
    assert read.cursor == hub.store.cursor == 11


async def test_a_listener_that_fails_harms_nobody(hub, expected_errors):
    seen = []

    def fails(_changes):
        raise LookupError

    stops = [hub.store.listen(fails), hub.store.listen(seen.extend)]
    await hub.opened()
    for stop in stops:
        stop()
    assert len(seen) == 1
    assert expected_errors[0].getMessage() == "a listener of the feed failed"


async def test_a_cursor_that_is_here_gets_nothing_new(hub):
    assert await hub.read(changes_after, cursor=1) == await hub.read(changes_after, cursor=1)
    found = await hub.read(changes_after, cursor=1)
    assert (found.changes, found.cursor, found.snapshot_needed) == ((), 1, False)


@pytest.mark.parametrize("cursor", [-1, 99])
async def test_a_cursor_that_was_never_here_wants_a_snapshot(hub, cursor):
    assert (await hub.read(changes_after, cursor=cursor)).snapshot_needed


async def test_a_cursor_too_far_behind_wants_a_snapshot(hub):
    await asyncio.gather(*(hub.opened(f"alert {n}") for n in range(5)))
    assert (await hub.read(changes_after, cursor=1, limit=4)).snapshot_needed
    assert len((await hub.read(changes_after, cursor=1, limit=5)).changes) == 5


async def test_a_changed_team_is_a_change_without_incident(hub):
    await hub.write(apply_team, replace(FILE, team=replace(TEAM, name="Other")))
    (change,) = (await hub.read(changes_after, cursor=1)).changes
    assert change.incident is None
    assert change.events == ()


async def test_a_snapshot_has_what_is_open_and_what_ended_last(hub):
    for number in range(53):
        await hub.opened(f"alert {number}")
    for number in range(52):
        await hub.monitor(f"alert {number}", AlertAction.RESOLVE)
    found = await hub.read(snapshot, "ana")
    assert (found.me, found.team, found.now, found.epoch) == ("ana", TEAM, NIGHT, hub.store.epoch)
    assert found.cursor == hub.store.cursor
    assert len(found.incidents) == 51
    assert found.incidents[0].number == 53
    assert set(found.last_woken) == {"ana", "ben"}
    assert found.last_woken["ana"] == found.woken["ana"].at == NIGHT


async def test_a_heartbeat_tells_time_and_cursor(hub):
    beat = await hub.read(heartbeat)
    assert (beat.now, beat.epoch, beat.cursor) == (NIGHT, hub.store.epoch, 1)


async def test_the_timeline_of_no_incident_is_an_error(hub):
    with pytest.raises(UnknownIncident):
        await hub.read(timeline, INCIDENT_ID)


async def test_a_snapshot_has_the_texts_and_the_labels_to_begin_with(hub):
    incident = await hub.opened("checkout")
    label = Label(key="cause", value="release")
    command = AddLabel(incident_id=incident.id, by="ana", pressed_at=NIGHT, label=label)
    await hub.write(carry_out, command, "key", "ana")
    found = await hub.read(snapshot, "ana")
    assert len(found.templates) == 16
    assert found.vocabulary["cause"] == ("release",)
    assert found.vocabulary["service"] == ("checkout-api",)
    assert found.vocabulary["impact"] == ()


async def test_an_answer_says_how_far_it_is(hub):
    incident = await hub.opened("checkout")
    before = hub.store.cursor
    command = ClaimSeat(incident_id=incident.id, by="ana", pressed_at=NIGHT, seat=Seat.MANAGER)
    first = await hub.write(carry_out, command, "key", "ana")
    assert first.seq == before + 1
    await hub.opened("search")
    again = await hub.write(carry_out, command, "key", "ana")
    assert again == first, "repeated, it answers as the first time"
