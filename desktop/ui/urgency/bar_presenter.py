"""Fills the bar of an incident's urgency, and asks for what is decided there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from desktop.core.errors import PairwatchError
from desktop.core.incident.commands import ChangeUrgency
from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.core.urgency.urgency import Urgency
from desktop.ui.bridge import Bridge
from desktop.ui.present.rules.urgency import urgency_view
from desktop.ui.present.times import Viewer
from desktop.ui.urgency.urgency_bar import UrgencyBar


class UrgencyBarPresenter(QObject):
    """`say` tells the person why something could not be asked for."""

    def __init__(self, bar: UrgencyBar, bridge: Bridge, say: Callable[[str], None]) -> None:
        super().__init__(bar)
        self._bar, self._bridge, self._say = bar, bridge, say
        self._shown: UUID | None = None
        bar.decided.connect(self._decide)

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """This incident, as it is."""
        if incident.id != self._shown:
            self._shown = incident.id
            self._bar.forget()
        pending = [kept.command for kept in self._bridge.state.pending_for(incident.id)]
        self._bar.show_view(urgency_view(incident, team, viewer, now, pending))

    def _decide(self, urgency: Urgency, because: str) -> None:
        if self._shown is None:
            return
        try:
            self._bridge.session.do(self._shown, partial(ChangeUrgency, urgency=urgency, because=because))
        except PairwatchError as error:
            self._say(str(error))
