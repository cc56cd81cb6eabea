"""Run-books that fit the incident, best first, and a line to search all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.ui.present.rows import Section
from desktop.ui.present.telling.texts import TextRow
from desktop.ui.present.words import tr
from desktop.ui.texts.row_list import RowList
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.label import Label

_MOST_ROWS = 8
_LONGEST = 300


class FindLine(QLineEdit):
    """Down goes to the list, Enter takes its first row, Escape empties the line and leaves it."""

    down = Signal()
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_LONGEST)
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self.down.emit()
            case Qt.Key.Key_Escape:
                self.clear()
                self.left.emit()
            case _:
                super().keyPressEvent(event)


class FindPage(QWidget):
    """`opened` carries a run-book's id, `asked` the words in the line."""

    opened = Signal(str)
    asked = Signal(str)
    again = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = Label(theme, tr("Run-books"), Type.STRONG)
        self.line = FindLine(tr("Search all run-books (K)"))
        self.line.textChanged.connect(self.asked)
        self.line.returnPressed.connect(self._open_first)
        self.line.down.connect(self._to_list)
        self.line.left.connect(self._to_list)
        self.list = RowList(theme, tr("Run-books"))
        self.list.pressed_row.connect(self._open)
        self.list.clicked_row.connect(self._open)
        self.list.left.connect(lambda: self.line.setFocus(Qt.FocusReason.OtherFocusReason))
        self._said = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.retry = QuietButton(theme, tr("Try again"), "mdi6.refresh")
        self.retry.clicked.connect(self.again)
        self.retry.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        for widget in (self._title, self.line, self.list, self._said):
            column.addWidget(widget)
        column.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignLeft)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def said(self) -> str:
        return self._said.text()

    def show_rows(self, rows: Sequence[TextRow | Section]) -> None:
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._fit()

    def say(self, words: str, tone: Tone = Tone.MUTED, *, can_retry: bool = False) -> None:
        """Why there is nothing, or not all."""
        self._said.set(words, tone)
        self._said.setVisible(bool(words))
        self.retry.setVisible(can_retry)

    def _to_list(self) -> None:
        if self.list.isVisible():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_first(self) -> None:
        for number in range(self.list.count()):
            if isinstance(self.list.row_of(number), TextRow):
                self._open(number)
                return

    def _open(self, number: int) -> None:
        row = self.list.row_of(number)
        if isinstance(row, TextRow):
            self.opened.emit(row.key)

    def _fit(self) -> None:
        heights = [self.list.sizeHintForRow(number) for number in range(min(self.list.count(), _MOST_ROWS))]
        self.list.setFixedHeight(sum(heights) + 2 * SPACE)

    def _restyle(self) -> None:
        self.line.setFont(self._theme.font(Type.SMALL))
        self._fit()
