"""Monitors report; what they are told is true, and nothing that could be a page is refused."""

from __future__ import annotations

import asyncio
import json
import ssl
from functools import partial

import pagerduty
import pytest

from desktop.core.incident.incident import Status
from desktop.hub.store.errors import StoreUnavailable
from desktop.hub.store.store import Store
from tests.integration.hub.running import RunningHub, in_thread

EVENT = {
    "event_action": "trigger",
    "payload": {"summary": "DISK at 99%", "source": "db1", "severity": "critical"},
}


def pagerduty_client(hub: RunningHub) -> pagerduty.EventsApiV2Client:
    """The vendor's client, which insists on encryption; it trusts the hub's certificate and no proxy."""
    certificate = hub.hub.certificate
    assert certificate is not None
    trust = ssl.create_default_context(cafile=str(certificate.cert_file))
    return pagerduty.EventsApiV2Client(hub.key, base_url=hub.address, verify=trust, trust_env=False)


async def test_pagerdutys_own_client_triggers_acknowledges_and_resolves(tls_hub: RunningHub):
    def fails() -> str:
        with pagerduty_client(tls_hub) as client:
            key: str = client.trigger(
                "DISK at 99%", "db1", severity="critical", custom_details={"free": "1%"}
            )
            client.acknowledge(key)
            return key

    def is_over(key: str) -> None:
        with pagerduty_client(tls_hub) as client:
            client.resolve(key)

    key = await in_thread(fails)
    incident = await tls_hub.incident()
    assert incident.title == "DISK at 99%"
    assert {page.responder for page in incident.pages} == {"ana", "ben"}
    (alert,) = incident.alerts
    assert alert.dedup_key == key
    assert "free: 1%" in alert.details
    assert alert.acknowledged_at is not None
    assert incident.status is Status.OPEN, "a monitor's acknowledgement claims nothing"
    await in_thread(partial(is_over, key))
    assert (await tls_hub.incident()).status is Status.RESOLVED


async def test_a_made_dedup_key_is_told_and_a_repeat_counts_up(hub: RunningHub):
    first = await hub.http.post(f"{hub.address}/v2/enqueue", json={"routing_key": hub.key, **EVENT})
    assert first.status_code == 202
    answer = first.json()
    assert (answer["status"], answer["message"]) == ("success", "Event processed")
    event = {"routing_key": hub.key, **EVENT, "dedup_key": answer["dedup_key"]}
    await hub.http.post(f"{hub.address}/v2/enqueue", json=event)
    assert (await hub.incident()).alerts[0].count == 2


async def test_a_trigger_after_the_resolve_opens_a_new_incident(hub: RunningHub):
    numbers = []
    for action in ("trigger", "resolve", "trigger"):
        numbers.append((await hub.alert("disk", action)).json()["number"])
    assert numbers == [1, 1, 2]


@pytest.mark.parametrize("action", ["acknowledge", "resolve"])
async def test_to_end_what_never_was_is_accepted_and_dropped(hub: RunningHub, action):
    event = {"routing_key": hub.key, "event_action": action, "dedup_key": "never"}
    response = await hub.http.post(f"{hub.address}/v2/enqueue", json=event)
    assert response.status_code == 202
    assert response.json()["dedup_key"] == "never"
    assert await hub.incidents() == ()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (json.dumps({"routing_key": "0" * 32, **EVENT}), 400),
        (json.dumps({"event_action": "trigger"}), 400),
        ("nonsense", 400),
        (" " * (512 * 1024 + 1), 413),
    ],
)
async def test_pagerdutys_refusals(hub: RunningHub, body, status):
    response = await hub.http.post(f"{hub.address}/v2/enqueue", content=body)
    assert response.status_code == status
    answer = response.json()
    assert answer["status"] == "invalid event"
    assert answer["message"]
    assert answer["errors"]
    assert await hub.incidents() == ()


