"""The only reader of wall time; everybody else gets `now` as an argument or is given a `Clock`."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What tells the time: the wall clock for people and records, the monotonic one for waiting."""

    def now(self) -> datetime:
        """The wall clock: aware, in UTC. It may jump, forward and back."""
        ...

    def monotonic(self) -> float:
        """Seconds since some fixed moment; never goes back, stands still while the computer sleeps."""
        ...

    def boottime(self) -> float:
        """As `monotonic`, but goes on while the computer sleeps, where the system can tell."""
        ...


class SystemClock:
    """The computer's own clocks."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def boottime(self) -> float:
        if sys.platform == "linux":
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        if sys.platform == "darwin":
            # Darwin's CLOCK_MONOTONIC counts sleep, while Python's monotonic() there does not.
            return time.clock_gettime(time.CLOCK_MONOTONIC)
        # Windows: the performance counter goes on during sleep, so sleep is unseen; resume events tell.
        return time.monotonic()


class MovedClock:
    """A clock that stands until somebody moves it: for tests and for the headless demo."""

    def __init__(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("the clock needs an aware datetime")
        self._now = at.astimezone(UTC)
        self._monotonic = 0.0
        self._boottime = 0.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def boottime(self) -> float:
        return self._boottime

    def advance(self, by: timedelta) -> datetime:
        """Let time pass on all clocks, as it does for a computer that is awake; gives the new `now`."""
        if by < timedelta(0):
            raise ValueError("time does not pass backwards; use jump for a corrected wall clock")
        self._monotonic += by.total_seconds()
        return self.sleep(by)

    def advance_to(self, at: datetime) -> datetime:
        """Let time pass until `at`, which must not be past."""
        return self.advance(at - self._now)

    def sleep(self, by: timedelta) -> datetime:
        """The computer sleeps for `by`: the monotonic clock stands still."""
        self._boottime += by.total_seconds()
        return self.jump(by)

    def jump(self, by: timedelta) -> datetime:
        """Somebody sets the wall clock, forward or back; the others do not notice."""
        self._now += by
        return self._now


class SleepGauge:
    """Shows that the computer slept, by boot time running ahead of monotonic time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ahead = self._measure()

    def slept(self) -> timedelta:
        """How long the computer slept since the last call (or since this was made); zero when it did not."""
        ahead = self._measure()
        gained, self._ahead = ahead - self._ahead, ahead
        # The two clocks are read one after the other: below a tenth of a second it is only that.
        return timedelta(seconds=gained) if gained > 0.1 else timedelta(0)

    def _measure(self) -> float:
        return self._clock.boottime() - self._clock.monotonic()
