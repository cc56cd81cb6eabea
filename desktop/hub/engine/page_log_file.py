"""Keeps the page log's file current: written when something changed, at most once a minute."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.hub.store.store import Store
from desktop.hub.usecases.retro.page_log_writing import PageLogSetting, write_file

_log = logging.getLogger(__name__)

EVERY = timedelta(minutes=1)
_SHARE = 10
"""A writing that takes long is followed by so many times as long without one."""


class PageLogFile:
    """Used on the hub's loop only. Each replica keeps the file of its own team file."""

    def __init__(self, store: Store, setting: PageLogSetting, every: timedelta = EVERY) -> None:
        self._store = store
        self._setting = setting
        self._every = every
        self._changed = asyncio.Event()
        self._changed.set()  # what happened while the hub was off
        self._told = ""
        self._task: asyncio.Task[None] | None = None
        self._stop_listening: Callable[[], None] | None = None

    def start(self) -> None:
        """Begin; the first file is written at once."""
        self._stop_listening = self._store.listen(lambda _changes: self._changed.set())
        self._task = tasks.start(self._run(), "page log: keep the file")

    async def stop(self) -> None:
        """End what runs. Called again it does nothing."""
        if self._stop_listening is not None:
            self._stop_listening()
            self._stop_listening = None
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._changed.wait()
            self._changed.clear()
            begun = loop.time()
            await self._write()
            await asyncio.sleep(max(self._every.total_seconds(), _SHARE * (loop.time() - begun)))

    async def _write(self) -> None:
        try:
            await write_file(self._store, self._setting)
        except PairwatchError as error:
            self._changed.set()  # tried again, and logged once
            if str(error) != self._told:
                _log.warning("page log: %s", error.sentence)
            self._told = str(error)
        except Exception:  # noqa: BLE001 - a defect here must not end the hub, which pages people
            _log.exception("writing the page log's file failed")
        else:
            self._told = ""
