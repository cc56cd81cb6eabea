"""The parent's side of the player process: starts it, tells it, and watches that it goes on."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from desktop.oslayer.sound.kinds import Play, SoundKind
from desktop.oslayer.sound.mechanism import Mechanism

_log = logging.getLogger(__name__)

# The player itself gives up after 2.5 s without sound; it says so or is dead. This is for one that hangs.
_FIRST_WORD = 4_000
_HEARTBEAT = 2_500

NO_DEVICE_SENTENCE = "There is no sound device. Plug in or switch on a loudspeaker, then run the sound check."


def player_command() -> list[str]:
    """The program and arguments that are the player process; a packed program starts itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--player"]
    return [sys.executable, "-m", "desktop.oslayer.sound.player"]


class PlayerProcess(Mechanism):
    """One player process at a time. Every way in which it can end unasked is a `failed`."""

    name = "player"
    proves_sound = True
    ready = Signal(str)
    device_changed = Signal(str)

    def __init__(self, command: Sequence[str] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = list(command or player_command())
        self._process: QProcess | None = None
        self._play: Play | None = None
        self._device_wish: str | None = None
        self._last_word = ""
        self._watch = QTimer(self, singleShot=True)
        self._watch.timeout.connect(self._hangs)

    @property
    def running(self) -> bool:
        return self._process is not None

    @property
    def process_id(self) -> int:
        """0 when there is none."""
        return self._process.processId() if self._process is not None else 0

    def prepare(self) -> None:
        if self._process is None:
            self._spawn()

    def choose_device(self, description: str | None) -> None:
        """The device to prefer, by the name people see; None is the system's default."""
        self._device_wish = description
        self._tell(do="device", name=description)

    def start(self, play: Play) -> None:
        self._play = play
        self.prepare()
        # A new process reads this as soon as it is up: no need to wait for its "ready".
        self._tell_play(play)
        self._watch.start(_FIRST_WORD)

    def stop(self) -> None:
        self._watch.stop()
        if self._play is not None:
            self._play = None
            self._tell(do="stop")

    def close(self) -> None:
        self._watch.stop()
        self._play = None
        process, self._process = self._process, None
        if process is None:
            return
        process.blockSignals(True)
        process.closeWriteChannel()
        if not process.waitForFinished(1000):
            process.kill()
            process.waitForFinished(1000)
        process.deleteLater()

    def _spawn(self) -> None:
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONUNBUFFERED", "1")
        environment.remove("PYTHONWARNINGS")
        process.setProcessEnvironment(environment)
        # `-m desktop…` is looked up in the working folder, wherever the desktop was started from.
        process.setWorkingDirectory(str(Path(__file__).resolve().parents[3]))
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._read_errors)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._error)
        self._process = process
        self._last_word = ""
        sounds = [str(kind.value.sound) for kind in SoundKind]
        process.start(self._command[0], [*self._command[1:], *sounds])
        if self._device_wish is not None:
            self._tell(do="device", name=self._device_wish)

    def _tell_play(self, play: Play) -> None:
        self._tell(
            do="play",
            sound=str(play.sound),
            loop=play.loop,
            start_volume=play.start_volume,
            full_volume=play.full_volume,
            ramp=play.ramp.total_seconds(),
        )

    def _tell(self, **order: object) -> None:
        if self._process is not None and self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.write(json.dumps(order).encode() + b"\n")
            if self._process.state() == QProcess.ProcessState.Running:
                # Else it would be written when the loop is idle again: after the alarm's first paint.
                self._process.waitForBytesWritten(20)

    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            line = bytes(self._process.readLine().data())
            try:
                said = json.loads(line)
            except ValueError:
                _log.debug("the sound player said %r", line)
                continue
            self._heard(said)

    def _heard(self, said: dict[str, Any]) -> None:
        self._last_word = said["event"]
        match said["event"]:
            case "ready":
                self.ready.emit(said["device"])
            case "device":
                self.device_changed.emit(said["device"])
            case "playing" if self._play is not None:
                self._watch.start(_HEARTBEAT)
                self.playing.emit(said["device"])
            case "position" if self._play is not None:
                self._watch.start(_HEARTBEAT)
            case "finished" if self._play is not None:
                self._watch.stop()
                self._play = None
                self.finished.emit()

    def _read_errors(self) -> None:
        if self._process is not None:
            text = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
            _log.debug("sound player: %s", text.strip())

    def _error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._gone(f"The sound player cannot be started: {self._command[0]}.")

    def _ended(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        why = {
            "no-device": NO_DEVICE_SENTENCE,
            "stalled": "The sound device takes no sound any more.",
        }.get(self._last_word, f"The sound player ended unexpectedly ({code}).")
        self._gone(why)

    def _hangs(self) -> None:
        if self._process is not None:
            self._process.blockSignals(True)
            self._process.kill()
            self._process.waitForFinished(500)
            self._gone("The sound player hung.")

    def _gone(self, why: str) -> None:
        self._watch.stop()
        self._play = None
        if self._process is not None:
            self._process.deleteLater()
            self._process = None
        self.failed.emit(why)
