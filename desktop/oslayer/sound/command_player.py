"""A command-line player in a loop: what plays when our own player cannot."""

from __future__ import annotations

import shutil
import wave
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer

from desktop.oslayer.sound.kinds import Play
from desktop.oslayer.sound.mechanism import Mechanism

COMMANDS = ("pw-play", "paplay", "aplay")


class CommandPlayer(Mechanism):
    """Runs `command FILE` again and again; a run that fails, or that takes far too long, has failed.

    It plays at the volume of the file: these programs have no common switch for a volume that grows.
    """

    def __init__(self, command: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = command
        self._play: Play | None = None
        self._process = QProcess(self)
        self._process.setStandardOutputFile(QProcess.nullDevice())
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.started.connect(self._started)
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._error)
        # A player of a dead sound server fails at once; one that still runs then plays.
        self._settled = QTimer(self, singleShot=True, interval=300)
        self._settled.timeout.connect(self._plays)
        self._told = False
        self._overdue = QTimer(self, singleShot=True)
        self._overdue.timeout.connect(lambda: self._fail("hangs"))

    def start(self, play: Play) -> None:
        self.stop()
        found = shutil.which(self.name)
        if found is None:
            self.failed.emit(f"{self.name} is not installed.")
            return
        self._play = play
        self._told = False
        self._process.setProgram(found)
        self._process.setArguments([str(play.sound)])
        self._run()

    def stop(self) -> None:
        self._play = None
        self._settled.stop()
        self._overdue.stop()
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(500)

    def _run(self) -> None:
        assert self._play is not None
        self._overdue.start(_milliseconds(self._play.sound) + 3000)
        self._process.start()

    def _started(self) -> None:
        self._settled.start()

    def _plays(self) -> None:
        if not self._told:
            self._told = True
            self.playing.emit(self.name)

    def _ended(self, code: int, status: QProcess.ExitStatus) -> None:
        if self._play is None:
            return
        if code != 0 or status != QProcess.ExitStatus.NormalExit:
            self._fail(f"ended with {code}")
        elif self._play.loop:
            self._run()
        else:
            self.stop()
            self.finished.emit()

    def _error(self, error: QProcess.ProcessError) -> None:
        if self._play is not None and error == QProcess.ProcessError.FailedToStart:
            self._fail("cannot be started")

    def _fail(self, why: str) -> None:
        self.stop()
        self.failed.emit(f"{self.name} {why}.")


def _milliseconds(sound: Path) -> int:
    with wave.open(str(sound)) as file:
        return int(file.getnframes() * 1000 // file.getframerate())
