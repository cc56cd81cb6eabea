"""A desktop with nothing but the alarm sound: `python -m tests.e2e.sound_desk`.

In, a word a line: prepare, ALARM, REMINDER, CHECK, stop, block SECONDS, quit. Out, a JSON object a line:
{"event": name of AlarmSound's signal, "text": its argument, "at": seconds of the monotonic clock, "player":
id}.
"""

from __future__ import annotations

import json
import sys
import threading
import time

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from desktop.oslayer.sound.alarm_sound import AlarmSound
from desktop.oslayer.sound.kinds import SoundKind


class Desk(QObject):
    word = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sound = AlarmSound(self)
        for name in ("playing", "silent", "degraded", "ready"):
            getattr(self.sound, name).connect(lambda text, n=name: self.say(n, text))
        for name in ("restarted", "finished"):
            getattr(self.sound, name).connect(lambda n=name: self.say(n))
        self.word.connect(self.obey, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self.listen, daemon=True).start()

    def say(self, event: str, text: str = "") -> None:
        told = {"event": event, "text": text, "at": time.monotonic(), "player": self.sound.player_id}
        print(json.dumps(told), flush=True)

    def listen(self) -> None:
        for line in sys.stdin:
            self.word.emit(line.strip())
        self.word.emit("quit")

    def obey(self, word: str) -> None:
        match word.split():
            case ["prepare"]:
                self.sound.prepare()
            case ["stop"]:
                self.sound.stop()
                self.say("stopped")
            case ["block", seconds]:
                time.sleep(float(seconds))
            case ["quit"]:
                self.sound.close()
                QApplication.exit()
            case [kind]:
                self.say("started")
                self.sound.start(SoundKind[kind])


if __name__ == "__main__":
    app = QApplication([])
    desk = Desk()
    sys.exit(app.exec())
