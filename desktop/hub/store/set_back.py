"""Notices a wall clock that was set back, on the one computer whose clock all times come from."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from desktop.clock import Clock

TOLERANCE = timedelta(seconds=1)
"""Less is the clock being disciplined, not set."""


class SetBackGauge:
    """Compares the wall clock with the one that never goes back (and goes on while the computer sleeps)."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wall = clock.now()
        self._steady = clock.boottime()
        self._back = timedelta(0)
        self._lock = threading.Lock()

    def remember(self, last_at: datetime | None) -> None:
        """Meanwhile the clock was set back to before the last change written, at least."""
        if last_at is not None and last_at - self._wall > TOLERANCE:
            self._back += last_at - self._wall

    def measure(self) -> timedelta:
        """By how much the clock was set back since `forget`, all in all; zero when it was not."""
        with self._lock:
            wall, steady = self._clock.now(), self._clock.boottime()
            lag = timedelta(seconds=steady - self._steady) - (wall - self._wall)
            self._wall, self._steady = wall, steady
            if lag > TOLERANCE:
                self._back += lag
            return self._back

    def forget(self, back: timedelta) -> None:
        """So much of what was measured is dealt with."""
        with self._lock:
            self._back -= back
