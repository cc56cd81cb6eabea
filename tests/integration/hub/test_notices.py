"""Notices, templates and links over the API: who may, what is answered, what desktops hear."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import msgspec
import pytest

from desktop.core.incident.commands import AddNote
from desktop.core.telling.notice import Notice
from desktop.core.telling.template import Template
from desktop.wire.command import Answer
from desktop.wire.feed import decode_timeline
from tests.integration.hub.running import RunningHub
from tests.sample import NIGHT

FAILING = Notice(id=UUID(int=1), service="Checkout", text="Card payments fail.", changed_at=NIGHT)
ROUTE = f"/v1/notices/{FAILING.id}"
TEMPLATE = "/v1/templates/investigating/customers"


def notice(content: bytes) -> Notice:
    return msgspec.json.decode(content, type=Notice)


async def test_a_notice_is_saved_switched_and_removed(hub: RunningHub):
    await hub.alert()
    incident = await hub.incident()
    saved = notice((await hub.put(ROUTE, FAILING, "ben")).content)
    assert (saved.changed_by, saved.on) == ("ben", False)
    on = await hub.post(f"{ROUTE}/switch", {"on": True, "incident_id": str(incident.id)})
    assert notice(on.content).incident_id == incident.id
    assert (await hub.get("/v1/snapshot")).json()["notices"] == [on.json()]
    timeline = decode_timeline((await hub.get(f"/v1/incidents/{incident.id}/timeline")).content)
    assert type(timeline[-1].event).__name__ == "NoticeSwitched"
    assert (await hub.delete(ROUTE)).json()["title"] == "This notice is switched on."
    await hub.post(f"{ROUTE}/switch", {"on": False})
    assert (await hub.delete(ROUTE)).status_code == 204
    assert (await hub.get("/v1/notices")).json() == []
    assert (await hub.delete(ROUTE)).status_code == 404


async def test_desktops_are_told_to_look_again(hub: RunningHub):
    async with hub.feed(after=hub.hub.store.cursor) as feed:
        await hub.put(ROUTE, FAILING)
        assert (await feed.change()).data["incident"] is None
        await hub.put(TEMPLATE, {"subject": "We know", "text": "We look into it."})
        assert (await feed.change()).data["incident"] is None


async def test_what_is_answered_is_shown(hub: RunningHub):
    """Whoever switches it sees it at once, without waiting for the feed."""
    await hub.put(ROUTE, FAILING)
    for on in (True, False, True, False):
        await hub.post(f"{ROUTE}/switch", {"on": on})
        shown = (await hub.http.get(f"{hub.address}/public/notices.json")).json()["notices"]
        assert bool(shown) is on


async def test_observers_only_read(hub: RunningHub):
    await hub.alert()
    incident = await hub.incident()
    asked = [
        await hub.put(ROUTE, FAILING, "olga"),
        await hub.post(f"{ROUTE}/switch", {"on": True}, "olga"),
        await hub.delete(ROUTE, "olga"),
        await hub.put(TEMPLATE, {"subject": "", "text": "x"}, "olga"),
        await hub.post(f"{TEMPLATE}/restore", {"version": 0}, "olga"),
        await hub.post(f"/v1/incidents/{incident.id}/public-link", responder="olga"),
        await hub.delete(f"/v1/incidents/{incident.id}/public-link", "olga"),
    ]
    assert [response.status_code for response in asked] == [403] * len(asked)
    assert (await hub.get("/v1/notices", "olga")).json() == []
    assert len((await hub.get("/v1/templates", "olga")).json()) == 16


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/notices"),
        ("PUT", ROUTE),
        ("POST", f"{ROUTE}/switch"),
        ("GET", "/v1/templates"),
        ("PUT", TEMPLATE),
        ("POST", f"/v1/incidents/{FAILING.id}/public-link"),
        ("DELETE", f"/v1/incidents/{FAILING.id}/public-link"),
    ],
)
async def test_without_a_token_nothing_is_done(hub: RunningHub, method, path):
    assert (await hub.http.request(method, hub.address + path, content=b"{}")).status_code == 401


async def test_what_cannot_be_is_told_as_a_problem(hub: RunningHub):
    asked = [
        (await hub.put(ROUTE, replace(FAILING, id=uuid4())), 400),
        (await hub.put(ROUTE, replace(FAILING, text=" ")), 400),
        (await hub.put(ROUTE, {"service": "x"}), 400),
        (await hub.post(f"{ROUTE}/switch", {"on": True}), 404),
        (await hub.post(f"/v1/incidents/{uuid4()}/public-link"), 404),
        (await hub.put("/v1/templates/dancing/customers", {"subject": "", "text": "x"}), 404),
        (await hub.put(TEMPLATE, {"subject": "", "text": "{{ broken"}), 400),
        (await hub.post(f"{TEMPLATE}/restore", {"version": 9}), 404),
    ]
    for response, status in asked:
        assert response.status_code == status, response.text
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["remedy"]


async def test_templates_are_written_and_restored(hub: RunningHub):
    written = (await hub.put(TEMPLATE, {"subject": "We know", "text": "We look into it."}, "ben")).json()
    assert (written["version"], written["changed_by"]) == (1, "ben")
    restored = (await hub.post(f"{TEMPLATE}/restore", {"version": 0})).json()
    found = msgspec.json.decode((await hub.get("/v1/templates")).content, type=list[Template])
    mine = [t for t in found if (t.stage, t.readers) == ("investigating", "customers")]
    assert [t.version for t in mine] == [0, 1, 2]
    assert mine[0].text == mine[2].text == restored["text"]
    assert len((await hub.get("/v1/snapshot")).json()["templates"]) == 16


async def test_an_answer_says_how_far_it_is(hub: RunningHub):

    await hub.alert()
    incident = await hub.incident()
    note = AddNote(incident_id=incident.id, by="ana", pressed_at=hub.hub.store.now(), text="Looking.")
    async with hub.feed(after=hub.hub.store.cursor) as feed:
        answer = msgspec.json.decode((await hub.command(note)).content, type=Answer)
        change = await feed.change()
    assert answer.seq == change.data["seq"]
