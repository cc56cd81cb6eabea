"""What Pairwatch costs when nothing happens: memory and processor, beside a bare PySide6 window."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil

from benchmarks.figures import Row, Section
from benchmarks.progress import Say
from tests.e2e.people import Person
from tests.virtual_desktop.desktop import virtual_desktop
from tests.virtual_desktop.waiting import wait_until

_BARE = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.setWindowTitle("Bare")
window.resize(1280, 800)
window.show()
app.exec()
"""
_SETTLE = 20
_MB = 1_000_000


def measure(folder: Path, seconds: int, say: Say) -> Section:
    """Start the desktop, let it settle, look `seconds` long."""
    with virtual_desktop(KEYRING="0") as desk:
        hub_file = Path(desk.environment["XDG_RUNTIME_DIR"]) / "pairwatch" / "hub.json"
        bare = desk.spawn([sys.executable, "-c", _BARE])
        desk.window("^Bare$", pid=bare.pid)
        _start(Person("first", desk, folder)).terminate()  # which makes the database, and bytecode
        wait_until(lambda: not hub_file.exists(), "the first hub gone")
        process = _start(Person("rest", desk, folder))
        desktop = psutil.Process(process.pid)
        hub = psutil.Process(int(json.loads(hub_file.read_text())["pid"]))
        player = wait_until(lambda: _player(desktop), "the player runs")
        people = {
            "Desktop": desktop,
            "Player": player,
            "Hub": hub,
            "Bare PySide6 window": psutil.Process(bare.pid),
        }
        say(f"letting it settle for {_SETTLE} s")
        time.sleep(_SETTLE)
        before = {name: _processor(process) for name, process in people.items()}
        began = time.monotonic()
        for elapsed in range(0, seconds, 10):
            say(f"idle for {elapsed} of {seconds} s")
            time.sleep(min(10, seconds - elapsed))
        took = time.monotonic() - began
        used = {name: (_processor(process) - before[name]) / took for name, process in people.items()}
        memory = {name: process.memory_full_info() for name, process in people.items()}
        process.terminate()
        process.wait(20)
    own = [name for name in people if not name.startswith("Bare")]
    return Section(
        "At rest",
        ("PSS", "RSS", "private", "processor"),
        (
            *(
                Row(name, (*_shown(memory[name]), f"{used[name]:.3%}"), "< 75 MB" if name == "Hub" else "")
                for name in people
            ),
            Row(
                "Desktop above the bare window",
                _above(memory["Desktop"], memory["Bare PySide6 window"]),
                "≤ 20 MB",
            ),
            Row("All three together", ("", "", "", f"{sum(used[name] for name in own):.3%}"), "< 0.1 %"),
        ),
        f"Main window shown, connected, nothing open; processor over {seconds} s of one core. PSS divides a "
        "page among the processes that share it, so it depends on what else runs; *private* is what nobody "
        "else has.",
    )


def _start(person: Person) -> subprocess.Popen[bytes]:
    person.start()
    person.marked("connection", now="connected")
    assert person.process is not None
    return person.process


def _player(desktop: psutil.Process) -> psutil.Process | None:
    children = desktop.children()
    return next(
        (child for child in children if any("sound.player" in part for part in child.cmdline())), None
    )


def _processor(process: psutil.Process) -> float:
    """Seconds of processor time so far, to the nanosecond: over a minute, clock ticks are too coarse."""
    tasks = Path(f"/proc/{process.pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def _kinds(memory: Any) -> tuple[int, int, int]:
    """PSS, RSS and private bytes of psutil's pfullmem."""
    return memory.pss, memory.rss, memory.uss


def _shown(memory: Any) -> tuple[str, ...]:
    return tuple(f"{value / _MB:.0f} MB" for value in _kinds(memory))


def _above(memory: Any, bare: Any) -> tuple[str, ...]:
    pairs = zip(_kinds(memory), _kinds(bare), strict=True)
    return (*(f"{(value - other) / _MB:+.0f} MB" for value, other in pairs), "")
