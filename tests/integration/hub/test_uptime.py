"""Uptime over the API: who may, what is answered, what desktops hear."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from desktop.core.incident.commands import ResolveIncident
from desktop.core.retro.retro_week import week_of
from tests.integration.hub.running import RunningHub

ID = UUID(int=7)
NUMBER, IMPACT = f"/v1/retro/uptime/numbers/{ID}", f"/v1/retro/uptime/impacts/{ID}"
IMPORT = f"/v1/retro/uptime/imports/{ID}"


def this_week(hub: RunningHub) -> str:
    return str(week_of(hub.hub.store.now(), "Europe/Berlin").monday)


async def shown(hub: RunningHub, service: str = "checkout") -> dict:
    found = (await hub.get(f"/v1/retro/uptime?starts_on={this_week(hub)}&weeks=1", "olga")).json()
    return next(one["weeks"][-1] for one in found["services"] if one["service"] == service)


async def over(hub: RunningHub) -> str:
    await hub.alert(service="checkout")
    incident, now = await hub.incident(), hub.hub.store.now()
    await hub.command(ResolveIncident(incident_id=incident.id, by="ana", pressed_at=now))
    return str(incident.id)


def number(hub: RunningHub, **more: object) -> dict:
    body = {"service": "checkout", "starts_on": this_week(hub), "percent": "99.6", "reason": "The probe"}
    return {**body, **more}


async def test_a_number_is_written_heard_of_and_undone(hub: RunningHub):
    async with hub.feed(after=hub.hub.store.cursor) as feed:
        assert (await hub.put(NUMBER, number(hub), "mei")).status_code == 200
        assert (await feed.change()).data["incident"] is None
    week = await shown(hub)
    assert (week["percent"], week["source"], week["because"], week["by"]) == (
        "99.60",
        "by_hand",
        "The probe",
        "mei",
    )
    undone = (await hub.delete(NUMBER, "ben")).json()
    assert [one["undone_by"] for one in undone] == ["ben"]
    told = (await hub.get(f"/v1/retro/uptime/week?service=checkout&starts_on={this_week(hub)}")).json()
    assert [one["undone_by"] for one in told["numbers"]] == ["ben"]
    assert (
        "is not 100 %" in (await hub.get(f"/v1/retro/uptime?starts_on={this_week(hub)}")).json()["definition"]
    )


async def test_an_impact_is_corrected_and_undone(hub: RunningHub):
    incident_id = await over(hub)
    begins_at = (hub.hub.store.now() - timedelta(hours=1)).isoformat()
    body = {"incident_id": incident_id, "service": "search", "begins_at": begins_at, "reason": "It too"}
    made = (await hub.put(IMPACT, {**body, "share": 50}, "mei")).json()
    assert (made["by"], made["share"]) == ("mei", 50)
    assert (await shown(hub, "search"))["corrected"] == 1
    assert (await hub.delete(IMPACT, "ben")).json()["undone_by"] == "ben"
    found = (await hub.get(f"/v1/retro/uptime?starts_on={this_week(hub)}")).json()
    assert [one["service"] for one in found["services"]] == ["checkout"]


async def test_a_file_is_previewed_and_taken(hub: RunningHub):
    text = f"service,week,uptime\ncheckout,{this_week(hub)},99.9\nmailer,{this_week(hub)},x\n"
    preview = (await hub.post("/v1/retro/uptime/import/preview", {"text": text})).json()
    (one,) = preview["differences"]
    assert preview["problems"][0].startswith("Line 3:")
    assert (await hub.put(IMPORT, {"file": "a.csv", "rows": [one["row"]]})).status_code == 200
    assert (await shown(hub))["source"] == "imported"


async def test_observers_only_read(hub: RunningHub):
    week = {"service": "checkout", "starts_on": this_week(hub)}
    asked = [
        await hub.put(NUMBER, number(hub), "olga"),
        await hub.delete(NUMBER, "olga"),
        await hub.put(IMPACT, {}, "olga"),
        await hub.delete(IMPACT, "olga"),
        await hub.post("/v1/retro/uptime/measure", week, "olga"),
        await hub.post("/v1/retro/uptime/import/preview", {"text": "x"}, "olga"),
        await hub.put(IMPORT, {"file": "x", "rows": []}, "olga"),
    ]
    assert [response.status_code for response in asked] == [403] * len(asked)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/retro/uptime?starts_on=2026-11-23"),
        ("GET", "/v1/retro/uptime/week?service=a&starts_on=2026-11-23"),
        ("PUT", NUMBER),
        ("DELETE", NUMBER),
        ("PUT", IMPACT),
        ("DELETE", IMPACT),
        ("POST", "/v1/retro/uptime/measure"),
        ("POST", "/v1/retro/uptime/import/preview"),
        ("PUT", IMPORT),
    ],
)
async def test_without_a_token_nothing_is_done(hub: RunningHub, method: str, path: str):
    assert (await hub.http.request(method, hub.address + path, content=b"{}")).status_code == 401


async def test_what_cannot_be_is_told_as_a_problem(hub: RunningHub):
    monday = this_week(hub)
    impact = {"incident_id": str(uuid4()), "service": "a", "begins_at": "2026-11-23T00:00:00Z", "reason": "x"}
    asked = [
        (await hub.get("/v1/retro/uptime"), 400),
        (await hub.get("/v1/retro/uptime?starts_on=2026-11-24"), 400),
        (await hub.get(f"/v1/retro/uptime?starts_on={monday}&weeks=0"), 400),
        (await hub.get(f"/v1/retro/uptime?starts_on={monday}&weeks=600"), 400),
        (await hub.get(f"/v1/retro/uptime/week?service=%20&starts_on={monday}"), 400),
        (await hub.put(NUMBER, number(hub, reason=" ")), 400),
        (await hub.put(NUMBER, number(hub, percent="much")), 400),
        (await hub.put(NUMBER, number(hub, percent="100.1")), 400),
        (await hub.put(NUMBER, number(hub, starts_on="2026-11-25")), 400),
        (await hub.delete(NUMBER), 404),
        (await hub.put(IMPACT, impact), 404),
        (await hub.put(IMPACT, {**impact, "share": "half"}), 400),
        (await hub.delete(IMPACT), 404),
        (await hub.post("/v1/retro/uptime/measure", {"service": "a", "starts_on": monday}), 400),
        (await hub.post("/v1/retro/uptime/import/preview", {"text": ""}), 400),
        (await hub.put(IMPORT, {"file": "x", "rows": []}), 400),
    ]
    for response, status in asked:
        assert response.status_code == status, response.text
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["remedy"]
