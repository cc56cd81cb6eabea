"""Fills the list of the library, and knows what of it is new."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from desktop.client.state import Connection
from desktop.core.errors import PairwatchError
from desktop.core.fixing.run_book import RunBookCard
from desktop.core.fixing.run_book_amendment import AmendmentState, RunBookAmendment
from desktop.ui.bridge import Bridge
from desktop.ui.present.fixing.run_book_words import following_words, library_rows, proposal_count
from desktop.ui.present.telling.texts import TextRow
from desktop.ui.present.words import tr
from desktop.ui.run_books.run_books_view import RunBooksView
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline_loader import Start
from desktop.wire.run_book import Following

MOST_SHOWN = 300
_OLD = timedelta(seconds=30)
"""The hub does not tell when files changed: they are looked at again."""


class ListPresenter(QObject):
    """`loaded` when the list was read anew."""

    loaded = Signal()

    def __init__(self, view: RunBooksView, bridge: Bridge, start: Start) -> None:
        super().__init__(view)
        self._view, self._bridge, self._start = view, bridge, start
        self.cards: list[RunBookCard] = []
        self.amendments: list[RunBookAmendment] = []
        self.following = Following()
        self.chosen = ""
        self._unsaved: Collection[str] = ()
        self._asked = ""
        self._answered: str | None = None
        self._loading = False
        self._stale = True
        self._at: datetime | None = None
        self._state: tuple[Connection, int] | None = None
        view.asked.connect(self._ask)
        view.banner.acted.connect(self.load)

    def refresh(self) -> None:
        """Read anew when something happened, or after a while."""
        state = (self._bridge.state.connection, self._bridge.state.cursor)
        now = self._bridge.local_now()
        if state != self._state or self._at is None or now - self._at > _OLD:
            self._state, self._at = state, now
            self.load()
        self.draw()

    def load(self) -> None:
        self._stale = True
        if not self._loading:
            self._loading = True
            self._start(self._fetch(), "library of run-books")

    def _ask(self, words: str) -> None:
        self._asked = words.strip()
        self.load()

    async def _fetch(self) -> None:
        """One question at a time, and then the latest: stale answers are dropped."""
        desk = self._bridge.session.run_books
        try:
            while self._stale:
                self._stale, asked = False, self._asked
                cards = await desk.search(asked, MOST_SHOWN)
                amendments = await desk.amendments(state=AmendmentState.OPEN)
                following = await desk.following()
                if asked == self._asked:
                    self.cards, self.amendments, self.following = cards, amendments, following
                    self._answered = asked
                    self._view.show_trouble("", "")
                    self.loaded.emit()
                    self.draw()
        except PairwatchError as error:
            title = tr("The run-books could not be read. {why}").format(why=error.sentence)
            self._view.show_trouble(title, error.remedy)
        finally:
            self._loading = False

    def draw(self, unsaved: Collection[str] | None = None) -> None:
        """`unsaved`: ids of those that were changed here; None, as before."""
        if unsaved is not None:
            self._unsaved = tuple(unsaved)
        waiting: dict[str, int] = {}
        for one in self.amendments:
            waiting[one.run_book_id] = waiting.get(one.run_book_id, 0) + 1
        viewer, now = self._bridge.viewer, self._bridge.hub_now()
        rows = library_rows(self.cards, waiting, now.astimezone(viewer.zone).date())
        self._view.show_list([self._with_mark(row) for row in rows], self.chosen, self._count())
        words = following_words(self.following)
        if self.following.problem:
            words = f"{words} {self.following.problem} {self.following.remedy}".strip()
        count = len(self.amendments)
        self._view.show_following(words, proposal_count(count) if count else "")

    def _with_mark(self, row: TextRow) -> TextRow:
        if row.key not in self._unsaved:
            return row
        return TextRow(
            key=row.key,
            title=row.title,
            mark=tr("not saved"),
            mark_icon="mdi6.pencil",
            mark_tone=Tone.WARN,
            detail=row.detail,
        )

    def _count(self) -> str:
        if self._answered is None:
            return tr("Looking …")
        if len(self.cards) >= MOST_SHOWN:
            return tr("The first {n}. Search for the others.").format(n=MOST_SHOWN)
        if not self.cards:
            return tr("No run-book has these words.") if self._answered else ""
        return ""
