"""Fills the links of the incident that is shown, and opens them in the browser."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.core.errors import PairwatchError
from desktop.core.incident.alert import Link
from desktop.core.incident.incident import Incident
from desktop.core.incident.incident_links import incident_links
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.panels.links.links_card import LinksCard
from desktop.ui.present.fixing.links import link_rows
from desktop.ui.present.incident.broken import web_host
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.timeline_loader import Start

_MOST_BOOKS = 3
"""So many of the run-books that fit best have links worth showing."""
_PATIENCE = timedelta(seconds=30)
"""After so long the hub is asked again that could not be."""


class LinksPresenter(QObject):
    """`show` is called whenever the incident is drawn. The run-books' links come when the hub gives them;
    without it the others are there all the same."""

    def __init__(self, card: LinksCard, bridge: Bridge, start: Start) -> None:
        super().__init__(card)
        self._card, self._bridge, self._start = card, bridge, start
        self._incident: Incident | None = None
        self._team = Team()
        self._now: datetime | None = None
        self._books: tuple[tuple[str, tuple[Link, ...]], ...] = ()
        self._asked_for: tuple[UUID, int] | None = None
        self._again_at: datetime | None = None
        self._drawn: object = None
        card.opened.connect(self._open)

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """The links of this incident; the span ends with the whole minute, so that they stand still."""
        if self._incident is None or incident.id != self._incident.id:
            self._books = ()
            self._card.fold()
        self._incident, self._team, self._now = incident, team, now
        wanted = (incident.id, len(incident.alerts))
        if wanted != self._asked_for or (self._again_at is not None and now >= self._again_at):
            self._asked_for, self._again_at = wanted, None
            self._start(self._load(incident.id), "links of run-books")
        self._draw()

    def _draw(self) -> None:
        if self._incident is None or self._now is None:
            return
        minute = self._now.replace(second=0, microsecond=0)
        incident = self._incident
        about = (incident.id, incident.alerts, incident.resolved_at)
        drawn = (about, self._team.services, self._books, minute)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        rows = link_rows(incident_links(incident, self._team.services, self._books, minute))
        self._card.show_links(rows)
        self._card.setVisible(bool(rows))

    async def _load(self, incident_id: UUID) -> None:
        desk = self._bridge.session.run_books
        try:
            fitting = await desk.fitting(incident_id, _MOST_BOOKS)
            books = [await desk.get(one.card.id) for one in fitting]
        except PairwatchError:
            self._again_at = self._bridge.hub_now() + _PATIENCE
            return
        if self._incident is not None and incident_id == self._incident.id:
            self._books = tuple((book.title, book.links) for book in books)
            self._draw()

    def _open(self, href: str) -> None:
        # Only what was shown with its host is opened, and only as a web address.
        if not web_host(href) or not QDesktopServices.openUrl(QUrl(href)):
            words = tr("No browser opened {href}. Copy the address into one.")
            self._bridge.refused.emit(words.format(href=href))
