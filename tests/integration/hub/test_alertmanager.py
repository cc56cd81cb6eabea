"""A real Alertmanager, by its webhook and by its PagerDuty notifier: pages, and resolves when it is over."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.incident.alert import Link
from desktop.core.incident.incident import Status
from tests.alertmanager import PAGERDUTY, PAGERDUTY_URL, PROGRAM, ROUTE, WEBHOOK, alertmanager, tell
from tests.integration.hub.running import RunningHub

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason="needs apt-get install prometheus-alertmanager"),
]


async def test_its_webhook_pages_and_resolves(hub: RunningHub, tmp_path: Path):
    config = ROUTE + WEBHOOK.format(address=hub.address, key=hub.key)
    with alertmanager(config, tmp_path) as address:
        await tell(address, "pay-1")
        incident = await hub.incident()
        assert incident.title == "Payments answer slowly"
        assert incident.service == "payments"
        assert {page.responder for page in incident.pages} == {"ana", "ben"}
        (alert,) = incident.alerts
        assert alert.dedup_key == '{}:{alertname="HighLatency", service="payments"}'
        assert alert.severity == "critical"
        assert Link(href="https://wiki.example.com/slow", text="Run-book") in alert.links
        await tell(address, "pay-2")
        incident = await hub.incident(lambda found: found.alerts[0].count == 2)
        assert "instance=pay-2" in incident.alerts[0].details, "one incident for the whole group"
        for instance in ("pay-1", "pay-2"):
            await tell(address, instance, is_over=True)
        incident = await hub.incident(lambda found: found.status is Status.RESOLVED)
        assert not any(page.is_open for page in incident.pages)
    assert len(await hub.incidents()) == 1


async def test_its_pagerduty_notifier_pages_and_resolves(hub: RunningHub, tmp_path: Path):
    own_url = PAGERDUTY_URL.format(address=hub.address)
    with alertmanager(own_url + ROUTE + PAGERDUTY.format(key=hub.key), tmp_path) as address:
        await tell(address, "pay-1")
        incident = await hub.incident()
        assert incident.title.startswith("[FIRING:1] HighLatency")
        assert incident.service == "payments", "found in the text of labels"
        assert {page.responder for page in incident.pages} == {"ana", "ben"}
        assert incident.alerts[0].parsed
        await tell(address, "pay-1", is_over=True)
        incident = await hub.incident(lambda found: found.status is Status.RESOLVED)
        assert not any(page.is_open for page in incident.pages)
    assert len(await hub.incidents()) == 1
