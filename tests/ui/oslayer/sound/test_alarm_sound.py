"""The alarm's sound goes on, whatever happens to the player process and to those that stand in for it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.oslayer.sound.alarm_sound import AlarmSound
from desktop.oslayer.sound.kinds import Play, SoundKind
from desktop.oslayer.sound.mechanism import Mechanism
from desktop.oslayer.sound.player_process import PlayerProcess

FAKE_PLAYER = Path(__file__).parents[3] / "doubles" / "player.py"


class Fallback(Mechanism):
    """Plays when it can; what it was told is noted."""

    def __init__(self, name, works):
        super().__init__()
        self.name = name
        self.works = works
        self.told = []

    def start(self, play: Play) -> None:
        self.told.append("start")
        if self.works:
            self.playing.emit(self.name)
        else:
            self.failed.emit(f"{self.name} is not installed.")

    def stop(self) -> None:
        self.told.append("stop")


@pytest.fixture
def beeps(monkeypatch):
    heard: list[None] = []
    monkeypatch.setattr(QApplication, "beep", lambda: heard.append(None))
    return heard


@pytest.fixture
def desk(qtbot, tmp_path, beeps):
    """Makes an AlarmSound whose player behaves as said, with a note of what it says."""
    made = []

    class Desk:
        def __init__(self, *behaviours, fallbacks=()):
            self.log = tmp_path / "player.log"
            player = PlayerProcess([sys.executable, "-S", "-E", str(FAKE_PLAYER), str(self.log), *behaviours])
            self.sound = AlarmSound(player=player, fallbacks=fallbacks)
            self.said: list[tuple[str, str]] = []
            for name in ("playing", "silent", "degraded", "ready"):
                getattr(self.sound, name).connect(lambda text, n=name: self.said.append((n, text)))
            for name in ("restarted", "finished"):
                getattr(self.sound, name).connect(lambda n=name: self.said.append((n, "")))
            made.append(self.sound)

        def heard(self, event, times=1):
            """Wait until `event` was said so often."""
            qtbot.waitUntil(lambda: [name for name, _ in self.said].count(event) >= times, timeout=20_000)
            return next(text for name, text in reversed(self.said) if name == event)

        def told(self):
            """What the player processes were told, the start of each included."""
            return [json.loads(line) for line in self.log.read_text().splitlines()]

    yield Desk
    for sound in made:
        sound.close()


def test_it_waits_and_plays_when_told(desk):
    it = desk("plays")
    it.sound.prepare()
    assert it.heard("ready") == "Loudspeaker"
    it.sound.start(SoundKind.ALARM)
    assert it.heard("playing") == "Loudspeaker"
    assert it.sound.sounding
    it.sound.stop()
    assert not it.sound.sounding
    it.sound.close()
    started, play, stop = it.told()
    assert started == {"started": "plays"}
    alarm = SoundKind.ALARM.value
    assert play["sound"] == str(alarm.sound)
    assert (play["loop"], play["full_volume"]) == (True, 1.0)
    assert play["start_volume"] == pytest.approx(0.4, abs=0.01)
    assert play["ramp"] == pytest.approx(30, abs=1)
    assert stop == {"do": "stop"}


def test_told_before_it_is_ready_it_plays_as_soon_as_it_is(desk):
    it = desk("plays")
    it.sound.start(SoundKind.ALARM)
    assert it.heard("playing") == "Loudspeaker"
    assert ("restarted", "") not in it.said


def test_the_check_ends_by_itself(desk):
    it = desk("plays")
    it.sound.start(SoundKind.CHECK)
    it.heard("finished")
    assert not it.sound.wanted


@pytest.mark.parametrize("behaviour", ["dies", "stalls"])
def test_a_player_that_ends_is_replaced(desk, behaviour):
    it = desk(behaviour, "plays")
    it.sound.start(SoundKind.ALARM)
    it.heard("restarted")
    assert it.sound.sounding
    assert [note["started"] for note in it.told() if "started" in note] == [behaviour, "plays"]


@pytest.mark.slow
@pytest.mark.parametrize("behaviour", ["hangs", "mute"])
def test_a_player_that_says_nothing_any_more_is_replaced(desk, behaviour):
    it = desk(behaviour, "plays")
    it.sound.start(SoundKind.ALARM)
    it.heard("restarted")
    assert it.sound.sounding


def test_who_takes_over_goes_on_with_the_volume_that_was_reached(desk):
    it = desk("dies", "plays")
    it.sound.start(SoundKind.ALARM)
    it.heard("restarted")
    first, second = (note for note in it.told() if note.get("do") == "play")
    assert second["start_volume"] > first["start_volume"]
    assert second["ramp"] < first["ramp"]


def test_when_the_player_keeps_failing_the_next_one_plays_and_that_is_said(desk, beeps):
    first, second = Fallback("pw-play", works=False), Fallback("paplay", works=True)
    it = desk("dies", fallbacks=[first, second])
    it.sound.start(SoundKind.ALARM)
    assert "paplay" in it.heard("degraded")
    assert it.heard("playing") == "paplay"
    assert first.told == ["start"]
    assert [note["started"] for note in it.told() if "started" in note] == ["dies"] * 3
    assert not beeps
    it.sound.stop()
    assert second.told == ["start", "stop"]


@pytest.mark.slow
def test_from_a_stand_in_it_goes_back_to_the_player_once_that_works(desk):
    stand_in = Fallback("paplay", works=True)
    it = desk("dies", "dies", "dies", "plays", fallbacks=[stand_in])
    it.sound.start(SoundKind.ALARM)
    it.heard("degraded")
    it.heard("restarted")
    assert it.heard("playing") == "Loudspeaker"
    assert stand_in.told == ["start", "stop"]


def test_with_no_device_it_says_what_to_do_rings_the_bell_and_goes_on_trying(desk, beeps):
    it = desk("no-device", "no-device", "no-device", "no-device", "plays")
    it.sound.start(SoundKind.ALARM)
    assert "no sound device" in it.heard("silent")
    assert beeps
    assert not it.sound.sounding
    assert it.heard("playing") == "Loudspeaker"
    before = len(beeps)
    it.sound.stop()
    assert len(beeps) == before


def test_with_no_device_an_idle_desktop_says_so_and_starts_anew_when_asked(desk, beeps):
    it = desk("no-device", "plays")
    it.sound.prepare()
    assert "Plug in" in it.heard("silent")
    assert not beeps
    it.sound.start(SoundKind.ALARM)
    assert it.heard("playing") == "Loudspeaker"


def test_a_player_that_cannot_be_started_at_all_is_said(qtbot, beeps):
    sound = AlarmSound(player=PlayerProcess(["/nowhere/player"]), fallbacks=[])
    said: list[str] = []
    sound.silent.connect(said.append)
    sound.start(SoundKind.ALARM)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert "cannot be started" in said[0]
    assert beeps
    sound.close()


def test_stopped_while_it_is_being_replaced_it_stays_silent(desk, qtbot):
    it = desk("dies", "plays")
    it.sound.start(SoundKind.ALARM)
    qtbot.waitUntil(lambda: it.log.exists() and '"play"' in it.log.read_text(), timeout=20_000)
    it.sound.stop()
    it.sound.prepare()
    it.heard("ready", times=2)
    assert not it.sound.sounding
    it.sound.close()
    orders = [note.get("do", "started") for note in it.told()]
    assert orders[-1] != "play"


def test_a_milder_sound_is_replaced_by_the_alarm(desk):
    it = desk("plays")
    it.sound.start(SoundKind.REMINDER)
    it.heard("playing")
    it.sound.start(SoundKind.ALARM)
    it.heard("playing", times=2)
    names = [Path(note["sound"]).stem for note in it.told() if note.get("do") == "play"]
    assert names == ["reminder", "alarm"]


def test_closing_leaves_no_process(desk):
    it = desk("plays")
    it.sound.start(SoundKind.ALARM)
    it.heard("playing")
    process = Path(f"/proc/{it.sound.player_id}")
    assert process.exists()
    it.sound.close()
    assert not process.exists()
    assert it.sound.player_id == 0
