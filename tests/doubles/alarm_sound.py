"""A sound that sounds only when the test says so; the signals are `AlarmSound`'s."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.oslayer.sound.kinds import SoundKind


class QuietSound(QObject):
    """`kind` is what was asked for last, None when nothing should sound."""

    playing = Signal(str)
    silent = Signal(str)
    degraded = Signal(str)
    restarted = Signal()
    finished = Signal()
    ready = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.kind: SoundKind | None = None
        self.starts = 0

    @property
    def wanted(self) -> bool:
        return self.kind is not None

    def start(self, kind: SoundKind) -> None:
        self.kind = kind
        self.starts += 1

    def stop(self) -> None:
        self.kind = None
