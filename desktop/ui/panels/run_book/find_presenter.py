"""Fills the list of run-books: what is worked through, what fits, what a search finds."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject

from desktop.client.state import Connection
from desktop.core.errors import PairwatchError
from desktop.core.fixing.run_book import RunBookCard
from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.panels.run_book.find_page import FindPage
from desktop.ui.present.fixing.run_book_progress import progress_words, works_shown
from desktop.ui.present.fixing.run_book_words import fitting_rows, found_rows
from desktop.ui.present.rows import Section
from desktop.ui.present.telling.texts import TextRow
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline_loader import Start
from desktop.wire.run_book import FittingRunBook

_MOST_FITTING = 8
_MOST_FOUND = 30


class FindPresenter(QObject):
    """Of two answers only the one to the last question counts."""

    def __init__(self, page: FindPage, bridge: Bridge, start: Start) -> None:
        super().__init__(page)
        self._page, self._bridge, self._start = page, bridge, start
        self._incident_id: UUID | None = None
        self._about: object = None
        self._fits: list[FittingRunBook] | None = None
        self._found: list[RunBookCard] = []
        self._asked = ""
        self._answered = ""
        self._searching = False
        self._problem = ""
        self._drawn: object = None
        self._args: tuple[Incident, Team, Viewer, datetime] | None = None
        page.asked.connect(self._ask)
        page.again.connect(self._reload)

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """Of this incident; asked again when its alerts, its labels or the connection are others."""
        self._args = (incident, team, viewer, now)
        if incident.id != self._incident_id:
            self._incident_id, self._fits, self._problem = incident.id, None, ""
            self._page.line.clear()
        connected = self._bridge.state.connection is Connection.CONNECTED
        alerts = tuple((alert.integration, alert.dedup_key) for alert in incident.alerts)
        about = (incident.id, incident.service, alerts, incident.labels, connected)
        if about != self._about:
            self._about = about
            self._load()
        self._draw()

    # Asking

    def _load(self) -> None:
        if self._incident_id is not None:
            self._start(self._fetch(self._incident_id), "run-books that fit")

    async def _fetch(self, incident_id: UUID) -> None:
        try:
            fits = await self._bridge.session.run_books.fitting(incident_id, _MOST_FITTING)
        except PairwatchError as error:
            if incident_id == self._incident_id:
                self._problem = str(error)
                self._draw()
            return
        if incident_id == self._incident_id:
            self._fits, self._problem = fits, ""
            self._draw()

    def _reload(self) -> None:
        self._load()
        if self._asked:
            self._ask(self._asked)

    def _ask(self, words: str) -> None:
        self._asked = words.strip()
        if not self._asked:
            self._found, self._answered = [], ""
            self._draw()
        elif not self._searching:
            self._searching = True
            self._start(self._search(), "search run-books")

    async def _search(self) -> None:
        """One question at a time, and then the latest: who types fast is not answered for each letter."""
        try:
            while self._asked and self._asked != self._answered:
                asked = self._asked
                try:
                    found = await self._bridge.session.run_books.search(asked, _MOST_FOUND)
                except PairwatchError as error:
                    self._problem = str(error)
                    self._answered = ""
                    self._draw()
                    return
                if asked == self._asked:
                    self._found, self._answered, self._problem = found, asked, ""
                    self._draw()
        finally:
            self._searching = False

    # Drawing

    def _draw(self) -> None:
        if self._args is None:
            return
        incident, team, viewer, now = self._args
        drawn = (
            incident.work,
            self._fits,
            self._found,
            self._asked,
            self._answered,
            self._problem,
            viewer.days_between(incident.opened_at, now),
        )
        if drawn == self._drawn:
            return
        self._drawn = drawn
        searching = bool(self._asked)
        rows: list[TextRow | Section] = []
        if searching:
            rows += found_rows(self._found)
        else:
            rows += _works(incident, team, viewer)
            worked = {work.run_book_id for work in incident.work}
            fits = [one for one in self._fits or () if one.card.id not in worked]
            if rows and fits:
                rows.append(Section(tr("Fits too")))
            rows += fitting_rows(fits, now)
        self._page.show_rows(rows)
        self._say(rows, searching=searching)

    def _say(self, rows: list[TextRow | Section], *, searching: bool) -> None:
        if self._problem:
            self._page.say(self._problem, Tone.ALARM, can_retry=True)
        elif searching and self._answered != self._asked:
            self._page.say("" if rows else tr("Searching …"))
        elif searching and not rows:
            self._page.say(tr("No run-book has these words. Try fewer of them."))
        elif searching and len(self._found) >= _MOST_FOUND:
            self._page.say(tr("There are more: add a word."))
        elif self._fits is None:
            self._page.say(tr("Looking for what fits …"))
        elif not rows:
            self._page.say(tr("None fits this incident. Search all of them, or write one when it is over."))
        else:
            self._page.say("")


def _works(incident: Incident, team: Team, viewer: Viewer) -> list[TextRow | Section]:
    works = works_shown(incident)
    if not works:
        return []
    rows: list[TextRow | Section] = [Section(tr("In this incident"))]
    rows += [
        TextRow(
            key=work.run_book_id,
            title=work.title,
            detail=progress_words(work, team, viewer),
            mark="" if work.ended_at is not None else tr("open"),
            mark_tone=Tone.ENGINEER,
        )
        for work in works
    ]
    return rows
