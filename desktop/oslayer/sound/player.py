"""The player process: `python -m desktop.oslayer.sound.player WAV…`. Loads the sounds and waits.

It is a process of its own because a sound server that dies can abort the process that talks to it, and
because a busy desktop must not make the sound stutter. Commands come in as JSON lines, reports go out as JSON
lines:

    in   {"do": "play", "sound": PATH, "loop": true, "start_volume": 0.4, "full_volume": 1.0, "ramp": SECONDS}
         {"do": "stop"}   {"do": "device", "name": DESCRIPTION or null: the default}   {"do": "quit"}
    out  ready, device{device}, playing{device}, position{ms}, finished, stopped, no-device, stalled

`playing` is said only when the device has taken sound twice; when it takes no more, the process ends with
status 3, without a device with status 4, and it ends when its parent does (standard input closes). The parent
starts it anew: that is the one cure that always worked. Idle it has no timer.

QAudioSink instead of QMediaPlayer: played by it, sound is proven after 13 ms instead of 100, it loops from
memory without a seam, and without FFmpeg the process is 12 MB smaller.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QIODevice, QObject, Qt, QTimer, Signal
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink, QMediaDevices, QtAudio

STALLED = 3
NO_DEVICE = 4

# What PulseAudio and PipeWire offer when there is no device: it swallows everything.
_DUMMY_DEVICE = b"auto_null"
# A null sink that nobody records was seen to take its first sound after 1.4 s; real devices take 10 to 60 ms.
_PATIENCE_AT_START = 2.5
_PATIENCE = 1.2


@dataclass(frozen=True, slots=True)
class Samples:
    """A sound in memory: a file that vanishes, or a disk that sleeps, does not matter any more."""

    data: bytes
    rate: int
    channels: int

    @classmethod
    def read(cls, path: Path) -> Samples:
        """Read 16 bit PCM; anything else is a ValueError."""
        with wave.open(str(path)) as file:
            if file.getsampwidth() != 2:
                raise ValueError(f"{path} is not 16 bit")
            return cls(file.readframes(file.getnframes()), file.getframerate(), file.getnchannels())

    def format(self) -> QAudioFormat:
        """As Qt names it."""
        found = QAudioFormat()
        found.setSampleRate(self.rate)
        found.setChannelCount(self.channels)
        found.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        return found


class Tape(QIODevice):
    """What the sink pulls from: the samples once, or round and round."""

    def __init__(self, samples: Samples, loop: bool) -> None:
        super().__init__()
        self._data = samples.data
        self._loop = loop
        self._at = 0
        self.open(QIODevice.OpenModeFlag.ReadOnly)

    @property
    def ended(self) -> bool:
        """All was pulled; it may not all have sounded yet."""
        return not self._loop and self._at >= len(self._data)

    def isSequential(self) -> bool:
        return True

    def bytesAvailable(self) -> int:
        return 1 << 20 if self._loop else len(self._data) - self._at

    def readData(self, maxlen: int) -> bytes:
        if self._loop and self._at >= len(self._data):
            self._at = 0
        part = self._data[self._at : self._at + maxlen]
        self._at += len(part)
        return part

    def writeData(self, data: bytes | bytearray | memoryview, len: int) -> int:
        return -1


class Player(QObject):
    """Commands in, reports out; one sound at a time."""

    line = Signal(str)
    closed = Signal()

    def __init__(self, sounds: list[Path]) -> None:
        super().__init__()
        self._samples = {str(path): Samples.read(path) for path in sounds}
        self._wish: str | None = None
        self._order: dict[str, Any] | None = None
        self._tape: Tape | None = None
        self._position: int | None = None
        self._heard = False
        self._moved_at = self._started_at = self._told_at = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)
        self.line.connect(self._obey, Qt.ConnectionType.QueuedConnection)
        self.closed.connect(lambda: self._end(0), Qt.ConnectionType.QueuedConnection)
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._devices_changed)
        self._device = self._choose()
        self._sink: QAudioSink | None = None

    def begin(self) -> None:
        """Say that we are ready, or that there is nothing to play on."""
        if self._device is None:
            self._give_up("no-device", NO_DEVICE)
            return
        first = next(iter(self._samples.values()), None)
        if first is not None:
            self._sink = QAudioSink(self._device, first.format(), self)
        report("ready", device=self._device.description())

    def _choose(self) -> QAudioDevice | None:
        """The device that the person chose while it is there, else the default, else any that is real."""
        real = [device for device in QMediaDevices.audioOutputs() if not _is_dummy(device)]
        default = QMediaDevices.defaultAudioOutput()
        wished = [device for device in real if device.description() == self._wish]
        return next(iter([*wished, *(d for d in real if d.id() == default.id()), *real]), None)

    def _devices_changed(self) -> None:
        chosen = self._choose()
        if chosen is None:
            self._give_up("no-device", NO_DEVICE)
        elif self._device is None or chosen.id() != self._device.id():
            self._device = chosen
            report("device", device=chosen.description())
            self._open_again()

    def _open_again(self) -> None:
        volume = self._volume()
        self._close_sink()
        if self._order is not None:
            self._play(volume)

    def _obey(self, line: str) -> None:
        order = json.loads(line)
        match order["do"]:
            case "play":
                self._order, self._started_at = order, time.monotonic()
                self._heard = False
                if self._sink is not None:
                    self._sink.reset()
                self._play(order["start_volume"])
            case "stop":
                self._silence()
                report("stopped")
            case "device":
                self._wish = order["name"]
                self._devices_changed()
            case "quit":
                self._end(0)

    def _play(self, volume: float) -> None:
        assert self._order is not None
        samples = self._samples.get(self._order["sound"]) or Samples.read(Path(self._order["sound"]))
        if self._device is None:
            self._give_up("no-device", NO_DEVICE)
            return
        if self._sink is None or self._sink.format() != samples.format():
            self._close_sink()
            self._sink = QAudioSink(self._device, samples.format(), self)
        self._tape = Tape(samples, self._order["loop"])
        self._position = None
        self._moved_at = time.monotonic()
        self._sink.setVolume(volume)
        self._sink.start(self._tape)
        self._timer.start(5)

    def _look(self) -> None:
        """While a sound is on: does the device still take it? Is it time to be louder?"""
        assert self._sink is not None
        assert self._tape is not None
        now, position = time.monotonic(), self._sink.processedUSecs()
        if self._tape.ended and self._sink.state() == QtAudio.State.IdleState:
            self._silence()
            report("finished")
            return
        if self._position is not None and position != self._position:
            self._moved_at = now
            if not self._heard and self._device is not None:
                self._heard = True
                self._timer.setInterval(250)
                report("playing", device=self._device.description())
        self._position = position
        patience = _PATIENCE if self._heard else _PATIENCE_AT_START
        if now - self._moved_at > patience:
            self._give_up("stalled", STALLED)
            return
        if self._heard and now - self._told_at >= 0.95:
            self._told_at = now
            report("position", ms=position // 1000)
            self._sink.setVolume(self._volume())
        elif not self._heard and now - self._moved_at > 0.2:
            self._timer.setInterval(50)

    def _volume(self) -> float:
        if self._order is None:
            return 1.0
        start, full, ramp = (float(self._order[key]) for key in ("start_volume", "full_volume", "ramp"))
        done = min(1.0, (time.monotonic() - self._started_at) / ramp) if ramp > 0 else 1.0
        return start + (full - start) * done

    def _silence(self) -> None:
        self._timer.stop()
        self._order = None
        if self._sink is not None:
            # reset, not stop: what was buffered is dropped, so that silence is immediate.
            self._sink.reset()

    def _close_sink(self) -> None:
        self._timer.stop()
        if self._sink is not None:
            self._sink.reset()
            self._sink.deleteLater()
            self._sink = None

    def _give_up(self, why: str, status: int) -> None:
        report(why)
        self._end(status)

    def _end(self, status: int) -> None:
        self._timer.stop()
        QCoreApplication.exit(status)


def report(event: str, **values: object) -> None:
    """One line to the parent."""
    try:
        sys.stdout.write(json.dumps({"event": event, **values}) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os._exit(0)  # nobody listens: the parent is gone


def _is_dummy(device: QAudioDevice) -> bool:
    return bytes(device.id().data()).startswith(_DUMMY_DEVICE)


def _listen(player: Player) -> None:
    """Runs in a thread: waiting in a read costs nothing, and works on every system."""
    for line in sys.stdin:
        player.line.emit(line)
    player.closed.emit()


def main(arguments: list[str]) -> int:
    """Run until told to quit; gives the exit status."""
    # Ctrl-C in a terminal goes to the whole group; the parent decides what becomes of us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    app = QCoreApplication(arguments[:1])
    # No plugins: the only one would be FFmpeg, which QAudioSink does not need.
    app.setLibraryPaths([])
    player = Player([Path(argument) for argument in arguments[1:]])
    QTimer.singleShot(0, player.begin)
    threading.Thread(target=_listen, args=(player,), daemon=True, name="commands").start()
    return app.exec()


if __name__ == "__main__":
    status = main(sys.argv)
    sys.stdout.flush()
    # Not sys.exit: the commands thread waits in a read, and Qt would wait for a sound server that is gone.
    os._exit(status)
