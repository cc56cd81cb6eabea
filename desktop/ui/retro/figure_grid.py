"""A grid of words with a head: the first column names, the others stand right; the second line of a cell is
small."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.label import Label

Cell = tuple[str, *tuple[tuple[str, Tone], ...]]
"""Words, and small words below, each with its tone."""
Row = tuple[str, str, list[Cell]]
"""Its name, what is spoken of it, and its cells."""


class FigureGrid(QWidget):
    """Rebuilt only when what it says differs. `spoken` is what a screen reader says of each row."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._head: tuple[str, ...] = ()
        self._rows: list[Row] | None = None
        self._inner: _Lines | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)

    @property
    def texts(self) -> list[list[str]]:
        """The words of each row, as they are shown."""
        return [
            [name, *(" · ".join([words, *(small for small, _ in below)]) for words, *below in cells)]
            for name, _, cells in self._rows or []
        ]

    def show_rows(self, head: Sequence[str], rows: Sequence[Row]) -> None:
        """`head` has a word for each column."""
        if list(rows) == self._rows and tuple(head) == self._head:
            return
        self._rows, self._head = list(rows), tuple(head)
        if self._inner is not None:
            self._outer.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = _Lines(self._theme)
        grid = self._inner.grid
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        for column, words in enumerate(self._head):
            label = Label(self._theme, words, Type.SMALL_STRONG, Tone.MUTED, max_lines=3)
            label.setAlignment(_side(column) | Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(label, 0, column)
            grid.setColumnStretch(column, 3 if column else 5)
        for number, (name, spoken, cells) in enumerate(self._rows, 1):
            named = Label(self._theme, name, Type.BODY, max_lines=0)
            named.setAccessibleName(spoken)
            grid.addWidget(named, number, 0, Qt.AlignmentFlag.AlignTop)
            for column, cell in enumerate(cells, 1):
                grid.addWidget(self._cell(cell, strong=column == 1), number, column)
        self._outer.addWidget(self._inner)

    def _cell(self, cell: Cell, *, strong: bool) -> QWidget:
        words, *below = cell
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        role = Type.STRONG if strong else Type.BODY
        # A number is never broken in two; only what is said below it is.
        number = Label(self._theme, words, role, keep=True)
        column.addWidget(number, 0, Qt.AlignmentFlag.AlignRight)
        for text, ink in below:
            label = Label(self._theme, text, Type.SMALL, ink, max_lines=0)
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            column.addWidget(label)
        column.addStretch(1)
        return made


class _Lines(QWidget):
    """A hairline above each row."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.grid = QGridLayout(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.colour(Tone.LINE), 1))
        for row in range(1, self.grid.rowCount()):
            # `cellRect` knows no rows whose height depends on their width.
            cell = self.grid.itemAtPosition(row, 0)
            if cell is not None:
                y = cell.geometry().top() - SPACE
                painter.drawLine(0, y, self.width(), y)


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
