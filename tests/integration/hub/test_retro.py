"""Actions and what was left out over the API: who may, what is answered, what desktops hear."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import msgspec
import pytest

from desktop.core.incident.commands import AddNote, ClaimSeat, ResolveIncident
from desktop.core.incident.events import NoteKind
from desktop.core.retro.action import Action
from desktop.core.retro.retro_week import week_of
from desktop.core.team.seat import Seat
from tests.integration.hub.running import RunningHub

ID = UUID(int=7)
ROUTE = f"/v1/actions/{ID}"
NEW = {"id": str(ID), "text": "Write the run-book", "owner": "ben", "due_on": "2026-11-27"}


async def listed(hub: RunningHub, query: str = "", by: str = "ana") -> list[Action]:
    return msgspec.json.decode((await hub.get(f"/v1/actions{query}", by)).content, type=list[Action])


async def test_an_action_is_added_changed_and_done(hub: RunningHub):
    added = await hub.post("/v1/actions", NEW, "mei")
    assert added.status_code == 200
    changed = await hub.put(ROUTE, {"due_on": None, "ticket_url": "https://tracker.example.com/7"})
    assert changed.json() == added.json() | {"due_on": None, "ticket_url": "https://tracker.example.com/7"}
    (action,) = await listed(hub, "?open=true")
    assert (action.created_by, action.owner, action.due_on) == ("mei", "ben", None)
    done = (await hub.post(f"{ROUTE}/done", {"done": True}, "ben")).json()
    assert done["done_by"] == "ben"
    assert await listed(hub, "?open=true") == []
    assert [action.is_done for action in await listed(hub)] == [True]
    assert (await hub.post(f"{ROUTE}/done", {"done": False})).json()["done_at"] is None


async def test_without_an_id_each_request_makes_one(hub: RunningHub):
    for _ in range(2):
        await hub.post("/v1/actions", {"text": "Ask the vendor"})
        await hub.post("/v1/actions", NEW)
    assert sorted(action.text for action in await listed(hub)) == [
        "Ask the vendor",
        "Ask the vendor",
        "Write the run-book",
    ]
    assert (await listed(hub))[0].due_on == date(2026, 11, 27), "what has a day stands above"


async def test_a_to_do_is_listed_with_its_incident(hub: RunningHub):
    await hub.alert()
    incident = await hub.incident()
    note = AddNote(
        incident_id=incident.id, by="ana", pressed_at=hub.hub.store.now(), text="Ask", kind=NoteKind.TODO
    )
    for _ in range(2):
        await hub.command(note, "one press")
    (action,) = await listed(hub)
    assert (action.text, action.incident_id, action.created_by) == ("Ask", incident.id, "ana")


async def test_desktops_are_told_to_look_again(hub: RunningHub):
    async with hub.feed(after=hub.hub.store.cursor) as feed:
        await hub.post("/v1/actions", NEW)
        assert (await feed.change()).data["incident"] is None
        await hub.post(f"{ROUTE}/done", {"done": True})
        assert (await feed.change()).data["incident"] is None


async def test_what_was_left_out_is_told(hub: RunningHub):
    await hub.alert()
    incident, now = await hub.incident(), hub.hub.store.now()
    await hub.command(ClaimSeat(incident_id=incident.id, by="ana", pressed_at=now, seat=Seat.MANAGER))
    await hub.command(ResolveIncident(incident_id=incident.id, by="ana", pressed_at=now))
    begin = (now - timedelta(days=1)).isoformat().replace("+00:00", "Z")
    (found,) = (await hub.get(f"/v1/retro/left-out?from={begin}", "olga")).json()
    assert (found["number"], found["title"], found["manager"]) == (incident.number, incident.title, "ana")
    assert [step["step"] for step in found["steps"]] == ["labels", "resolution", "run_book", "verdict"]
    assert (found["verdicts"], found["disagree"]) == ([], False)
    before = (now - timedelta(hours=1)).isoformat().replace("+00:00", "Z")
    assert (await hub.get(f"/v1/retro/left-out?from={begin}&to={before}")).json() == []


async def test_a_week_in_numbers(hub: RunningHub):
    await hub.alert()
    incident, now = await hub.incident(), hub.hub.store.now()
    monday = week_of(now, "Europe/Berlin").monday
    found = (await hub.get(f"/v1/retro/week?starts_on={monday}", "olga")).json()
    assert (found["zone"], found["week"]["starts_on"]) == ("Europe/Berlin", str(monday))
    assert (found["week"]["incidents"], found["before"], found["four_ago"]) == (1, None, None)
    assert [one["number"] for one in found["week"]["undecided"]] == [incident.number]


async def test_observers_only_read(hub: RunningHub):
    asked = [
        await hub.post("/v1/actions", NEW, "olga"),
        await hub.put(ROUTE, {"text": "x"}, "olga"),
        await hub.post(f"{ROUTE}/done", {"done": True}, "olga"),
    ]
    assert [response.status_code for response in asked] == [403] * len(asked)
    assert await listed(hub, by="olga") == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/actions"),
        ("POST", "/v1/actions"),
        ("PUT", ROUTE),
        ("POST", f"{ROUTE}/done"),
        ("GET", "/v1/retro/left-out?from=2026-11-24T00:00:00Z"),
        ("GET", "/v1/retro/week?starts_on=2026-11-23"),
    ],
)
async def test_without_a_token_nothing_is_done(hub: RunningHub, method, path):
    assert (await hub.http.request(method, hub.address + path, content=b"{}")).status_code == 401


async def test_what_cannot_be_is_told_as_a_problem(hub: RunningHub):
    left_out = "/v1/retro/left-out"
    asked = [
        (await hub.post("/v1/actions", {"text": " "}), 400),
        (await hub.post("/v1/actions", {"owner": "ben"}), 400),
        (await hub.post("/v1/actions", {"text": "x", "due_on": "Friday"}), 400),
        (await hub.post("/v1/actions", {"text": "x", "owner": "nobody"}), 400),
        (await hub.post("/v1/actions", {"text": "x", "ticket_url": "OPS-7"}), 400),
        (await hub.post("/v1/actions", {"text": "x", "incident_id": str(uuid4())}), 404),
        (await hub.put(ROUTE, {"text": "x"}), 404),
        (await hub.post(f"{ROUTE}/done", {"done": True}), 404),
        (await hub.post(f"{ROUTE}/done", {}), 400),
        (await hub.get("/v1/actions?open=perhaps"), 400),
        (await hub.get(left_out), 400),
        (await hub.get(f"{left_out}?from=yesterday"), 400),
        (await hub.get(f"{left_out}?from=2026-11-24T00:00:00"), 400),
        (await hub.get(f"{left_out}?from=2026-11-24T00:00:00Z&to=2026-11-23T00:00:00Z"), 400),
        (await hub.get(f"{left_out}?from=2016-11-24T00:00:00Z&to=2026-11-23T00:00:00Z"), 400),
        (await hub.get("/v1/retro/week"), 400),
        (await hub.get("/v1/retro/week?starts_on=Monday"), 400),
        (await hub.get("/v1/retro/week?starts_on=2026-11-24"), 400),
        (await hub.get("/v1/retro/week?starts_on=0001-01-01"), 400),
        (await hub.get("/v1/retro/week?starts_on=9999-12-27"), 400),
    ]
    for response, status in asked:
        assert response.status_code == status, response.text
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["remedy"]
    assert await listed(hub) == []