@pytest.mark.parametrize("path", ["/ingest/alertmanager", "/ingest/generic"])
async def test_what_is_not_understood_pages_and_is_kept_whole(hub: RunningHub, path):
    body = '{"truncated": "by the net'
    for _ in range(2):
        response = await hub.http.post(f"{hub.address}{path}/{hub.key}", content=body)
        assert response.status_code == 202
    incident = await hub.incident()
    assert incident.title == "Unparsed alert from Prometheus"
    assert {page.responder for page in incident.pages} == {"ana", "ben"}
    (alert,) = incident.alerts
    assert (alert.parsed, alert.details, alert.count) == (False, body, 2)


async def test_what_is_far_too_long_is_cut_and_pages(hub: RunningHub):
    response = await hub.http.post(
        f"{hub.address}/ingest/generic/{hub.key}", content=b"x" * (5 * 1024 * 1024)
    )
    assert response.status_code == 202
    assert (await hub.incident()).title == "Alert from Prometheus, too long to be understood"


async def test_unknown_keys_and_formats_and_methods_are_told(hub: RunningHub):
    wrong_key = await hub.http.post(f"{hub.address}/ingest/generic/{'0' * 32}", json={"summary": "x"})
    wrong_format = await hub.http.post(f"{hub.address}/ingest/smoke/{hub.key}", json={"summary": "x"})
    wrong_method = await hub.http.get(f"{hub.address}/ingest/generic/{hub.key}")
    for response, status in ((wrong_key, 403), (wrong_format, 404), (wrong_method, 405)):
        assert response.status_code == status
        assert response.headers["content-type"] == "application/problem+json"
        problem = response.json()
        assert problem["status"] == status
        assert problem["title"]
        assert problem["remedy"]
    assert await hub.incidents() == ()


async def test_many_at_once_are_each_on_disk(hub: RunningHub):
    responses = await asyncio.gather(*(hub.alert(f"disk {n % 50}") for n in range(200)))
    assert {response.status_code for response in responses} == {202}
    incidents = await hub.incidents()
    assert len(incidents) == 50
    assert {incident.alerts[0].count for incident in incidents} == {4}


async def test_metrics_tell_what_came_in(hub: RunningHub):
    await hub.alert()
    await hub.http.post(f"{hub.address}/v2/enqueue", content="nonsense")
    text = (await hub.http.get(f"{hub.address}/metrics")).text
    lines = text.splitlines()
    assert 'pairwatch_reports_total{format="generic",outcome="accepted"} 1' in lines
    assert 'pairwatch_reports_total{format="pagerduty",outcome="refused"} 1' in lines
    assert 'pairwatch_incidents{status="open"} 1' in lines
    assert "pairwatch_pages_total 2" in lines
    assert text.endswith("\n")


@pytest.mark.parametrize("path", ["/v2/enqueue", "/ingest/generic/{key}", "/ingest/alertmanager/{key}"])
async def test_what_could_not_be_written_is_for_the_monitor_to_send_again(hub: RunningHub, monkeypatch, path):
    async def away(*_):
        raise StoreUnavailable("The hub cannot write just now.", "Try again.")

    monkeypatch.setattr(Store, "write", away)
    url = hub.address + path.format(key=hub.key)
    response = await hub.http.post(url, json={"routing_key": hub.key, **EVENT})
    assert response.status_code == 503
    assert response.headers["retry-after"] == "1"
    assert response.json()["remedy"] == "Try again."


async def test_a_defect_is_a_5xx_and_logged_without_secrets(hub: RunningHub, monkeypatch, expected_errors):
    async def broken(*_):
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(Store, "write", broken)
    response = await hub.http.post(f"{hub.address}/ingest/generic/{hub.key}", json={"summary": "x"})
    assert response.status_code == 500
    assert "inside" not in response.text
    assert [record.exc_info[0] for record in expected_errors if record.exc_info] == [ZeroDivisionError]
