"""Fills the ticket and the labels of the incident that is shown, and carries out what is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.core.closing.ticket import SUGGESTED_KEYS
from desktop.core.errors import PairwatchError
from desktop.core.incident.commands import AddLabel, Command, RemoveLabel
from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.panels.ticket.ticket_card import TicketCard
from desktop.ui.present.incident.broken import web_host
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr


class TicketPresenter(QObject):
    """`show` is called whenever the incident is drawn."""

    def __init__(self, card: TicketCard, bridge: Bridge) -> None:
        super().__init__(card)
        self._card, self._bridge = card, bridge
        self._shown: UUID | None = None
        self._url = ""
        card.opened.connect(self._open)
        card.labels.added.connect(lambda label: self._do(partial(AddLabel, label=label)))
        card.labels.removed.connect(lambda label: self._do(partial(RemoveLabel, label=label)))

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """The ticket and the labels of this incident."""
        if incident.id != self._shown:
            self._shown = incident.id
            self._card.labels.forget()
        ticket = incident.ticket
        self._url = ticket.url if ticket is not None else ""
        if ticket is None:
            where = tr("kept here only")
        elif ticket.key or ticket.problem:
            where = ticket.tracker
        else:
            where = tr("being opened in {tracker}").format(tracker=ticket.tracker)
        self._card.show_ticket(
            where,
            ticket.key if ticket is not None else "",
            web_host(self._url),
            ticket.problem if ticket is not None else "",
        )
        may_act = viewer.me is not None and team.roster.can_be_paged(viewer.me)
        vocabulary = self._bridge.state.vocabulary or dict.fromkeys(SUGGESTED_KEYS, ())
        suggested = [f"{key}: {value}" for key, values in vocabulary.items() for value in values]
        suggested += [f"{key}: " for key in vocabulary]
        self._card.labels.show_labels(incident.labels, suggested, can_change=may_act)
        self._card.setVisible(may_act or bool(incident.labels) or ticket is not None)

    def _open(self) -> None:
        # What came from outside opens as a web address or not at all.
        if not web_host(self._url) or not QDesktopServices.openUrl(QUrl(self._url)):
            sentence = tr("No browser opened {href}. Copy the address into one.").format(href=self._url)
            self._bridge.refused.emit(sentence)

    def _do(self, make: Callable[..., Command]) -> None:
        if self._shown is None:
            return
        try:
            self._bridge.session.do(self._shown, make)
        except PairwatchError as error:
            self._bridge.refused.emit(str(error))
