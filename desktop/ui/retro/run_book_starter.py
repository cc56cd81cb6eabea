"""Begins the run-book that is missing: of a debt from what its last incident says, of a service for whoever
is called in."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import PairwatchError
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.present.fixing.run_book_draft import missing_draft, run_book_draft
from desktop.ui.present.retro.called_in import CalledRow
from desktop.ui.present.retro.debts import DebtRow
from desktop.ui.timeline_loader import Start


class RunBookStarter(QObject):
    """`begun` carries the text of a file, for the library to go on with."""

    begun = Signal(str)

    def __init__(self, parent: QObject, bridge: Bridge, start: Start) -> None:
        super().__init__(parent)
        self._bridge, self._start = bridge, start

    def begin_for_service(self, row: CalledRow) -> None:
        """Who is called in is who could write it."""
        owner = self._team.roster.name(row.knows)
        self.begun.emit(missing_draft(row.run_book, [row.service] if row.has_service else [], owner))

    def begin_for_debt(self, row: DebtRow) -> None:
        """With what was seen and tried the last time, where that is known here."""
        self._start(self._draft(row), "retro: begin a run-book")

    @property
    def _team(self) -> Team:
        return self._bridge.state.team or Team()

    async def _draft(self, row: DebtRow) -> None:
        viewer = self._bridge.viewer
        incident = self._bridge.state.incidents.get(row.incident_id)
        if incident is not None:
            try:
                entries = await self._bridge.session.timeline(row.incident_id)
            except PairwatchError:
                entries = []  # what is known of it without the timeline is enough to begin with
            events = [entry.event for entry in entries]
            self.begun.emit(run_book_draft(incident, events, self._team, viewer))
            return
        owner = self._team.roster.name(viewer.me) if viewer.me is not None else ""
        self.begun.emit(missing_draft(row.run_book, [row.service], owner))
