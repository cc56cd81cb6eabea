"""Fills the ticket and the labels of the incident that is shown, and carries out what is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from desktop.core.commands import AddLabel, Command, RemoveLabel
from desktop.core.errors import PairwatchError
from desktop.core.incident import Incident
from desktop.core.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.panels.ticket.ticket_card import TicketCard
from desktop.ui.present.times import Viewer


class TicketPresenter(QObject):
    """`show` is called whenever the incident is drawn."""

    def __init__(self, card: TicketCard, bridge: Bridge) -> None:
        super().__init__(card)
        self._card, self._bridge = card, bridge
        self._shown: UUID | None = None
        card.labels.added.connect(lambda label: self._do(partial(AddLabel, label=label)))
        card.labels.removed.connect(lambda label: self._do(partial(RemoveLabel, label=label)))

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """The labels of this incident."""
        self._shown = incident.id
        may_act = viewer.me is not None and team.roster.can_be_paged(viewer.me)
        vocabulary = self._bridge.state.vocabulary
        suggested = [f"{key}: {value}" for key, values in vocabulary.items() for value in values]
        suggested += [f"{key}: " for key in vocabulary]
        self._card.labels.show_labels(incident.labels, suggested, can_change=may_act)
        self._card.setVisible(may_act or bool(incident.labels))

    def _do(self, make: Callable[..., Command]) -> None:
        if self._shown is None:
            return
        try:
            self._bridge.session.do(self._shown, make)
        except PairwatchError as error:
            self._bridge.refused.emit(str(error))
