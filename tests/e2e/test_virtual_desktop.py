"""The virtual desktop itself: what is seen and heard on it is what programs do."""

from __future__ import annotations

import math
import subprocess
import sys
import wave
from array import array
from datetime import timedelta
from pathlib import Path

import pytest

from tests.virtual_desktop.desktop import virtual_desktop as start_virtual_desktop
from tests.virtual_desktop.recording import Recording
from tests.virtual_desktop.waiting import NotSeen, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.serial]

HALF_A_SECOND = timedelta(seconds=0.5)
A_WINDOW = """
from PySide6 import QtWidgets
app = QtWidgets.QApplication()
edit = QtWidgets.QLineEdit()
edit.setWindowTitle("Empty")
edit.textChanged.connect(edit.setWindowTitle)
edit.returnPressed.connect(app.quit)
edit.show()
app.exec()
"""


@pytest.fixture
def tone(tmp_path: Path) -> Path:
    """Twenty seconds of 440 Hz at -6 dB of full scale (-9 dBFS RMS)."""
    once = array("h", (round(16384 * math.sin(2 * math.pi * 440 * n / 48000)) for n in range(48000)))
    path = tmp_path / "tone.wav"
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(48000)
        out.writeframes(once.tobytes() * 20)
    return path


def test_a_tone_is_heard_as_loud_as_it_is(virtual_desktop, tone, tmp_path):
    player = virtual_desktop.spawn(["paplay", tone])
    wait_until(lambda: [s.pid for s in virtual_desktop.streams()] == [player.pid], "the player plays")
    heard = virtual_desktop.record(HALF_A_SECOND)
    assert heard.seconds == pytest.approx(0.5)
    assert heard.loudest_dbfs == pytest.approx(-9, abs=1)
    assert heard.level_dbfs > -20
    heard.save(tmp_path / "heard.wav")
    assert Recording.of_raw((tmp_path / "heard.wav").read_bytes()[44:]) == heard


def test_silence_is_silent_and_one_sink_does_not_hear_the_other(virtual_desktop, tone):
    assert virtual_desktop.record(HALF_A_SECOND).level_dbfs == -math.inf
    virtual_desktop.spawn(["paplay", "--device=headset", tone])
    wait_until(virtual_desktop.streams, "the player plays")
    assert virtual_desktop.record(HALF_A_SECOND, "headset").level_dbfs > -20
    assert virtual_desktop.record(HALF_A_SECOND, "alarm").level_dbfs == -math.inf


def test_the_sound_server_dies_and_comes_back(virtual_desktop, tone):
    player = virtual_desktop.spawn(["paplay", tone])
    wait_until(virtual_desktop.streams, "the player plays")
    virtual_desktop.kill_sound()
    assert player.wait(10) != 0
    with pytest.raises(RuntimeError, match="recording failed"):
        virtual_desktop.record(HALF_A_SECOND)
    virtual_desktop.start_sound()
    virtual_desktop.spawn(["paplay", tone])
    wait_until(virtual_desktop.streams, "the player plays again")
    assert virtual_desktop.record(HALF_A_SECOND).loudest_dbfs > -20


def test_a_desktop_without_sound(tone):
    with start_virtual_desktop(AUDIO="0") as desktop:
        assert "PULSE_SERVER" not in desktop.environment
        assert desktop.spawn(["paplay", tone]).wait(20) != 0
        with pytest.raises(RuntimeError, match="recording failed"):
            desktop.record(HALF_A_SECOND)


def test_a_window_is_seen_typed_into_and_closed_by_a_key(virtual_desktop, tmp_path):
    before = virtual_desktop.screenshot(tmp_path / "before.png").read_bytes()
    program = virtual_desktop.spawn([sys.executable, "-c", A_WINDOW], log=tmp_path / "log")
    window = virtual_desktop.window("^Empty$", pid=program.pid)
    assert virtual_desktop.screenshot(tmp_path / "after.png").read_bytes() != before
    virtual_desktop.activate(window)
    virtual_desktop.type("Hello")
    assert virtual_desktop.window("^Hello$").id == window.id
    virtual_desktop.key("Return")
    assert program.wait(10) == 0, (tmp_path / "log").read_text()


def test_what_never_comes_is_said_not_to_be_seen(virtual_desktop):
    with pytest.raises(NotSeen, match="window 'nothing'"):
        virtual_desktop.window("nothing", within=timedelta(seconds=0.2))


def test_notifications_are_noted_with_their_actions_and_pressed(virtual_desktop, tmp_path):
    notify = [
        "notify-send",
        "--urgency=critical",
        "--action=default=Acknowledge",
        "Checkout is down",
        "Your page",
    ]
    sender = subprocess.Popen(notify, env=virtual_desktop.environment, stdout=subprocess.PIPE, text=True)
    shown = virtual_desktop.notification("Checkout")
    assert (shown.body, shown.urgency, shown.actions) == ("Your page", 2, {"default": "Acknowledge"})
    virtual_desktop.press_notification()
    printed, _ = sender.communicate(timeout=10)
    assert printed.strip() == "default"
    wait_until(lambda: virtual_desktop.notifications()[0].closed, "the notification closed")


def test_the_keyring_is_unlocked_and_private(virtual_desktop):
    subprocess.run(
        ["secret-tool", "store", "--label=token", "service", "pairwatch"],
        input="secret", text=True, env=virtual_desktop.environment, check=True, timeout=20,
    )  # fmt: skip
    assert virtual_desktop.run("secret-tool", "lookup", "service", "pairwatch") == "secret"
    assert virtual_desktop.folder in Path(virtual_desktop.environment["HOME"]).parents


def test_two_desktops_stand_side_by_side_and_leave_nothing():
    with start_virtual_desktop() as one, start_virtual_desktop() as other:
        assert one.environment["DISPLAY"] != other.environment["DISPLAY"]
        child = one.spawn(["sleep", "1000"])
    assert child.poll() is not None
    assert not one.folder.exists()
    assert not other.folder.exists()
    left = subprocess.run(["pgrep", "--full", str(one.folder)], capture_output=True, text=True).stdout
    assert left == ""
