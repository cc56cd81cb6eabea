"""One desktop with its own hub, through what happens to programs: second starts, crashes, quitting."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from tests.e2e.people import PAIRWATCH, Person
from tests.virtual_desktop.desktop import VirtualDesktop
from tests.virtual_desktop.waiting import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.serial, pytest.mark.timeout(240)]


class Alone(Person):
    """Somebody who brings the hub along."""

    @property
    def hub(self) -> int:
        """The process id of the hub that runs; 0 when none does."""
        for file in self.desk.folder.rglob("hub.json"):
            try:
                pid: int = json.loads(file.read_text())["pid"]
                os.kill(pid, 0)
            except (OSError, ValueError):
                continue
            return pid
        return 0

    def connected(self) -> None:
        self.marked("connection", now="connected")


@pytest.fixture
def zoe(virtual_desktop: VirtualDesktop, tmp_path: Path) -> Alone:
    person = Alone("zoe", virtual_desktop, tmp_path)
    person.start()
    person.connected()
    return person


def test_a_second_start_brings_the_first_to_the_front_and_verbs_reach_it(zoe: Alone) -> None:
    assert zoe.process is not None
    window = zoe.desk.window("^Pairwatch$")
    zoe.desk.run("xdotool", "windowminimize", str(int(window.id, 16)))
    zoe.desk.run(*PAIRWATCH)
    wait_until(lambda: zoe.desk.active_window() == int(window.id, 16), "the window in front")
    assert zoe.process.poll() is None

    assert "Incident #1" in zoe.desk.run(*PAIRWATCH, "send", "The disk is full", "--dedup-key", "disk")
    zoe.alarm()
    zoe.marked("ringing")
    assert "Acknowledged #1" in zoe.desk.run(*PAIRWATCH, "ack")
    zoe.silent()
    assert "Incident Engineer" in zoe.desk.run(*PAIRWATCH, "oncall")
    assert "Resolved #1" in zoe.desk.run(*PAIRWATCH, "resolve")


def test_the_hub_outlives_a_crash_of_the_desktop_and_is_adopted(zoe: Alone) -> None:
    assert zoe.process is not None
    hub = zoe.hub
    zoe.process.kill()
    zoe.process.wait()
    # Nobody is there to see it, but it pages all the same, and the next desktop rings for it.
    zoe.desk.run(*PAIRWATCH, "send", "The disk is full", "--dedup-key", "disk")
    zoe.forget()
    zoe.start()
    zoe.alarm()
    zoe.marked("ringing")
    assert zoe.hub == hub
    zoe.process.send_signal(signal.SIGTERM)
    zoe.process.wait(20)
    wait_until(lambda: zoe.hub == 0, "quitting ends the adopted hub too")


def test_a_crash_of_the_hub_is_mended_and_silences_nothing(zoe: Alone) -> None:
    zoe.desk.run(*PAIRWATCH, "send", "The disk is full", "--dedup-key", "disk")
    zoe.marked("ringing")
    zoe.forget()
    crashed = zoe.hub
    os.kill(crashed, signal.SIGKILL)
    zoe.connected()
    assert zoe.hub not in (0, crashed)
    assert zoe.is_alarmed
    assert zoe.sounds
    zoe.acknowledge("space")


def test_without_a_tray_the_window_is_there(tmp_path: Path) -> None:
    from tests.virtual_desktop.desktop import virtual_desktop

    with virtual_desktop(TRAY="none") as desk:
        person = Alone("zoe", desk, tmp_path)
        person.start("--hidden")
        desk.window("^Pairwatch$")
