"""From the start of the program to the tray icon, the hub and the connection between them."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

from benchmarks.figures import LATENCY, Section, latency
from benchmarks.progress import Say
from benchmarks.x11 import Screen
from tests.e2e.people import PAIRWATCH, Person
from tests.virtual_desktop.desktop import VirtualDesktop, virtual_desktop
from tests.virtual_desktop.waiting import wait_until

_PATIENCE = 20.0


class Starts:
    """Starts the desktop again and again, on a home that knows it already."""

    def __init__(self, desk: VirtualDesktop, folder: Path) -> None:
        self._desk, self._folder = desk, folder
        self._screen = Screen(desk.environment["DISPLAY"])
        self._panel = self._screen.find("panel")
        self._runtime = Path(desk.environment["XDG_RUNTIME_DIR"]) / "pairwatch"
        self.shown: list[float] = []
        self.docked: list[float] = []
        self.hub: list[float] = []
        self.connected: list[float] = []
        self.ready: list[float] = []

    def close(self) -> None:
        self._screen.close()

    def once(self, number: int) -> None:
        """Start, wait until all is there, quit."""
        person = Person(f"start-{number}", self._desk, self._folder)
        began = time.monotonic()
        process = self._desk.spawn(
            PAIRWATCH, log=self._folder / "desktop.log", PAIRWATCH_TRACE=str(person.trace)
        )
        docked = hub = 0.0
        while not (docked and hub):
            now = time.monotonic()
            if not docked and self._screen.holds(self._panel, "pairwatch"):
                docked = time.monotonic()
            if not hub and (self._runtime / "hub.json").exists():
                hub = time.monotonic()
            if now - began > _PATIENCE:
                raise RuntimeError(f"not there after {_PATIENCE} s: tray {bool(docked)}, hub {bool(hub)}")
            time.sleep(0.002)
        self.docked.append(docked - began)
        self.hub.append(hub - began)
        for mark, samples in (("tray", self.shown), ("ready", self.ready)):
            samples.append(person.marked(mark)["at"] - began)
        self.connected.append(person.marked("connection", now="connected")["at"] - began)
        _quit(process)
        wait_until(lambda: not self._screen.holds(self._panel, "pairwatch"), "the tray empty")


def _quit(process: subprocess.Popen[bytes]) -> None:
    os.kill(process.pid, signal.SIGTERM)
    process.wait(20)


def measure(folder: Path, count: int, say: Say) -> Section:
    """`count` starts after two that are not counted; about three seconds each."""
    with virtual_desktop(KEYRING="0") as desk:
        starts, warm = Starts(desk, folder), Starts(desk, folder)
        for number in range(-2, count):
            (starts if number >= 0 else warm).once(number)
            say(f"start {number + 1} of {count}")
        starts.close()
        warm.close()
    rows = (
        latency("Tray icon docked", starts.docked, "< 0.8 s"),
        latency("Hub ready", starts.hub, "< 1.5 s"),
        latency("… the tray icon made", starts.shown),
        latency("… the alarm and the main window ready", starts.ready),
        latency("… the desktop follows the hub", starts.connected),
    )
    return Section(
        "Start of the program",
        LATENCY,
        rows,
        "From before the process is made, with its own hub as child process, files in the system's cache. "
        "*Docked*: the icon is inside the panel (trayer); *ready*: the hub has said that it takes calls.",
    )
