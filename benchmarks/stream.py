"""50 MB of output in the window of a command, while an alarm comes: beside alarms when nothing streams."""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path

from benchmarks.figures import LATENCY, Row, Section, latency
from benchmarks.progress import Say
from tests.virtual_desktop.desktop import virtual_desktop
from tests.virtual_desktop.waiting import wait_until

_MB = 1_000_000


def measure(folder: Path, rounds: int, say: Say) -> Section:
    """Each round streams 50 MB and pages eight times, and pages eight times without."""
    file = folder / "stream.json"
    with virtual_desktop(KEYRING="0") as desk:
        say(f"streaming {rounds} times")
        argv = [sys.executable, "-m", "benchmarks.stream_desk", str(rounds), str(file)]
        process = desk.spawn(argv, log=folder / "stream.log")
        process.wait(60 + 30 * rounds)
    if not file.exists():
        raise RuntimeError((folder / "stream.log").read_text())
    found = json.loads(wait_until(file.read_text, "the figures"))
    quiet, streaming = found["quiet"], found["streaming"]
    speed = statistics.median(
        size / took for size, took in zip(streaming["streamed"], streaming["took"], strict=True)
    )
    size = statistics.median(streaming["streamed"])
    return Section(
        "50 MB streamed, and an alarm",
        LATENCY,
        (
            latency("Alert to the alarm painted, nothing streams", quiet["painted"]),
            latency("… while a command streams", streaming["painted"], "p99 < 150 ms"),
            latency("The window stood still at most, nothing streams", quiet["stalls"]),
            latency("… while a command streams", streaming["stalls"]),
            Row("Streamed each time", (f"{size / _MB:.0f} MB", "", "", f"{len(streaming['streamed'])}")),
        ),
        "One desktop on a virtual screen, with the command's output open and followed, a median of "
        f"{speed / _MB:.0f} MB/s with all of it kept in a file; with and without take turns. From the moment "
        "the hub's change is applied. *Stood still*: the longest that a timer of 5 ms was late, once for "
        "each eight alarms; the alarm's own painting is in it.",
    )
