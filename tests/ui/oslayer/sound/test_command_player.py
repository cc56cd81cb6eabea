"""A command-line player in a loop, with commands that stand in for paplay."""

from __future__ import annotations

import os

import pytest

from desktop.oslayer.sound.command_player import CommandPlayer
from desktop.oslayer.sound.kinds import SoundKind


@pytest.fixture
def player(tmp_path, monkeypatch, qtbot):
    """Makes a player of a shell script, with a note of what it says."""
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    made = []

    def make(script):
        if script is not None:
            (tmp_path / "play-it").write_text(f"#!/bin/sh\necho run >>{tmp_path}/runs\n{script}\n")
            (tmp_path / "play-it").chmod(0o755)
        player = CommandPlayer("play-it")
        said: list[str] = []
        player.playing.connect(lambda name: said.append(f"playing {name}"))
        player.failed.connect(lambda why: said.append(f"failed: {why}"))
        player.finished.connect(lambda: said.append("finished"))
        made.append(player)
        return player, said

    yield make
    for one in made:
        one.close()


def test_it_plays_again_and_again_and_says_so_once(player, qtbot, tmp_path):
    it, said = player("sleep 0.4")
    it.start(SoundKind.ALARM.value)
    qtbot.waitUntil(
        lambda: (tmp_path / "runs").exists() and (tmp_path / "runs").read_text().count("run") >= 3
    )
    assert said == ["playing play-it"]
    it.stop()
    assert said == ["playing play-it"]


def test_a_sound_that_does_not_loop_ends(player, qtbot):
    it, said = player("exit 0")
    it.start(SoundKind.CHECK.value)
    qtbot.waitUntil(lambda: said == ["finished"])


def test_a_command_that_fails_has_failed(player, qtbot):
    it, said = player("exit 1")
    it.start(SoundKind.ALARM.value)
    qtbot.waitUntil(lambda: said == ["failed: play-it ended with 1."])


def test_a_command_that_is_missing_has_failed(player):
    it, said = player(None)
    it.start(SoundKind.ALARM.value)
    assert said == ["failed: play-it is not installed."]


@pytest.mark.slow
def test_a_command_that_hangs_has_failed(player, qtbot):
    it, said = player("exec sleep 100")
    it.start(SoundKind.ALARM.value)
    qtbot.waitUntil(lambda: said[-1:] == ["failed: play-it hangs."], timeout=20_000)
