"""The computer's sleep: kept off while a page is unanswered, and noticed afterwards."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from desktop import tasks
from desktop.clock import Clock, SleepGauge, SystemClock
from desktop.oslayer.bus import Bus, BusFailed

_log = logging.getLogger(__name__)

_NAME = "org.freedesktop.login1"
_PATH = "/org/freedesktop/login1"
_MANAGER = "org.freedesktop.login1.Manager"


class Sleep:
    """Calls `on_resume` after each sleep, at least once; told by login1, else seen by the clocks.

    The clocks are looked at only where login1 is not: a desktop that waits should not wake up for nothing.
    """

    def __init__(
        self,
        on_resume: Callable[[], None],
        *,
        clock: Clock | None = None,
        bus: Bus | None = None,
        look_every: timedelta = timedelta(seconds=10),
    ) -> None:
        self._on_resume = on_resume
        self._gauge = SleepGauge(clock or SystemClock())
        self._bus = bus or Bus(system=True)
        self._look_every = look_every.total_seconds()
        self._lock: int | None = None
        self._wanted = False
        self._change = asyncio.Lock()
        self._looking: asyncio.Task[None] | None = None

    async def watch(self) -> None:
        """Begin to notice sleeps. Returns at once."""
        try:
            await self._bus.subscribe(_NAME, _MANAGER, self._signal)
        except BusFailed as error:
            _log.info("no login1 (%s): sleep is noticed by the clocks", error)
            self._looking = tasks.start(self._look(), "sleep watch")

    async def keep_awake(self, why: str) -> bool:
        """Keep the computer from sleeping by itself until `let_sleep`. False where that is not possible.

        `why` is shown to the person who sends it to sleep.
        """
        self._wanted = True
        async with self._change:
            if self._lock is not None or not self._wanted:
                return True
            try:
                self._lock = await self._bus.take_descriptor(
                    _NAME, _PATH, _MANAGER, "Inhibit", "sleep:idle", "Pairwatch", why, "block"
                )
            except BusFailed as error:
                _log.info("the computer cannot be kept awake: %s", error)
                return False
            return True

    async def let_sleep(self) -> None:
        """It may sleep again; harmless when it may already."""
        self._wanted = False
        async with self._change:
            self._release()

    def close(self) -> None:
        """Let it sleep, and notice nothing any more."""
        self._release()
        if self._looking is not None:
            self._looking.cancel()
        self._bus.close()

    def _release(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _signal(self, member: str, body: list[Any]) -> None:
        # True before the sleep, False after it.
        if member == "PrepareForSleep" and body == [False]:
            _log.info("woke up")
            self._on_resume()

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(self._look_every)
            slept = self._gauge.slept()
            if slept:
                _log.info("woke up after %s", slept)
                self._on_resume()
