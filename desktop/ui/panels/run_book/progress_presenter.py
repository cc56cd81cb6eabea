"""Fills the progress of run-books for the Manager."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.fixing.work import RunBookWork
from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.panels.run_book.progress_line import ProgressLine
from desktop.ui.present.fixing.run_book_progress import progress_row, works_shown
from desktop.ui.present.times import Viewer
from desktop.ui.timeline_loader import Start

AGAIN = timedelta(seconds=20)
"""How long after a failure it is asked again."""
_Steps = tuple[tuple[str, str], ...]


class ProgressPresenter(QObject):
    """`show` is called whenever the incident is drawn. Titles of steps are asked for once for each version of
    a run-book; without them the number of marks is told."""

    def __init__(self, line: ProgressLine, bridge: Bridge, start: Start = tasks.start) -> None:
        super().__init__(line)
        self._line, self._bridge, self._start = line, bridge, start
        self._steps: dict[tuple[str, str], _Steps | None] = {}
        self._again_at = datetime.min.replace(tzinfo=UTC)
        self._drawn: object = None

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """The run-books of this incident."""
        works = works_shown(incident)
        for work in works:
            if (work.run_book_id, work.version) not in self._steps and now >= self._again_at:
                self._steps[work.run_book_id, work.version] = None
                self._start(self._fetch(work, now), "steps of a run-book")
        known = [self._steps.get((work.run_book_id, work.version)) for work in works]
        drawn = (incident.id, works, known)
        if drawn != self._drawn:
            self._drawn = drawn
            rows = [progress_row(work, team, viewer, steps) for work, steps in zip(works, known, strict=True)]
            self._line.show_rows(rows)

    async def _fetch(self, work: RunBookWork, asked_at: datetime) -> None:
        key = (work.run_book_id, work.version)
        try:
            book = await self._bridge.session.run_books.get(work.run_book_id)
        except PairwatchError:
            # Told without "of 7" until then.
            self._steps.pop(key, None)
            self._again_at = asked_at + AGAIN
            return
        self._steps[key] = tuple((step.id, step.title) for step in book.steps)
