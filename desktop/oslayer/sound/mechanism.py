"""The port: one way to make a sound. `alarm_sound` has the candidates in order; the bell never fails."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.oslayer.sound.kinds import Play


class Mechanism(QObject):
    """Plays one sound at a time and reports; after `failed` it is idle and may be started again."""

    playing = Signal(str)
    """It sounds now; the argument names the device or the program."""
    finished = Signal()
    """A sound that does not loop has ended."""
    failed = Signal(str)
    """It does not sound, or no longer: a sentence for a person."""

    name = ""
    proves_sound = False
    """Whether `playing` means that a device takes the sound, not only that a program runs."""

    def prepare(self) -> None:
        """Load what can be loaded, so that `start` is quick."""

    def start(self, play: Play) -> None:
        """Begin to play; `playing` or `failed` follows. While it plays, changes the sound."""
        raise NotImplementedError

    def stop(self) -> None:
        """Be silent; harmless when it is silent."""
        raise NotImplementedError

    def close(self) -> None:
        """Stop and free everything; not used afterwards."""
        self.stop()
