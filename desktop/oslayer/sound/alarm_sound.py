"""`AlarmSound`: sounds until told to stop, whatever happens to players, devices and sound servers."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.oslayer.sound.bell import Bell
from desktop.oslayer.sound.command_player import COMMANDS, CommandPlayer
from desktop.oslayer.sound.kinds import Play, SoundKind
from desktop.oslayer.sound.mechanism import Mechanism
from desktop.oslayer.sound.player_process import PlayerProcess

_log = logging.getLogger(__name__)

# The player gets three tries before the next candidate: a sound server that restarts is back within a second.
_TRIES = 3
_PAUSE = 300
# While only the bell is left, all is tried again this often;
_ROUND = 800
# while another program plays, our own player is tried again this often: only it proves that it is heard;
_BACK_UP = 3_000
# and this is how long a desktop that is idle waits, growing to the second, until it looks for a device
# again.
_IDLE_FIRST = 5_000
_IDLE_LONGEST = 60_000


class AlarmSound(QObject):
    """One sound at a time, from candidates in order: the player process, pw-play, paplay, aplay, the bell.

    `playing` is said when sound is proven (or, with `degraded`, when the best that can be known is that a
    program runs); `silent` whenever nothing but the bell is left, with what to do. Both may come again and
    again.
    """

    playing = Signal(str)
    """The device or program that sounds."""
    silent = Signal(str)
    """A sentence for a person: why nothing is heard, and what to do."""
    degraded = Signal(str)
    """A sentence: it sounds, but not by our own player, so it is not verified."""
    restarted = Signal()
    """The player process ended or hung while it should play; a new one sounds now."""
    finished = Signal()
    """A sound that plays once (the check) has ended."""
    ready = Signal(str)
    """The player process waits; the argument is the device."""

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        player: PlayerProcess | None = None,
        fallbacks: Sequence[Mechanism] | None = None,
    ) -> None:
        super().__init__(parent)
        self._player = player or PlayerProcess()
        self._player.setParent(self)
        others = [CommandPlayer(name) for name in COMMANDS] if fallbacks is None else list(fallbacks)
        self._bell = Bell(self)
        self._candidates: list[Mechanism] = [self._player, *others]
        for candidate in self._candidates:
            candidate.setParent(self)
            candidate.playing.connect(lambda where, c=candidate: self._on_playing(c, where))
            candidate.failed.connect(lambda why, c=candidate: self._on_failed(c, why))
            candidate.finished.connect(lambda c=candidate: self._on_finished(c))
        self._player.ready.connect(self._on_ready)
        self._player.device_changed.connect(self._on_device_changed)
        self._play: Play | None = None
        self._started_at = 0.0
        self._current = 0
        self._tries = 0
        self._why = ""
        self._broken = False
        self._reported: set[str] = set()
        self._sounding = False
        self._idle_wait = _IDLE_FIRST
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._retry)

    @property
    def wanted(self) -> bool:
        """Whether a sound is on that has neither ended nor been stopped."""
        return self._play is not None

    @property
    def sounding(self) -> bool:
        """Whether it is known to sound at this moment."""
        return self._sounding

    @property
    def player_id(self) -> int:
        """The player's process id, 0 when there is none: for `pairwatch doctor`, measurements and tests."""
        return self._player.process_id

    def prepare(self) -> None:
        """Start the player process, so that `start` sounds at once; `ready` or `silent` follows."""
        self._player.prepare()

    def choose_device(self, description: str | None) -> None:
        """Prefer this device, by the name people see; None follows the system's default."""
        self._player.choose_device(description)

    def start(self, kind: SoundKind) -> None:
        """Sound until `stop` (CHECK: once). A sound that is on is replaced."""
        if self._play is not None and self._current != 0:
            self._candidates[self._current].stop()
        self._play, self._started_at = kind.value, time.monotonic()
        self._tries = 0
        self._broken = False
        self._sounding = False
        self._begin(0)

    def stop(self) -> None:
        """Silence, at once."""
        self._play = None
        self._sounding = False
        self._again.stop()
        self._bell.stop()
        for candidate in self._candidates:
            candidate.stop()
        if not self._player.running:
            self._wait_idle()

    def close(self) -> None:
        """End everything; takes a few tens of milliseconds."""
        self._play = None
        self._sounding = False
        self._again.stop()
        self._bell.stop()
        for candidate in self._candidates:
            candidate.close()

    def _begin(self, index: int) -> None:
        assert self._play is not None
        self._again.stop()
        self._current = index
        self._candidates[index].start(self._rest(self._play))

    def _rest(self, play: Play) -> Play:
        return play.after(timedelta(seconds=time.monotonic() - self._started_at))

    def _retry(self) -> None:
        if self._play is None:
            self._player.prepare()
        elif self._sounding:
            self._player.start(self._rest(self._play))
        else:
            self._begin(0)

    def _on_playing(self, candidate: Mechanism, where: str) -> None:
        if self._play is None or candidate not in (self._player, self._candidates[self._current]):
            return
        if candidate is not self._candidates[self._current]:
            self._candidates[self._current].stop()
            self._current = 0
        self._bell.stop()
        self._sounding = True
        self._tries = 0
        self._reported.clear()
        if candidate is self._player and self._broken:
            self._broken = False
            self.restarted.emit()
        self.playing.emit(where)
        # Anybody may have stopped it meanwhile; and what is doubtful is said last, so that it is what stays.
        if not candidate.proves_sound and self._play is not None:
            if self._play.loop:
                self._again.start(_BACK_UP)
            self.degraded.emit(f"The alarm plays by {where}, which cannot tell whether it is heard.")

    def _on_failed(self, candidate: Mechanism, why: str) -> None:
        # Once each: without a device the same round goes on for as long as the alarm does.
        level = logging.DEBUG if why in self._reported else logging.WARNING
        self._reported.add(why)
        _log.log(level, "sound by %s: %s", candidate.name, why)
        if candidate is self._player:
            self._why = why
        if self._play is None:
            if candidate is self._player:
                self.silent.emit(why)
                self._wait_idle()
            return
        if candidate is not self._candidates[self._current]:
            if candidate is self._player and self._play.loop:
                self._again.start(_BACK_UP)
            return
        was_sounding, self._sounding = self._sounding, False
        if candidate is self._player:
            self._tries += 1
            self._broken = True
            if self._tries < _TRIES:
                # The first time at once: mostly it is the player alone that died.
                self._again.start(0 if was_sounding or self._tries == 1 else _PAUSE)
                return
        if self._current + 1 < len(self._candidates):
            self._begin(self._current + 1)
            return
        self._bell.start(self._play)
        self.silent.emit(self._why)
        if self._play.loop:
            self._tries = _TRIES - 1
            self._again.start(_ROUND)
        else:
            self._play = None
            self._wait_idle()

    def _on_finished(self, candidate: Mechanism) -> None:
        if self._play is not None and candidate is self._candidates[self._current]:
            self._play = None
            self._sounding = False
            self.finished.emit()

    def _on_ready(self, device: str) -> None:
        self._idle_wait = _IDLE_FIRST
        self.ready.emit(device)

    def _on_device_changed(self, device: str) -> None:
        if self._sounding:
            self.playing.emit(device)
        else:
            self.ready.emit(device)

    def _wait_idle(self) -> None:
        """Nothing should sound, and there is no player: look again later, and more rarely each time."""
        self._again.start(self._idle_wait)
        self._idle_wait = min(_IDLE_LONGEST, self._idle_wait * 2)
