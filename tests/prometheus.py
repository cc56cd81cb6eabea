"""A real Prometheus for tests, as Debian's package brings it, with a past of its own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import httpx

PROGRAM = shutil.which("prometheus")
TOOL = shutil.which("promtool")
SAMPLES = 1_000
"""Of each week: one that is 0 costs 0.1 %."""


def week_of_probes(begin: datetime, end: datetime, per_mille_down: int) -> Iterable[tuple[datetime, int]]:
    """Probes evenly over a week, so many of them without an answer."""
    step = (end - begin) / SAMPLES
    for number in range(SAMPLES):
        yield begin + step * number + timedelta(seconds=1), int(number >= per_mille_down)


@contextmanager
def prometheus(folder: Path, past: Mapping[str, Iterable[tuple[datetime, int]]]) -> Iterator[str]:
    """A running Prometheus that remembers `up` of each job; its address."""
    assert PROGRAM is not None
    assert TOOL is not None
    data, file, lines = folder / "data", folder / "prometheus.yml", folder / "past.txt"
    file.write_text("global:\n  scrape_interval: 1h\n")
    told = [
        f'up{{job="{job}"}} {value} {at.timestamp():.3f}'
        for job, probes in past.items()
        for at, value in probes
    ]
    lines.write_text("\n".join(["# TYPE up gauge", *told, "# EOF", ""]))
    made = [TOOL, "tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=2160h"]
    subprocess.run([*made, str(lines), str(data)], check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        PROGRAM, f"--config.file={file}", f"--storage.tsdb.path={data}", "--storage.tsdb.retention.time=100y",
        f"--web.listen-address=127.0.0.1:{port}",
    ]  # fmt: skip
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    while True:
        assert process.poll() is None, "Prometheus ended"
        try:
            if httpx.get(f"{address}/-/ready", trust_env=False).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
