"""The alarm as it is heard: recorded from the sink while servers, players and devices die."""

from __future__ import annotations

import json
import math
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.virtual_desktop.desktop import VirtualDesktop
from tests.virtual_desktop.desktop import virtual_desktop as start_virtual_desktop
from tests.virtual_desktop.waiting import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.serial]

ROOT = Path(__file__).parents[2]
SECOND = timedelta(seconds=1)
ONE_PASS = timedelta(seconds=3.2)  # of the alarm: pauses count as much as they should


@dataclass(frozen=True)
class Said:
    event: str
    text: str
    at: float
    player: int


class Desk:
    """Drives tests.e2e.sound_desk."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: queue.Queue[str] = queue.Queue()
        self.said: list[Said] = []
        threading.Thread(target=self._follow, daemon=True).start()

    def do(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()

    def heard(self, event: str) -> Said:
        """Wait for the next `event`."""
        while True:
            said = Said(**json.loads(self._lines.get(timeout=30)))
            self.said.append(said)
            if said.event == event:
                return said

    def _follow(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)


@contextmanager
def desk_on(desktop: VirtualDesktop, **environment: str):
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.sound_desk"],
        cwd=ROOT, env={**desktop.environment, **environment}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    try:
        yield Desk(process)
    finally:
        assert process.stdin is not None
        assert process.stdout is not None
        with process.stdin, process.stdout:
            if process.poll() is None:
                process.stdin.write("quit\n")
                process.stdin.flush()
                process.wait(20)
        assert process.returncode in (0, -signal.SIGKILL)


@pytest.fixture
def desk(virtual_desktop):
    with desk_on(virtual_desktop) as made:
        yield made


@pytest.fixture
def ringing(virtual_desktop, desk):
    """A desk on which the alarm is on."""
    desk.do("prepare")
    desk.heard("ready")
    desk.do("ALARM")
    desk.heard("playing")
    return desk


def loudness(desktop: VirtualDesktop, sink: str = "alarm", length: timedelta = ONE_PASS) -> float:
    return desktop.record(length, sink).level_dbfs


def is_silent(desktop: VirtualDesktop) -> bool:
    return desktop.record(SECOND / 4).level_dbfs == -math.inf


def test_the_alarm_is_loud_at_once_and_grows(virtual_desktop, ringing):
    first = loudness(virtual_desktop)
    assert first > -20
    assert loudness(virtual_desktop, length=3 * ONE_PASS) > first
    ringing.do("stop")
    ringing.heard("stopped")
    wait_until(lambda: is_silent(virtual_desktop), "silence")


def test_it_loops_without_a_gap(virtual_desktop, ringing):
    heard = virtual_desktop.record(3 * ONE_PASS)
    quiet, longest = 0, 0
    for frame in range(0, len(heard.samples), 2):
        quiet = quiet + 1 if abs(heard.samples[frame]) < 100 else 0
        longest = max(longest, quiet)
    # The longest pause of the pattern itself is 105 ms.
    assert longest / 48_000 < 0.2


def test_the_reminder_is_milder(virtual_desktop, desk):
    desk.do("REMINDER")
    desk.heard("playing")
    reminder = loudness(virtual_desktop, length=timedelta(seconds=4))
    desk.do("ALARM")
    desk.heard("playing")
    assert -45 < reminder < loudness(virtual_desktop) - 6


def test_the_check_is_heard_and_ends(virtual_desktop, desk):
    desk.do("CHECK")
    desk.heard("playing")
    assert virtual_desktop.record(SECOND).level_dbfs > -30
    desk.heard("finished")
    wait_until(lambda: is_silent(virtual_desktop), "silence")


def test_a_busy_desktop_does_not_disturb_it(virtual_desktop, ringing):
    ringing.do("block 4")
    heard = virtual_desktop.record(ONE_PASS)
    assert heard.level_dbfs > -20


def test_a_killed_player_is_back(virtual_desktop, ringing):
    first = virtual_desktop.streams()[0].pid
    os.kill(first, signal.SIGKILL)
    ringing.heard("restarted")
    assert virtual_desktop.streams()[0].pid != first
    assert loudness(virtual_desktop) > -20


def test_a_frozen_player_is_replaced(virtual_desktop, ringing):
    os.kill(virtual_desktop.streams()[0].pid, signal.SIGSTOP)
    ringing.heard("restarted")
    assert loudness(virtual_desktop) > -20


def test_the_sound_server_dies_and_the_alarm_comes_back_with_it(virtual_desktop, ringing):
    virtual_desktop.kill_sound()
    assert "sound device" in ringing.heard("silent").text
    virtual_desktop.start_sound()
    ringing.heard("playing")
    assert loudness(virtual_desktop) > -20
    ringing.do("stop")
    ringing.heard("stopped")
    wait_until(lambda: is_silent(virtual_desktop), "silence")


def test_a_server_that_died_while_nothing_sounded_does_not_matter_either(virtual_desktop, desk):
    desk.do("prepare")
    desk.heard("ready")
    virtual_desktop.kill_sound()
    virtual_desktop.start_sound()
    desk.do("ALARM")
    desk.heard("playing")
    assert loudness(virtual_desktop) > -20


def test_it_follows_the_default_device(virtual_desktop, ringing):
    virtual_desktop.run("pactl", "set-default-sink", "headset")
    assert ringing.heard("playing").text == "Headset"
    assert loudness(virtual_desktop, "headset") > -20


def test_a_device_that_goes_is_replaced_by_the_next(virtual_desktop, ringing):
    modules = virtual_desktop.run("pactl", "list", "short", "modules").splitlines()
    alarm = next(line.split()[0] for line in modules if "sink_name=alarm" in line)
    virtual_desktop.run("pactl", "unload-module", alarm)
    assert ringing.heard("playing").text == "Headset"
    assert loudness(virtual_desktop, "headset") > -20


def test_without_sound_it_says_what_to_do():
    with start_virtual_desktop(AUDIO="0") as desktop, desk_on(desktop, PULSE_SERVER="unix:/nowhere") as desk:
        desk.do("prepare")
        assert "Plug in" in desk.heard("silent").text
        desk.do("ALARM")
        assert "Plug in" in desk.heard("silent").text


def test_the_player_ends_with_the_desktop(virtual_desktop, ringing):
    player = virtual_desktop.streams()[0].pid
    ringing.process.kill()
    ringing.process.wait()

    def gone() -> bool:
        status = Path(f"/proc/{player}/stat")
        return not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] == "Z"

    wait_until(gone, "the player gone")
    wait_until(lambda: is_silent(virtual_desktop), "silence")


def test_idle_it_does_not_use_the_processor(virtual_desktop, desk):
    desk.do("prepare")
    player = desk.heard("ready").player
    assert player

    def wake_ups() -> int:
        total = 0
        for status in Path(f"/proc/{player}/task").glob("*/status"):
            fields: dict[str, Any] = dict(line.split(":", 1) for line in status.read_text().splitlines())
            total += int(fields["voluntary_ctxt_switches"])
        return total

    wait_until(lambda: _still(wake_ups), "at rest")


def _still(count: Callable[[], int]) -> bool:
    """Not one wake-up in a second."""
    before = count()
    threading.Event().wait(1)
    return count() == before
