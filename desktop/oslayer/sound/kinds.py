"""The three sounds, and how each is played."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent.parent.parent / "resources" / "sounds"
_RAMP = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Play:
    """What a player is told: a WAV file, and the volumes (0 to 1, amplitude) between which it grows."""

    sound: Path
    loop: bool
    start_volume: float
    full_volume: float
    ramp: timedelta

    def after(self, elapsed: timedelta) -> Play:
        """The same, for a player that takes over `elapsed` after the start: the volume does not fall back."""
        if elapsed >= self.ramp:
            return replace(self, start_volume=self.full_volume, ramp=timedelta(0))
        done = elapsed / self.ramp
        volume = self.start_volume + (self.full_volume - self.start_volume) * done
        return replace(self, start_volume=volume, ramp=self.ramp - elapsed)


class SoundKind(enum.Enum):
    """ALARM: a page. REMINDER: milder, an update is due. CHECK: once, a few seconds, for the sound check."""

    ALARM = Play(_FOLDER / "alarm.wav", True, 0.4, 1.0, _RAMP)
    REMINDER = Play(_FOLDER / "reminder.wav", True, 0.35, 0.8, _RAMP)
    CHECK = Play(_FOLDER / "check.wav", False, 0.9, 0.9, timedelta(0))
