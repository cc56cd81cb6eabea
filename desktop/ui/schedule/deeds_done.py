"""What was done on the timeline, and how it is taken back: the last first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.ui.schedule.schedule_book import ScheduleBook
from desktop.ui.schedule.schedule_view import ScheduleView
from desktop.ui.timeline_loader import Start

_REMEMBERED = 20


@dataclass(frozen=True, slots=True)
class _Done:
    words: str
    undo: Callable[[], Awaitable[object]]


class DeedsDone(QObject):
    """Ctrl+Z, and the bar that says what it would take back."""

    def __init__(self, view: ScheduleView, book: ScheduleBook, start: Start = tasks.start) -> None:
        super().__init__(view)
        self._view, self._book, self._start = view, book, start
        self._done: list[_Done] = []
        view.undo_wanted.connect(self._undo)

    def add(self, words: str, undo: Callable[[], Awaitable[object]]) -> None:
        """Something was done: say it, and offer to take it back."""
        self._view.show_problem("")
        self._done = [*self._done, _Done(words, undo)][-_REMEMBERED:]
        self._view.timeline.undo.say(words)
        self._book.reload()

    def _undo(self) -> None:
        if self._done:
            self._start(self._take_back(self._done.pop()), "schedule: undo")

    async def _take_back(self, done: _Done) -> None:
        self._view.timeline.undo.say(self._done[-1].words if self._done else "")
        try:
            await done.undo()
        except PairwatchError as error:
            self._view.show_problem(error.sentence, error.remedy)
        self._book.reload()
