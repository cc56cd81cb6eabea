"""Uptime of services over the weeks: the numbers, where they come from, how they are made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.page_log.import_card import ImportCard
from desktop.ui.present.retro.uptime import UptimeLine, matching
from desktop.ui.present.words import tr
from desktop.ui.retro.undo_bar import UndoBar
from desktop.ui.retro.uptime.uptime_form import UptimeForm
from desktop.ui.retro.uptime.uptime_row import MOST_WEEKS, UptimeHead, UptimeRow, weeks_that_fit
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label

_STEP = 12
"""So many services at first, and so many more on each demand; from one more on they can be searched."""


class UptimeCard(Card):
    """Shows what it is told. `corrected` asks for the form of a service, by its name."""

    corrected = Signal(str)
    import_wanted = Signal()
    import_undone = Signal()
    retried = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._theme = theme
        self._lines: tuple[UptimeLine, ...] = ()
        self._heads: tuple[str, ...] = ()
        self._can_change, self._most, self._weeks = False, _STEP, 0
        self.rows: list[UptimeRow] = []
        self.open_service = ""
        self.summary = Label(theme, "", Type.SMALL, Tone.MUTED)
        self.bring = QuietButton(theme, tr("Import CSV…"), "mdi6.file-import-outline", flat=True)
        self.bring.setToolTip(tr("Lines of service, week (its Monday, or 2026-W48), uptime in per cent"))
        self.bring.clicked.connect(self.import_wanted)
        self.problem = Banner(theme)
        self.problem.acted.connect(self.retried)
        self.problem.hide()
        self.undo = UndoBar(theme)
        self.undo.undone.connect(self.import_undone)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._undo)
        self.import_card = ImportCard(theme)
        self.import_card.setMinimumHeight(240)
        self.import_card.hide()
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find a service"))
        self.search.setAccessibleName(tr("Find a service"))
        self.search.textChanged.connect(lambda _words: self._fill())
        self.head = UptimeHead(theme)
        self.form = UptimeForm(theme)
        self.form.left.connect(self._return_keyboard)
        self.more = QuietButton(theme, "", "mdi6.chevron-down", flat=True)
        self.more.clicked.connect(self._show_more)
        self.nothing = Label(theme, "", Type.BODY, Tone.MUTED, max_lines=0)
        self.definition = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._place()
        theme.changed.connect(self._refit)

    @property
    def texts(self) -> list[list[str]]:
        """The words of each row, as they are shown."""
        return [row.texts for row in self.rows]

    def wait(self) -> None:
        """Nothing is known yet."""
        self.say_nothing(tr("Asking the hub for it …"))

    def say_nothing(self, words: str) -> None:
        """In the place of the table; empty: there is one."""
        self.nothing.set(words)
        self.nothing.setVisible(bool(words))

    def say_problem(self, title: str, remedy: str = "") -> None:
        """What could not be asked or kept; an empty title: nothing is wrong (any more)."""
        self.problem.setVisible(bool(title))
        if title:
            self.problem.say(title, remedy, tr("Try again"))

    def show_lines(
        self,
        lines: Sequence[UptimeLine],
        weeks: Sequence[str],
        summary: str,
        definition: str,
        *,
        can_change: bool,
    ) -> None:
        """By name; `weeks` are what the columns are called. The definition stands below the numbers."""
        self._lines, self._heads, self._can_change = tuple(lines), tuple(weeks), can_change
        self.summary.set(summary if lines else "")
        self.definition.set(definition)
        self.definition.setVisible(bool(lines))
        self.bring.setVisible(can_change)
        self.search.setVisible(len(lines) > _STEP)
        nothing = tr(
            "No service is known yet. Name them in the team file, import uptime, or let a monitor name them."
        )
        self.say_nothing("" if lines else nothing)
        self._fill()

    def open_form(self, service: str) -> None:
        """The form below the service's row, wherever that is by now."""
        self.open_service = service
        self._put_form()
        self.form.show()

    def close_form(self) -> None:
        self.form.leave()

    def say_undo(self, words: str) -> None:
        """What was imported just now; empty: nothing that can be undone."""
        self.undo.say(words)

    def show_import(self, shown: bool) -> None:
        self.import_card.setVisible(shown)
        if not shown:
            self.bring.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def _place(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(3 * SPACE)
        head.addWidget(Label(self._theme, tr("Uptime of services, %"), Type.STRONG, keep=True))
        head.addWidget(self.summary, 1)
        head.addWidget(self.bring)
        self._table = QVBoxLayout()
        self._table.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        for widget in (self.problem, self.undo, self.import_card, self.search, self.nothing, self.head):
            column.addWidget(widget)
        column.addLayout(self._table)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.definition)
        self.form.setParent(self)
        self.search.hide()
        self.more.hide()

    def _refit(self) -> None:
        if self._fitting() != self._weeks:
            self._fill()

    def _fitting(self) -> int:
        room = self.width() - 10 * SPACE
        return min(len(self._heads) or MOST_WEEKS, weeks_that_fit(room, self._theme.text_scale))

    def _fill(self) -> None:
        """Rows that are there already only learn their new numbers, and keep the keyboard."""
        found = matching(self._lines, self.search.text() if len(self._lines) > _STEP else "")
        wanted = list(found[: self._most])
        names = [line.service for line in wanted]
        if self.open_service and self.open_service not in names:
            wanted += [line for line in self._lines if line.service == self.open_service]
        weeks = self._fitting()
        self.head.show_weeks(self._heads[-weeks:])
        self.head.setVisible(bool(wanted))
        if weeks == self._weeks and [row.line.service for row in self.rows] == [
            line.service for line in wanted
        ]:
            for row, line in zip(self.rows, wanted, strict=True):
                row.show_line(line, can_change=self._can_change)
        else:
            self._weeks = weeks
            self._rebuild(wanted)
        rest = len(found) - min(len(found), self._most)
        self.more.setText(tr("Show {n} of {rest} more").format(n=min(rest, _STEP), rest=rest))
        self.more.updateGeometry()
        self.more.setVisible(rest > 0)

    def _rebuild(self, lines: Sequence[UptimeLine]) -> None:
        self._table.removeWidget(self.form)
        for row in self.rows:
            self._table.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [UptimeRow(self._theme, line, self._weeks, can_change=self._can_change) for line in lines]
        for number, row in enumerate(self.rows):
            row.wanted.connect(lambda service=row.line.service: self.corrected.emit(service))
            row.moved.connect(lambda step, number=number: self._move(number + step))
            self._table.addWidget(row)
        if self.open_service:
            self._put_form()

    def _put_form(self) -> None:
        self._table.removeWidget(self.form)
        for number, row in enumerate(self.rows):
            if row.line.service == self.open_service:
                self._table.insertWidget(number + 1, self.form)
                return
        self.form.hide()

    def _move(self, number: int) -> None:
        if 0 <= number < len(self.rows):
            self.rows[number].correct.setFocus(Qt.FocusReason.OtherFocusReason)

    def _return_keyboard(self) -> None:
        service, self.open_service = self.open_service, ""
        for row in self.rows:
            if row.line.service == service:
                row.correct.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_more(self) -> None:
        before = len(self.rows)
        self._most += _STEP
        self._fill()
        self._move(min(before, len(self.rows) - 1))

    def _undo(self) -> None:
        if self.undo.isVisible():
            self.import_undone.emit()
