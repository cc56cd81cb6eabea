"""Change events as tools send them, and what desktops are told of the past."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import uuid4

import msgspec
import pytest

from desktop.core.fixing.similar import SimilarIncident
from desktop.core.fixing.suspicion import Suspect, SuspicionKind
from desktop.core.incident.commands import ResolveIncident
from desktop.hub.store.errors import StoreUnavailable
from desktop.hub.store.fixing import change_events
from desktop.hub.store.store import Store
from tests.integration.hub.running import RunningHub, in_thread
from tests.integration.hub.test_ingest import pagerduty_client

CHANGE = {"payload": {"summary": "Merge the pool", "custom_details": {"service": "checkout-api"}}}


async def suspects(hub: RunningHub) -> list[Suspect]:
    incident = await hub.incident()
    answer = await hub.get(f"/v1/incidents/{incident.id}/changes", responder="olga")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    return msgspec.json.decode(answer.content, type=list[Suspect])


async def test_pagerdutys_change_event(hub: RunningHub) -> None:
    url = f"{hub.address}/v2/change/enqueue"
    answer = await hub.http.post(url, json={"routing_key": hub.key, **CHANGE})
    assert answer.status_code == 202
    assert answer.json() == {"status": "success", "message": "Change event processed"}
    await hub.http.post(url, json={"routing_key": hub.key, **CHANGE})
    await hub.alert(service="checkout-api")
    (suspect,) = await suspects(hub)
    assert (suspect.change.summary, suspect.change.integration) == ("Merge the pool", "Prometheus")
    assert suspect.reasons[0].kind is SuspicionKind.SERVICE


async def test_pagerdutys_own_client(tls_hub: RunningHub) -> None:
    def tells() -> None:
        with pagerduty_client(tls_hub) as client:
            client.submit(
                "Raise the pool's limit",
                source="shop",
                timestamp="2026-01-05T03:12:00+00:00Z",  # as it writes it itself
                custom_details={"service": "checkout-api"},
                links=[{"href": "https://ci.example.com/1", "text": "Diff"}],
            )

    await in_thread(tells)
    at = datetime(2026, 1, 5, 3, 12, tzinfo=UTC)
    around = partial(change_events.around, begin=at, start=at, end=at, limit=9)
    (change,) = await tls_hub.hub.store.read(around)
    assert (change.summary, change.source) == ("Raise the pool's limit", "shop")
    assert (change.service, change.links[0].text) == ("checkout-api", "Diff")


async def test_the_documented_json(hub: RunningHub) -> None:
    url = f"{hub.address}/ingest/change/{hub.key}"
    body = {"summary": "Deploy 4", "service": "search", "key": "run 1", "links": ["https://ci.example.com/1"]}
    first = await hub.http.post(url, json=body)
    assert (first.status_code, first.json()["known"]) == (202, False)
    again = await hub.http.post(url, json=body)
    assert (again.status_code, again.json()) == (202, {**first.json(), "known": True})
    await hub.alert()
    (suspect,) = await suspects(hub)
    assert [link.href for link in suspect.change.links] == ["https://ci.example.com/1"]


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        (b"{", ["JSON parse error"]),
        (b"{}", ["'routing_key' is missing or blank"]),
        (b'{"routing_key": "KEY"}', ["'payload.summary' is missing or blank"]),
        (b'{"routing_key": "KEY", "payload": {"summary": 1', ["JSON parse error"]),
        (
            b'{"routing_key": "wrong", "payload": {"summary": "x"}}',
            ["'routing_key' is not one of this hub's"],
        ),
        (b'{"routing_key": "wrong"}', ["'routing_key' is not one of this hub's"]),
    ],
)
async def test_pagerduty_senders_are_told_what_is_wrong(
    hub: RunningHub, body: bytes, errors: list[str]
) -> None:
    answer = await hub.http.post(
        f"{hub.address}/v2/change/enqueue", content=body.replace(b"KEY", hub.key.encode())
    )
    assert answer.status_code == 400
    assert answer.json() == {
        "status": "invalid event",
        "message": "Event object is invalid",
        "errors": errors,
    }


@pytest.mark.parametrize(
    ("path", "body", "status", "title"),
    [
        ("/ingest/change/KEY", b"{}", 400, "This is no change: 'summary' is missing or blank."),
        ("/ingest/change/KEY", b"Deploy", 400, "This is no change: JSON parse error."),
        ("/ingest/change/wrong", b'{"summary": "x"}', 403, "No integration has this key."),
        ("/ingest/change/wrong", b"{}", 403, "No integration has this key."),
        ("/ingest/change/", b"{}", 404, "The hub does not know this format."),
        ("/ingest/change/KEY", b"x" * 600_000, 413, "The change is too long."),
    ],
)
async def test_scripts_are_told_what_is_wrong(
    hub: RunningHub, path: str, body: bytes, status: int, title: str
) -> None:
    answer = await hub.http.post(hub.address + path.replace("KEY", hub.key), content=body)
    assert (answer.status_code, answer.json()["title"]) == (status, title)
    assert answer.json()["remedy"]
    assert await hub.incidents() == (), "a change pages nobody, whatever is wrong with it"


@pytest.mark.parametrize("path", ["/v2/change/enqueue", "/ingest/change/KEY"])
async def test_only_post(hub: RunningHub, path: str) -> None:
    answer = await hub.http.get(hub.address + path.replace("KEY", hub.key))
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("path", ["/v2/change/enqueue", "/ingest/change/KEY"])
async def test_success_is_not_said_before_it_is_on_disk(
    hub: RunningHub, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(self: Store, function: object) -> None:
        await asyncio.sleep(0)
        raise StoreUnavailable("The disk is full.", "Make room.")

    monkeypatch.setattr(Store, "write", refuse)
    answer = await hub.http.post(
        hub.address + path.replace("KEY", hub.key), json={"routing_key": hub.key, "summary": "x", **CHANGE}
    )
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "1"


async def test_what_was_like_it_before(hub: RunningHub) -> None:
    await hub.alert(service="checkout-api")
    first = await hub.incident()
    command = ResolveIncident(
        incident_id=first.id, by="ana", pressed_at=first.opened_at + timedelta(seconds=1)
    )
    await hub.command(command)
    await hub.alert(service="checkout-api")
    again = await hub.incident(lambda found: found.number == 2)
    answer = await hub.get(f"/v1/incidents/{again.id}/similar", responder="olga")
    (found,) = msgspec.json.decode(answer.content, type=list[SimilarIncident])
    assert (found.number, found.is_the_same) == (1, True)


@pytest.mark.parametrize("what", ["changes", "similar"])
async def test_errors(hub: RunningHub, what: str) -> None:
    missing = await hub.get(f"/v1/incidents/{uuid4()}/{what}")
    assert (missing.status_code, missing.json()["title"]) == (404, "This hub has no such incident.")
    nobody = await hub.http.get(f"{hub.address}/v1/incidents/{uuid4()}/{what}")
    assert nobody.status_code == 401


async def test_metrics_count_changes(hub: RunningHub) -> None:
    await hub.http.post(f"{hub.address}/ingest/change/{hub.key}", json={"summary": "x"})
    await hub.http.post(f"{hub.address}/ingest/change/{hub.key}", json={})
    told = (await hub.http.get(f"{hub.address}/metrics")).text
    assert 'pairwatch_reports_total{format="change",outcome="accepted"} 1' in told
    assert 'pairwatch_reports_total{format="change",outcome="refused"} 1' in told
    description = (await hub.http.get(f"{hub.address}/schema/openapi.json")).json()
    assert "/v2/change/enqueue" in description["paths"]
