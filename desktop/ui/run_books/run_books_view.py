"""The library of run-books: the list with its search, and what is read or written of one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.panels.run_book.find_page import FindLine
from desktop.ui.present.telling.texts import TextRow
from desktop.ui.present.words import tr
from desktop.ui.run_books.proposals_page import ProposalsPage
from desktop.ui.run_books.reader_page import ReaderPage
from desktop.ui.run_books.writer_page import WriterPage
from desktop.ui.texts.row_list import RowList
from desktop.ui.texts.versions_card import VersionsCard
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label

_LIST, _LIST_NARROW = 320, 264
_WIDE = 1060
_MEDIUM = 760
"""Below, list and run-book take turns."""


class RunBooksView(QWidget):
    """Shows what it is told; `RunBooksPresenter` tells it."""

    chosen = Signal(str)
    """The id of a run-book."""
    asked = Signal(str)
    new_wanted = Signal()
    proposals_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._paged = self._opened = False
        self.banner = Banner(theme)
        self.banner.hide()
        self.line = FindLine(tr("Search (K)"))
        self.line.textChanged.connect(self.asked)
        self.line.down.connect(self._to_list)
        self.line.left.connect(self._to_list)
        self.line.returnPressed.connect(self._open_first)
        self.list = RowList(theme, tr("Run-books"))
        self.list.moved.connect(self._choose)
        self.list.pressed_row.connect(lambda _number: self.open_page())
        self.list.clicked_row.connect(lambda _number: self.open_page() if self._paged else None)
        self._count = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._following = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.new = QuietButton(theme, tr("New"), "mdi6.plus", "Ctrl+N")
        self.new.clicked.connect(self.new_wanted)
        self.proposals_button = QuietButton(theme, "", "mdi6.file-compare", tone=Tone.WARN)
        self.proposals_button.clicked.connect(self.proposals_wanted)
        self.proposals_button.hide()
        self.reader = ReaderPage(theme)
        self.writer = WriterPage(theme)
        self.versions = VersionsCard(theme)
        self.versions.back.setText(tr("Back"))
        self.proposals = ProposalsPage(theme)
        self.empty = EmptyState(
            theme, "mdi6.book-open-page-variant-outline", tr("No run-book is open"), tr("Choose one.")
        )
        self._pages = QStackedWidget()
        for page in (self.empty, self.reader, self.writer, self.versions, self.proposals):
            self._pages.addWidget(page)
        self.reader.back_wanted.connect(self.open_list)
        for keys, do in (
            ("K", self.search),
            ("Ctrl+K", self.search),
            ("Ctrl+F", self.search),
            ("Ctrl+N", self.new_wanted.emit),
            ("Ctrl+S", self.save_wanted.emit),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)
        self._lay_out()
        theme.changed.connect(self._arrange)

    def _lay_out(self) -> None:
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(2 * SPACE)
        left.addWidget(Label(self._theme, tr("Run-books"), Type.TITLE))
        buttons = FlowRow()
        buttons.addWidget(self.new)
        buttons.addWidget(self.proposals_button)
        left.addLayout(buttons)
        left.addWidget(self.line)
        left.addWidget(self.list, 1)
        left.addWidget(self._count)
        left.addWidget(self._following)
        across = QHBoxLayout()
        across.setSpacing(4 * SPACE)
        across.addWidget(self._left)
        across.addWidget(self._pages, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 4 * SPACE)
        outer.setSpacing(3 * SPACE)
        outer.addWidget(self.banner)
        outer.addLayout(across, 1)

    # What is shown

    @property
    def page(self) -> QWidget:
        """What stands at the right."""
        shown = self._pages.currentWidget()
        assert shown is not None
        return shown

    @property
    def count(self) -> str:
        return self._count.text()

    @property
    def following(self) -> str:
        return self._following.text()

    def show_page(self, page: QWidget) -> None:
        """`page` is one of `empty`, `reader`, `writer`, `versions` and `proposals`."""
        self._pages.setCurrentWidget(page)

    def show_list(self, rows: list[TextRow], chosen: str, count: str) -> None:
        self.list.show_rows(rows)
        number = self.list.number_of(chosen)
        if number >= 0:
            self.list.go_to(number)
        else:
            self.list.setCurrentRow(-1)
        self._count.set(count)
        self._count.setVisible(bool(count))

    def show_following(self, words: str, proposals: str) -> None:
        """Where files come from; how many proposals wait."""
        self._following.set(words)
        self._following.setVisible(bool(words))
        self.proposals_button.setText(proposals)
        self.proposals_button.setVisible(bool(proposals))
        self.proposals_button.updateGeometry()

    def show_trouble(self, title: str, remedy: str) -> None:
        """Why not everything is here; without a title it is."""
        if title:
            self.banner.say(title, remedy, tr("Try again"))
        self.banner.setVisible(bool(title))

    def announce(self, words: str) -> None:
        """A screen reader says it."""
        if words:
            said = QAccessibleAnnouncementEvent(self, words)
            said.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
            QAccessible.updateAccessibility(said)

    # Moving

    def search(self) -> None:
        self.open_list()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def open_page(self) -> None:
        """To what stands at the right, from the list."""
        self._opened = True
        self._arrange()
        to = {
            self.reader: self.reader.text,
            self.writer: self.writer.editor,
            self.versions: self.versions.list,
            self.proposals: self.proposals.list,
        }.get(self.page, self.page)  # type: ignore[call-overload]
        to.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_list(self) -> None:
        """Back to the list, where it had to give way."""
        self._opened = False
        self._arrange()
        self._to_list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width = self.width() / self._theme.text_scale
        self._paged = width < _MEDIUM
        self._left.setVisible(not self._paged or not self._opened)
        self._pages.setVisible(not self._paged or self._opened)
        self.reader.back.setVisible(self._paged)
        self.setFocusProxy(self.list)
        if self._paged:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(16_777_215)
        else:
            wide = _LIST if width >= _WIDE else _LIST_NARROW
            self._left.setFixedWidth(round(wide * self._theme.text_scale))

    def _to_list(self) -> None:
        to = self.list if self.list.count() else self.line
        to.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_first(self) -> None:
        if self.list.count():
            self.list.go_to(0)
            self.open_page()

    def _choose(self, number: int) -> None:
        row = self.list.row_of(number)
        if isinstance(row, TextRow):
            self.chosen.emit(row.key)
