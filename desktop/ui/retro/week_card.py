"""Which week, and its figures beside those of the week before and of four weeks ago."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop.ui.present.retro.retro_week import Change, FigureRow, WeekShown
from desktop.ui.present.words import tr
from desktop.ui.retro.figure_grid import Cell, FigureGrid, Row
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.question_bar import QuestionBar


class WeekCard(Card):
    """Shows what it is told; which week that is, is decided by its owner."""

    moved = Signal(int)
    """So many weeks later; less than zero: earlier."""
    this_week = Signal()
    copied = Signal()
    saved = Signal(str)
    """As a file of this kind: "pdf", "html" or "md"."""
    mail_wanted = Signal()
    trends_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.title = Label(theme, "", Type.STRONG)
        self.days = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=2)
        self.before = QuietButton(theme, tr("Previous"), "mdi6.chevron-left")
        self.before.setAccessibleName(tr("The week before"))
        self.after = QuietButton(theme, tr("Next"), "mdi6.chevron-right")
        self.after.setAccessibleName(tr("The week after"))
        self.now = QuietButton(theme, tr("This week"), "mdi6.calendar-today")
        self.copy = QuietButton(theme, tr("Copy as Markdown"), "mdi6.content-copy", flat=True)
        self.trends = QuietButton(theme, tr("Trends"), "mdi6.chart-line", flat=True)
        self.trends.setToolTip(tr("All figures over 26 weeks, at the end of the page"))
        self.trends.clicked.connect(self.trends_wanted)
        self.share = QuietButton(theme, tr("Save or send"), "mdi6.export-variant", flat=True)
        self.share.setToolTip(tr("The whole retro of the week as a file, or by mail"))
        self.share.clicked.connect(self.offer_ways)
        self.question = QuestionBar(theme, quiet=True)
        self.question.went_back.connect(lambda: self.share.setFocus(Qt.FocusReason.OtherFocusReason))
        self.setFocusProxy(self.before)
        self.before.clicked.connect(lambda: self.moved.emit(-1))
        self.after.clicked.connect(lambda: self.moved.emit(1))
        self.now.clicked.connect(self.this_week)
        self.copy.clicked.connect(self.copied)
        buttons = FlowRow()
        for button in (self.before, self.now, self.after, self.trends, self.copy, self.share):
            buttons.addWidget(button)
        self.note = Label(theme, "", Type.BODY, Tone.MUTED, max_lines=0)
        self.result = Label(theme, "", Type.BODY, max_lines=0)
        self.result.hide()
        self.grid = FigureGrid(theme, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.title)
        column.addWidget(self.days)
        column.addLayout(buttons)
        column.addWidget(self.note)
        column.addWidget(self.question)
        column.addWidget(self.result)
        column.addWidget(self.grid)

    def choose(self, title: str, days: str, *, is_this: bool) -> None:
        """Another week is asked for; its numbers come later."""
        if title != self.title.text():
            self.tell("")
            self.question.hide()
        self.title.set(title)
        self.days.set(days)
        self.after.setEnabled(not is_this)
        self.now.setEnabled(not is_this)

    def wait(self) -> None:
        """Nothing is known of the week yet."""
        self._say(tr("Asking the hub for it …"))
        self.grid.hide()
        for button in (self.copy, self.share):
            button.setEnabled(False)

    def show_week(self, week: WeekShown, *, running: bool) -> None:
        """Its figures. `running`: it is not over."""
        self._say(tr("This week is not over; its numbers are those so far.") if running else "")
        head = ("", week.name, tr("Week before"), tr("Four weeks ago"))
        self.grid.show_rows(head, figure_rows(week))
        self.grid.show()
        for button in (self.copy, self.share):
            button.setEnabled(True)

    def offer_ways(self) -> QMenu:
        """Opens the menu of files and mail."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ways = (
            ("pdf", tr("Save as PDF, to print …")),
            ("html", tr("Save as one HTML file …")),
            ("md", tr("Save as Markdown …")),
        )
        for kind, words in ways:
            menu.addAction(words).triggered.connect(partial(self._save, kind))
        menu.addSeparator()
        menu.addAction(tr("Mail it to the team …")).triggered.connect(self.mail_wanted)
        menu.popup(self.share.mapToGlobal(self.share.rect().bottomLeft()))
        return menu

    def _save(self, kind: str, _checked: bool = False) -> None:
        self.saved.emit(kind)

    def tell(self, words: str) -> None:
        """What becomes of a file or a mail; it stays until another week is shown."""
        self.result.set(words)
        self.result.setVisible(bool(words))
        self.result.setAccessibleName(words)

    def say_copied(self) -> None:
        """The week is in the clipboard."""
        self._say(tr("Copied. Paste it where the team writes."))

    def _say(self, words: str) -> None:
        self.note.set(words)
        self.note.setVisible(bool(words))


def figure_rows(week: WeekShown) -> list[Row]:
    """The figures of a week for a `FigureGrid`."""
    return [_row(row) for row in week.figures]


def _row(row: FigureRow) -> Row:
    weeks = (
        (row.this, row.this_more, Change()),
        (row.before, row.before_more, row.before_change),
        (row.four_ago, row.four_ago_more, row.four_ago_change),
    )
    return row.name, row.spoken, [_cell(words, more, change) for words, more, change in weeks]


def _cell(words: str, more: str, change: Change) -> Cell:
    below = ((more, Tone.MUTED), (change.words, change.tone))
    return (words, *((small, tone) for small, tone in below if small))
