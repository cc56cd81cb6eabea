"""A real Alertmanager, by its webhook and by its PagerDuty notifier: pages, and resolves when it is over."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from desktop.clock import SystemClock
from desktop.core.alert import Link
from desktop.core.incident import Status
from tests.integration.hub.running import RunningHub

PROGRAM = shutil.which("prometheus-alertmanager") or shutil.which("alertmanager")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason="needs apt-get install prometheus-alertmanager"),
]

ROUTE = """
route:
  receiver: pairwatch
  group_by: [alertname, service]
  group_wait: 10ms
  group_interval: 100ms
  repeat_interval: 1h
"""
WEBHOOK = """
receivers:
  - name: pairwatch
    webhook_configs:
      - url: {address}/ingest/alertmanager/{key}
"""
PAGERDUTY = """
receivers:
  - name: pairwatch
    pagerduty_configs:
      - routing_key: {key}
"""
LABELS = {"alertname": "HighLatency", "service": "payments", "severity": "critical"}


@contextmanager
def alertmanager(config: str, folder: Path) -> Iterator[str]:
    """A running Alertmanager without peers; its address."""
    assert PROGRAM is not None
    file = folder / "alertmanager.yml"
    file.write_text(config)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        PROGRAM, f"--config.file={file}", f"--storage.path={folder / 'data'}",
        f"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address=",
    ]  # fmt: skip
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


async def tell(address: str, instance: str, *, is_over: bool = False) -> None:
    """What Prometheus tells Alertmanager of one alert; tried until it is up."""
    now = SystemClock().now()
    ends = now - timedelta(seconds=1) if is_over else now + timedelta(hours=1)
    alert = {
        "labels": {**LABELS, "instance": instance},
        "annotations": {"summary": "Payments answer slowly", "runbook_url": "https://wiki.example.com/slow"},
        "startsAt": (now - timedelta(minutes=1)).isoformat(),
        "endsAt": ends.isoformat(),
        "generatorURL": "http://prometheus.example.com/graph",
    }
    transport = httpx.AsyncHTTPTransport(retries=10)  # it needs a moment to start
    async with httpx.AsyncClient(transport=transport) as patient:
        (await patient.post(f"{address}/api/v2/alerts", json=[alert])).raise_for_status()


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
    own_url = f"global:\n  pagerduty_url: {hub.address}/v2/enqueue\n"
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
