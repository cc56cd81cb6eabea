"""A list of finished rows, chosen or pressed by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from desktop.ui.present.rows import Section
from desktop.ui.present.telling.texts import TextRow, VariableRow
from desktop.ui.texts.row_delegate import RowDelegate
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE
from desktop.ui.widgets.row_roles import ROW

Row: TypeAlias = TextRow | VariableRow | Section
_KEPT = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class RowList(QListWidget):
    """Rows are changed in place as long as they are as many: what is chosen stays so."""

    moved = Signal(int)
    """Another row is the current one: by mouse, by keyboard, or with the first rows."""
    pressed_row = Signal(int)
    """Enter or Space."""
    clicked_row = Signal(int)
    left = Signal()
    """Escape."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(RowDelegate(theme, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.currentRowChanged.connect(self._tell)
        self.itemClicked.connect(lambda item: self.clicked_row.emit(self.row(item)))
        theme.changed.connect(self._restyle)

    def row_of(self, number: int) -> Row:
        """What stands there."""
        row = self.item(number).data(ROW)
        assert isinstance(row, TextRow | VariableRow | Section)
        return row

    def show_rows(self, rows: Sequence[Row]) -> None:
        if self.count() != len(rows):
            self.blockSignals(True)
            self.clear()
            for _ in rows:
                self.addItem(QListWidgetItem())
            self.blockSignals(False)
        resized = False
        for number, row in enumerate(rows):
            item = self.item(number)
            if item.data(ROW) == row:
                continue
            resized = True
            item.setData(ROW, row)
            item.setText(row.title if isinstance(row, Section) else row.spoken)
            item.setToolTip("" if isinstance(row, Section) else row.spoken)
            item.setFlags(Qt.ItemFlag.NoItemFlags if isinstance(row, Section) else _KEPT)
        if resized:
            self._restyle()

    def go_to(self, number: int) -> None:
        """Make it the current row; `moved` is told when it was another one."""
        self.setCurrentRow(number)

    def number_of(self, key: str) -> int:
        """Where the row of this key stands; -1 when it does not."""
        for number in range(self.count()):
            row = self.row_of(number)
            if isinstance(row, TextRow) and row.key == key:
                return number
        return -1

    def content_height(self) -> int:
        """All rows, in pixels."""
        return sum(self.sizeHintForRow(number) for number in range(self.count())) + 2 * SPACE

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight() or self.content_height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentRow() < 0:
            first = (n for n in range(self.count()) if self.item(n).flags() & Qt.ItemFlag.ItemIsEnabled)
            self.setCurrentRow(next(first, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentRow() >= 0:
            self.pressed_row.emit(self.currentRow())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self, number: int) -> None:
        if number >= 0:
            self.moved.emit(number)

    def _restyle(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
