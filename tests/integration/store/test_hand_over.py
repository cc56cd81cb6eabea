"""Hand-over on both databases: proofs that count, reliefs, notes, the page; who is paged because of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from desktop.clock import MovedClock
from desktop.core.incident.alert import AlertAction
from desktop.core.retro.action import Action
from desktop.core.schedule.hand_over import Proof
from desktop.core.schedule.hand_over_page import HandOver
from desktop.core.team.seat import Seat
from desktop.hub.store import team as teams
from desktop.hub.usecases.errors import BadNote, NobodyToRelieve
from desktop.hub.usecases.retro.actions import add_action
from desktop.hub.usecases.schedule.hand_over import hand_over_page, prove, relieve, write_note
from desktop.hub.usecases.team.team import apply_team
from desktop.wire.hand_over import ProofRequest
from tests.integration.store.conftest import FILE, Hub
from tests.sample import MINUTE, TEAM

BEGIN = datetime.fromisoformat("2026-11-30T08:00:00+00:00")
"""Mei and Dmitri take over from Ana and Ben."""
HOUR = timedelta(hours=1)


def go(clock: MovedClock, at: datetime) -> None:
    clock.advance(at - clock.now())


async def paged(hub: Hub, key: str = "checkout") -> set[tuple[str, Seat]]:
    incident = await hub.opened(key)
    return {(page.responder, page.seat) for page in await hub.pages(incident.id)}


async def page_of(hub: Hub) -> HandOver:
    found = await hub.read(hand_over_page)
    assert found is not None
    return found


async def test_a_confirmed_sound_check_relieves_the_outgoing(hub: Hub, clock: MovedClock):
    go(clock, BEGIN - HOUR)
    proof = await hub.write(prove, asked=ProofRequest(device="Built-in Speakers"), by="mei")
    assert proof == Proof(responder="mei", at=BEGIN - HOUR, device="Built-in Speakers")
    assert (await hub.read(teams.load)).hand_overs.proofs == (proof,)
    go(clock, BEGIN + HOUR)
    assert await paged(hub) == {("mei", Seat.MANAGER), ("dmitri", Seat.ENGINEER), ("ben", Seat.ENGINEER)}
    page = await page_of(hub)
    (unproven,) = page.unproven
    assert (unproven.responder, unproven.still_paged[0].responder) == ("dmitri", "ben")
    assert unproven.still_paged[0].until == BEGIN + 2 * HOUR


async def test_said_twice_it_counts_once_and_an_older_one_changes_nothing(hub: Hub, clock: MovedClock):
    changed = []
    first = await hub.write(prove, asked=ProofRequest(device="Speakers"), by="ana")
    hub.store.listen(changed.extend)
    clock.advance(timedelta(seconds=20))
    assert await hub.write(prove, asked=ProofRequest(device="Speakers"), by="ana") == first
    older = ProofRequest(device="Speakers", confirmed_at=first.at - HOUR)
    assert await hub.write(prove, asked=older, by="ana") == first
    assert changed == []
    clock.advance(HOUR)
    later = await hub.write(prove, asked=ProofRequest(device="Speakers"), by="ana")
    assert (await hub.read(teams.load)).hand_overs.proofs == (later,)
    assert len(changed) == 1, "desktops are told"


async def test_when_it_was_heard_counts_but_not_in_the_future_nor_long_ago(hub: Hub, clock: MovedClock):
    now = clock.now()
    for said, kept in (
        (now - HOUR, now - HOUR),
        (now + HOUR, now),
        (now - timedelta(days=9), now - timedelta(days=1)),
    ):
        person = str(kept)
        proof = await hub.write(prove, asked=ProofRequest(confirmed_at=said), by=person)
        assert proof.at == kept


async def test_relieved_by_word_of_one_of_the_two(hub: Hub, clock: MovedClock):
    go(clock, BEGIN + 10 * MINUTE)
    with pytest.raises(NobodyToRelieve):
        await hub.write(relieve, by="priya")
    relief = await hub.write(relieve, by="ana")
    assert await hub.write(relieve, by="ana") == relief, "the request came twice"
    await hub.write(relieve, by="dmitri")
    assert await paged(hub) == {("mei", Seat.MANAGER), ("dmitri", Seat.ENGINEER)}
    assert len((await page_of(hub)).unproven) == 2, "relieved is not proven"
    clock.advance(HOUR)
    with pytest.raises(NobodyToRelieve):
        await hub.write(relieve, by="ana")


async def test_applying_the_team_file_again_changes_nothing_and_forgets_nothing(hub: Hub):
    await hub.write(prove, asked=ProofRequest(), by="ana")
    assert await hub.write(apply_team, file=FILE) is False
    assert [proof.responder for proof in (await hub.read(teams.load)).hand_overs.proofs] == ["ana"]


async def test_what_the_outgoing_wrote_is_read_by_the_incoming(hub: Hub, clock: MovedClock):
    go(clock, BEGIN - 2 * HOUR)
    with pytest.raises(BadNote):
        await hub.write(write_note, text="Not mine to say", by="priya")
    await hub.write(write_note, text="Disk of db-2 fills", by="ana")
    note: Any = await hub.write(write_note, text="  Disk of db-2 fills; see #12.  ", by="ana")
    assert (note.text, note.written_at) == ("Disk of db-2 fills; see #12.", BEGIN - 2 * HOUR)
    await hub.write(write_note, text="Quiet week", by="ben")
    go(clock, BEGIN + HOUR)
    assert [one.text for one in (await page_of(hub)).notes] == [note.text, "Quiet week"]
    assert await hub.write(write_note, text=" ", by="ben") is None, "written again after hand-over"
    assert [one.responder for one in (await page_of(hub)).notes] == ["ana"]
    go(clock, BEGIN + 20 * HOUR)
    assert (await page_of(hub)).notes == (), "the next hand-over by then"
    with pytest.raises(BadNote):
        await hub.write(write_note, text="Too late", by="ana")
    with pytest.raises(BadNote, match="too long"):
        await hub.write(write_note, text="x" * 10_001, by="mei")


async def test_the_page_tells_what_is_open_noisy_and_overdue(hub: Hub, clock: MovedClock):
    for _ in range(3):
        await hub.monitor("flaps")
        await hub.monitor("flaps", AlertAction.RESOLVE)
    still = await hub.opened("burns")
    late = Action(id=uuid4(), text="Raise the limit", created_at=clock.now(), due_on=date(2026, 11, 27))
    await hub.write(add_action, action=late, by="ana")
    page = await page_of(hub)
    assert page.at == BEGIN
    assert page.overdue == ()
    go(clock, BEGIN + HOUR)
    page = await page_of(hub)
    assert [one.incident_id for one in page.open] == [still.id]
    assert [(one.summary, one.times, one.incidents) for one in page.noisy] == [("Checkout fails", 4, 4)]
    assert [action.text for action in page.overdue] == ["Raise the limit"]
    assert page.outgoing == TEAM.schedule.shift_at(BEGIN - MINUTE)
    assert page.incoming == TEAM.schedule.shift_at(BEGIN)
