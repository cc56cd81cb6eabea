"""Fetches timelines from the session, one at a time, and again when something happened meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop import tasks
from desktop.client.session import Session
from desktop.core.errors import PairwatchError

Start = Callable[[Coroutine[Any, Any, None], str], object]


class TimelineLoader(QObject):
    """`loaded` and `failed` are told for the incident that was asked for last only."""

    loaded = Signal(object, object)
    """UUID, tuple[Event, ...] oldest first."""
    failed = Signal(object, str)
    """UUID, a sentence with its remedy."""

    def __init__(self, session: Session, start: Start = tasks.start, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._start = session, start
        self._wanted: UUID | None = None
        self._again = False
        self._running = False

    def load(self, incident_id: UUID) -> None:
        self._wanted = incident_id
        if self._running:
            self._again = True
            return
        self._running = True
        self._start(self._fetch(), "timeline")

    async def _fetch(self) -> None:
        try:
            while self._wanted is not None:
                self._again, asked = False, self._wanted
                try:
                    entries = await self._session.timeline(asked)
                except PairwatchError as error:
                    if not self._again:
                        self.failed.emit(asked, str(error))
                        return
                    continue
                if asked == self._wanted:
                    self.loaded.emit(asked, tuple(entry.event for entry in entries))
                if not self._again:
                    return
        finally:
            self._running = False
