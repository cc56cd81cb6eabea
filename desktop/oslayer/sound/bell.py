"""The last candidate: the system's bell once a second. It cannot fail, and cannot be known to be heard."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.oslayer.sound.kinds import Play
from desktop.oslayer.sound.mechanism import Mechanism


class Bell(Mechanism):
    """`QApplication.beep` while it is started; says nothing, since nothing is known."""

    name = "bell"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(QApplication.beep)

    def start(self, play: Play) -> None:
        if not self._timer.isActive():
            QApplication.beep()
            if play.loop:
                self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
