"""What desktops ask and say."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from uuid import uuid4

import msgspec
import pytest

from desktop.core.incident.commands import AddNote, ClaimSeat, ResolveIncident
from desktop.core.incident.decision import Refusal
from desktop.core.team.seat import Seat
from desktop.hub.usecases.access.invitations import invite
from desktop.wire.command import Answer
from desktop.wire.feed import Snapshot, decode_timeline
from desktop.wire.invitation import Joined
from tests.integration.hub.running import RunningHub
from tests.sample import TEAM


def answer(content: bytes) -> Answer:
    return msgspec.json.decode(content, type=Answer)


async def claim_of(hub: RunningHub, by: str, seat: Seat = Seat.ENGINEER) -> ClaimSeat:
    incident = await hub.incident()
    return ClaimSeat(incident_id=incident.id, by=by, pressed_at=hub.hub.store.now(), seat=seat)


async def test_the_snapshot_is_all_that_a_desktop_needs(hub: RunningHub):
    await hub.alert()
    snapshot = msgspec.json.decode((await hub.get("/v1/snapshot", "ben")).content, type=Snapshot)
    assert snapshot.me == "ben"
    assert replace(snapshot.team, hand_overs=TEAM.hand_overs) == TEAM
    proven = {proof.responder for proof in snapshot.team.hand_overs.proofs}
    assert proven == {person.id for person in TEAM.roster.responders}, "all of them did the sound check"
    assert snapshot.cursor == hub.hub.store.cursor
    assert [incident.title for incident in snapshot.incidents] == ["Checkout fails"]


async def test_claiming_and_coming_late(hub: RunningHub):
    await hub.alert()
    first = answer((await hub.command(await claim_of(hub, "ben"))).content)
    assert first.refusal is None
    assert first.incident.engineer.holder == "ben"
    second = await hub.command(await claim_of(hub, "mei"))
    assert second.status_code == 200, "a stale command is answered with what is true now"
    late = answer(second.content)
    assert late.refusal is Refusal.SEAT_HELD
    assert late.incident.engineer.holder == "ben"


async def test_a_repeated_key_is_answered_as_the_first_time(hub: RunningHub):
    await hub.alert()
    note = AddNote(
        incident_id=(await hub.incident()).id, by="ana", pressed_at=hub.hub.store.now(), text="Looking."
    )
    first = await hub.command(note, key="one")
    await hub.command(await claim_of(hub, "ben"))
    again = await hub.command(note, key="one")
    assert again.content == first.content
    path = f"/v1/incidents/{note.incident_id}/timeline"
    entries = decode_timeline((await hub.get(path)).content)
    assert [type(entry.event).__name__ for entry in entries].count("NoteAdded") == 1
    assert [entry.seq for entry in entries] == sorted(entry.seq for entry in entries)


async def test_nobody_speaks_for_others_and_observers_only_read(hub: RunningHub):
    await hub.alert()
    claim = await claim_of(hub, "ben")
    assert (await hub.command(claim, responder="mei")).status_code == 403
    by_observer = await hub.command(await claim_of(hub, "olga"))
    assert by_observer.status_code == 403
    assert by_observer.json()["remedy"]
    assert (await hub.get("/v1/snapshot", "olga")).status_code == 200


async def test_unknown_incidents_and_commands_are_told(hub: RunningHub):
    await hub.alert()
    claim = ClaimSeat(incident_id=uuid4(), by="ben", pressed_at=hub.hub.store.now(), seat=Seat.ENGINEER)
    assert (await hub.command(claim)).status_code == 404
    assert (await hub.get(f"/v1/incidents/{uuid4()}/timeline")).status_code == 404
    headers = {**await hub.headers("ben"), "Idempotency-Key": "x"}
    for body in ({"type": "Dance", "data": {}}, {"type": "ClaimSeat", "data": {}}, {"data": 1}):
        response = await hub.http.post(f"{hub.address}/v1/commands", json=body, headers=headers)
        assert response.status_code == 400
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["detail"]


async def test_a_command_without_idempotency_key_is_refused(hub: RunningHub):
    response = await hub.http.post(
        f"{hub.address}/v1/commands", json={"type": "AddNote", "data": {}}, headers=await hub.headers("ben")
    )
    assert response.status_code == 400


@pytest.mark.parametrize("path", ["/v1/snapshot", "/v1/changes", "/v1/incidents"])
@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}])
async def test_without_a_token_nothing_is_told(hub: RunningHub, path, header):
    response = await hub.http.get(hub.address + path, headers=header)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.json()["remedy"]


async def test_older_resolved_incidents(hub: RunningHub):
    for n in range(3):
        await hub.alert(f"alert {n}")
        incident = await hub.incident()
        await hub.command(ResolveIncident(incident_id=incident.id, by="ana", pressed_at=hub.hub.store.now()))
    newest = (await hub.get("/v1/incidents?limit=1")).json()
    assert [incident["number"] for incident in newest] == [3]
    before = newest[0]["resolved_at"]
    older = (await hub.get(f"/v1/incidents?before={before}")).json()
    assert [incident["number"] for incident in older] == [2, 1]
    assert (await hub.get("/v1/incidents?limit=0")).status_code == 400


async def test_an_invitation_is_good_once(hub: RunningHub):
    invited = await hub.hub.store.write(partial(invite, name="Ben Sato"))
    first = await hub.http.post(f"{hub.address}/v1/join", json={"code": invited.code})
    joined = msgspec.json.decode(first.content, type=Joined)
    assert (joined.responder, joined.name) == ("ben", "Ben Sato")
    headers = {"Authorization": f"Bearer {joined.token}"}
    assert (await hub.http.get(f"{hub.address}/v1/snapshot", headers=headers)).json()["me"] == "ben"
    again = await hub.http.post(f"{hub.address}/v1/join", json={"code": invited.code})
    assert again.status_code == 403


async def test_health_and_description(hub: RunningHub):
    assert (await hub.http.get(f"{hub.address}/healthz")).text == "ok\n"
    assert (await hub.http.get(f"{hub.address}/readyz")).text == "ready\n"
    schema = (await hub.http.get(f"{hub.address}/schema")).json()
    assert {
        "/v1/snapshot", "/v1/changes", "/v1/commands", "/v1/join", "/v1/incidents",
        "/v1/incidents/{incident_id}/timeline", "/v2/enqueue", "/ingest/generic/{key}", "/metrics",
    } <= set(schema["paths"])  # fmt: skip
    nowhere = await hub.http.get(f"{hub.address}/nowhere")
    assert nowhere.status_code == 404
    assert nowhere.json()["title"] == "There is nothing at this address."
