"""The page log as one page: what to see, the table, what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from desktop.core.retro.page_log import Grouping
from desktop.core.team.team import Team
from desktop.ui.page_log.import_card import ImportCard
from desktop.ui.page_log.page_table_view import PageTableView
from desktop.ui.present.retro.page_log import TABLE, sum_words
from desktop.ui.present.retro.page_table import Arranged, Wish
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label

PERIODS: tuple[int | None, ...] = (4, 13, 26, None)
"""Weeks; None: all there are."""
GROUPINGS: tuple[Grouping | None, ...] = (None, *Grouping)
_TYPING_MS = 150
_NARROW = 860
"""Pixels at text scale 1."""


class PageLogView(QWidget):
    """Filled by the presenter; `wish` is how the person wants to see it."""

    shown = Signal()
    opened = Signal(object)
    """UUID of an incident that is to be shown."""
    wished = Signal()
    """`wish` differs."""
    period_chosen = Signal(int)
    """A place in `PERIODS`."""
    acted = Signal()
    """The button of what is told as wrong."""
    xlsx_wanted = Signal()
    csv_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.wish = Wish()
        self._waiting: Callable[[], None] | None = None
        self.problem = Banner(theme)
        self.problem.acted.connect(self.acted)
        self.problem.hide()
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search name, title, service, note …  (Ctrl+F)"))
        self.search.setAccessibleName(tr("Search the page log"))
        self.search.setClearButtonEnabled(True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(lambda: self._want(text=self.search.text()))
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.search.returnPressed.connect(self._search_now)
        self.period = ChoiceRow(theme, tr("Time"), [(_weeks(n), "") for n in PERIODS], small=True)
        self.period.chosen.connect(self.period_chosen)
        names = [tr("No groups"), tr("By week"), tr("By person"), tr("By service")]
        self.grouping = ChoiceRow(theme, tr("Groups"), [(name, "") for name in names], small=True)
        self.grouping.show_chosen(0)
        self.grouping.chosen.connect(lambda n: self._want(grouping=GROUPINGS[n], opened=frozenset()))
        self.xlsx = QuietButton(theme, tr("Export XLSX …"), "mdi6.microsoft-excel")
        self.xlsx.clicked.connect(self.xlsx_wanted)
        self.csv = QuietButton(theme, tr("Export CSV …"), "mdi6.file-delimited-outline")
        self.csv.clicked.connect(self.csv_wanted)
        self.take = QuietButton(theme, tr("Take from XLSX …"), "mdi6.file-import-outline")
        self.take.clicked.connect(self.import_wanted)
        self.said = Label(theme, "", Type.SMALL, Tone.OK, max_lines=0)
        self.said.hide()
        self.sums = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.table = PageTableView(theme)
        self.table.opened.connect(self.opened)
        self.table.edit_ended.connect(self._show_waiting)
        self.table.turned.connect(self._turn)
        self.table.only_wanted.connect(self._only)
        self.table.sorted.connect(lambda column, first: self._want(sorted_by=column, descending=first))
        self.empty = EmptyState(theme, "mdi6.table-large", tr("Asking the hub for the page log …"), "")
        self.import_card = ImportCard(theme)
        self.setFocusProxy(self.table)
        self._lay_out()
        find = QShortcut(QKeySequence(tr("Ctrl+F")), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._find)

    def _lay_out(self) -> None:
        exports, self._filters = QWidget(), QWidget()
        exporting = FlowRow(exports)
        for button in (self.xlsx, self.csv, self.take):
            exporting.addWidget(button)
        self._choices = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._choices.setSpacing(2 * SPACE)
        self._choices.addWidget(self.period, 3)
        self._choices.addWidget(self.grouping, 4)
        self._filtering = FlowRow(self._filters)
        self._filters.hide()
        column = QVBoxLayout(self)
        # A stack without a parent would show its first page as a window of its own for a moment.
        holder = QWidget(self)
        self._stack = QStackedLayout(holder)
        for page in (self.empty, self.table, self.import_card):
            self._stack.addWidget(page)
        column.setContentsMargins(6 * SPACE, 4 * SPACE, 6 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addWidget(Label(self._theme, tr("Page log"), Type.TITLE))
        column.addWidget(self.problem)
        column.addLayout(self._choices)
        column.addWidget(self.search)
        column.addWidget(self._filters)
        column.addWidget(holder, 1)
        column.addWidget(self.sums)
        column.addWidget(exports)
        column.addWidget(self.said)

    def show_problem(self, title: str, remedy: str = "", action: str = "") -> None:
        """What could not be done; an empty title: nothing is wrong (any more)."""
        self.problem.setVisible(bool(title))
        if title:
            self.problem.say(title, remedy, action or tr("Try again"))

    def show_arranged(
        self, arranged: Arranged, wish: Wish, team: Team, *, can_write: bool, proof: str
    ) -> None:
        """What the table shows, and what it comes to. Keeps the place; while somebody writes into a cell it
        waits for the end of that."""
        table = self.table
        if table.is_editing:
            self._waiting = partial(
                self.show_arranged, arranged, wish, team, can_write=can_write, proof=proof
            )
            return
        self._waiting = None
        at = table.rows.line(table.currentIndex().row())
        column, top = max(table.currentIndex().column(), 0), table.verticalScrollBar().value()
        table.rows.show_lines(arranged.lines, wish.grouping, team, can_write=can_write)
        table.span_groups()
        number = table.rows.number_of(at) if at is not None else -1
        if number < 0 and arranged.lines:
            number = 0
        if number >= 0:
            table.setCurrentIndex(table.rows.index(number, column))
        table.verticalScrollBar().setValue(top)
        self.sums.set(f"{sum_words(arranged.all)}. {proof}".strip())
        self._show_filters(wish.only)
        if self._stack.currentWidget() is not self.import_card:
            if arranged.lines:
                self._stack.setCurrentWidget(table)
            else:
                self.show_empty(
                    tr("No page is like that"), tr("Take a filter away, or look at a longer time.")
                )

    def _show_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting()

    def show_empty(self, title: str, words: str) -> None:
        """Instead of a table without rows."""
        self.empty.show_words(title, words)
        self._stack.setCurrentWidget(self.empty)

    def show_import(self, shown: bool) -> None:
        """The differences of a file, or the table again."""
        self._stack.setCurrentWidget(self.import_card if shown else self.table)
        if not shown:
            self.table.setFocus()

    def show_progress(self, words: str) -> None:
        """What is going on, in the place of the sums."""
        self.sums.set(words)

    def tell(self, words: str) -> None:
        """What becomes of a file."""
        self.said.set(words)
        self.said.setVisible(bool(words))

    def allow_files(self, allowed: bool) -> None:
        """One export or import at a time."""
        for button in (self.xlsx, self.csv, self.take):
            button.setEnabled(allowed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW * self._theme.text_scale
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._choices.setDirection(direction)

    @property
    def filter_buttons(self) -> list[QuietButton]:
        return [button for button in self._filters.findChildren(QuietButton) if not button.isHidden()]

    def _show_filters(self, only: Mapping[int, str]) -> None:
        for button in self.filter_buttons:
            self._filtering.removeWidget(button)
            button.hide()
            button.deleteLater()
        for place, words in only.items():
            said = f"{tr(TABLE[place].title)}: {words or tr('empty')}"
            button = QuietButton(self._theme, said, "mdi6.close")
            button.make_pill()
            button.setAccessibleName(tr("Take the filter “{words}” away").format(words=said))
            button.clicked.connect(lambda _checked=False, place=place: self._only(place, None))
            self._filtering.addWidget(button)
        self._filters.setVisible(bool(only))

    def _want(self, **changes: object) -> None:
        wish = replace(self.wish, **changes)  # type: ignore[arg-type]
        if wish != self.wish:
            self.wish = wish
            self.wished.emit()

    def _turn(self, group: str) -> None:
        self._want(opened=self.wish.opened ^ {group})

    def _only(self, place: int, words: str | None) -> None:
        only = {known: said for known, said in self.wish.only.items() if known != place}
        self._want(only=only if words is None else {**only, place: words})

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _search_now(self) -> None:
        self._typing.stop()
        self._want(text=self.search.text())
        self.table.setFocus()


def _weeks(number: int | None) -> str:
    return tr("All") if number is None else tr("{n} weeks").format(n=number)
