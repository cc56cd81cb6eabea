"""Commands are carried out once, on both databases."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from desktop.core.incident.commands import AddNote, ClaimSeat, ConfirmRinging, DeclinePage, ResolveIncident
from desktop.core.incident.decision import Refusal
from desktop.core.incident.incident import Status
from desktop.core.incident.page import PageOutcome
from desktop.core.team.seat import Seat
from desktop.hub.store.incident import answers
from desktop.hub.usecases.errors import NotAllowed, UnknownIncident
from desktop.hub.usecases.incident.carry_out import carry_out
from desktop.hub.usecases.incident.feed import timeline
from desktop.hub.usecases.incident.sweep import sweep
from tests.sample import INCIDENT_ID, NIGHT


def by(person, kind, incident, **fields):
    return kind(incident_id=incident.id, by=person, pressed_at=NIGHT, **fields)


async def test_a_claim_ends_the_page_and_is_stored(hub):
    incident = await hub.opened()
    answer = await hub.command(by("ben", ClaimSeat, incident, seat=Seat.ENGINEER))
    assert answer.refusal is None
    assert answer.incident.engineer.holder == "ben"
    assert await hub.incident(incident.id) == answer.incident
    outcomes = {page.responder: page.outcome for page in await hub.pages(incident.id)}
    assert outcomes == {"ana": None, "ben": PageOutcome.ACKNOWLEDGED}


async def test_the_same_key_is_answered_as_the_first_time(hub):
    incident = await hub.opened()
    note = by("ana", AddNote, incident, text="Looking at the database")
    first = await hub.command(note)
    await hub.command(by("ana", ClaimSeat, incident, seat=Seat.MANAGER), "claim")
    again = await hub.command(note)
    assert again == first
    lines = await hub.read(timeline, incident.id)
    assert sum(type(line.event).__name__ == "NoteAdded" for line in lines) == 1


async def test_the_same_key_of_another_person_is_another_key(hub):
    incident = await hub.opened()
    await hub.command(by("ana", ClaimSeat, incident, seat=Seat.MANAGER), "1")
    answer = await hub.command(by("ben", ClaimSeat, incident, seat=Seat.ENGINEER), "1")
    assert answer.incident.status is Status.ANSWERED


async def test_who_comes_late_is_told_what_is_true(hub):
    incident = await hub.opened()
    claims = [by(person, ClaimSeat, incident, seat=Seat.ENGINEER) for person in ("ben", "mei", "priya")]
    given = await asyncio.gather(*(hub.command(claim) for claim in claims))
    assert [answer.refusal for answer in given].count(None) == 1
    assert {answer.incident.engineer.holder for answer in given} == {"ben"}
    assert [answer.refusal for answer in given if answer.refusal] == [Refusal.SEAT_HELD] * 2


async def test_ringing_and_declining_are_in_the_page_log(hub):
    incident = await hub.opened()
    await hub.command(by("ana", ConfirmRinging, incident, device="laptop"), "rings")
    hub.clock.advance(timedelta(seconds=3))
    await hub.command(by("ana", DeclinePage, incident), "no")
    mine = next(page for page in await hub.pages(incident.id) if page.responder == "ana")
    assert mine.ringing_at == NIGHT
    assert mine.ended_at == NIGHT + timedelta(seconds=3)
    assert mine.outcome is PageOutcome.DECLINED


async def test_resolving_by_hand_forgets_the_alert(hub):
    incident = await hub.opened()
    answer = await hub.command(by("ana", ResolveIncident, incident))
    assert answer.incident.resolved_by == "ana"
    assert await hub.pass_time(timedelta(hours=9)) == 0
    assert (await hub.opened()).id != incident.id


async def test_nobody_speaks_for_another(hub):
    incident = await hub.opened()
    command = by("ben", ClaimSeat, incident, seat=Seat.ENGINEER)
    with pytest.raises(NotAllowed):
        await hub.write(carry_out, command, key="1", caller="ana")
    assert (await hub.incident(incident.id)).engineer.holder is None


async def test_an_unknown_incident_is_said_to_be_unknown(hub):
    with pytest.raises(UnknownIncident):
        await hub.command(AddNote(incident_id=INCIDENT_ID, by="ana", pressed_at=NIGHT, text="hello"))


async def test_answers_are_forgotten_after_thirty_days(hub):
    incident = await hub.opened()
    await hub.command(by("ana", AddNote, incident, text="one"), "1")
    hub.clock.advance(timedelta(days=30))
    assert await hub.write(sweep) == 0
    hub.clock.advance(timedelta(seconds=1))
    assert await hub.write(sweep) == 1
    assert await hub.read(answers.find, "ana", "1") is None
