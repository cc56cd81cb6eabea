"""The history of one incident: what is shown of it, its rows, and the scribe's line below them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.core.incident.events import NoteKind
from desktop.ui.present.rows import TimelineRow
from desktop.ui.present.timeline.timeline import widest_time
from desktop.ui.present.timeline.timeline_filter import Filter
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone
from desktop.ui.timeline.filter_row import FilterRow
from desktop.ui.timeline.note_line import NoteLine
from desktop.ui.timeline.nothing_found import NothingFound
from desktop.ui.timeline.scribe_line import ScribeLine
from desktop.ui.timeline.timeline_list import TimelineList
from desktop.ui.widgets.card import Card

_LOWEST = 260
_TOLD_MS = 4000


class TimelineCard(Card):
    """Layout only; `timeline_presenter` fills it. `write` and `search` are what the keys do."""

    noted = Signal(object)
    """A `Written`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._count, self._count_tone = "", Tone.MUTED
        self.head = FilterRow(theme)
        self.list = TimelineList(theme)
        self.nothing = NothingFound(theme)
        self.nothing.everything_wanted.connect(self.show_everything)
        self.scribe = ScribeLine(theme, self)
        self.scribe.written.connect(self.noted)
        self.scribe.line.left.connect(self._to_list)
        self.head.search.left.connect(self._to_list)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.list)
        self.middle.addWidget(self.nothing)
        self._told = QTimer(self)
        self._told.setSingleShot(True)
        self._told.setInterval(_TOLD_MS)
        self._told.timeout.connect(self._told_enough)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.head)
        column.addWidget(self.middle, 1)
        column.addWidget(self.scribe)
        theme.changed.connect(self._grow)
        self._grow()

    @property
    def note(self) -> NoteLine:
        """The line that is written in."""
        return self.scribe.line

    def _grow(self) -> None:
        """High enough for some lines at any text scale; what does not fit the window then scrolls."""
        self.setMinimumHeight(round(_LOWEST * self._theme.text_scale))

    def write(self, kind: NoteKind) -> None:
        """The keyboard to the scribe's line, if somebody may write here."""
        if not self.scribe.isHidden():
            self.scribe.begin(kind)

    def search(self) -> None:
        """The keyboard to the search."""
        self.head.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.search.selectAll()

    def show_everything(self) -> None:
        self.head.search.clear()
        self.head.choose(Filter.EVERYTHING)
        self._to_list()

    def say(self, words: str, tone: Tone = Tone.MUTED) -> None:
        """Beside the filter, as long as nothing else is said: how many rows, or why there are none."""
        self._count, self._count_tone = words, tone
        if not self._told.isActive():
            self._told_enough()

    def tell(self, words: str, tone: Tone = Tone.OK) -> None:
        """In its place for some seconds: what was done."""
        self.head.show_count(words, tone)
        self._told.start()

    def _told_enough(self) -> None:
        self.head.show_count(self._count, self._count_tone)

    def show_rows(self, rows: Sequence[TimelineRow]) -> None:
        self.list.delegate.widen(widest_time(rows))
        self.list.rows.show_rows(rows)
        self.middle.setCurrentWidget(self.list)

    def show_nothing(self, words: str, *, can_widen: bool) -> None:
        """No rows; `words` say why."""
        self.list.rows.show_rows(())
        self.nothing.say(words, can_widen=can_widen)
        self.middle.setCurrentWidget(self.nothing)

    def _to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
