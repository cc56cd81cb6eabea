"""A real Alertmanager for tests, as Debian's package brings it."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx

from desktop.clock import SystemClock

PROGRAM = shutil.which("prometheus-alertmanager") or shutil.which("alertmanager")

ROUTE = """
route:
  receiver: pairwatch
  group_by: [alertname, service]
  group_wait: 10ms
  group_interval: 100ms
  repeat_interval: 1h
"""
PAGERDUTY_URL = """
global:
  pagerduty_url: {address}/v2/enqueue
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
