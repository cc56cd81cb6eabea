"""The charts as a table: a row for each line, a column for each week, the latest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type

_ROWS = 16
"""So many rows are seen at once, at most."""
_ROW, _COLUMN = 28, 112

Index = QModelIndex | QPersistentModelIndex
Row = tuple[str, tuple[str, ...]]


class TrendTable(QTableView):
    """Enter, or a double click, chooses the week of the column; copying takes the selected cells with their
    names."""

    chosen = Signal(int)
    """The number of the column."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.cells = _Cells(self)
        self.setModel(self.cells)
        self.setAccessibleName(tr("Trends as a table: a row for each figure, a column for each week"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.doubleClicked.connect(lambda index: self.chosen.emit(index.column()))
        theme.changed.connect(self._restyle)

    def show_rows(self, head: Sequence[str], rows: Sequence[Row], marked: int | None) -> None:
        """`marked`: the column of the chosen week; None: it is not there."""
        self.cells.show_rows(head, rows, marked)
        self._restyle()
        if not self.currentIndex().isValid() and rows:
            self.setCurrentIndex(self.cells.index(0, marked or 0))

    def copied(self) -> str:
        """The selected cells below the names of their weeks, parted by tabs."""
        marked = sorted((one.row(), one.column()) for one in self.selectedIndexes())
        rows, columns = sorted({row for row, _ in marked}), sorted({column for _, column in marked})
        lines = [["", *(self.cells.head[column] for column in columns)]]
        for row in rows:
            name, values = self.cells.rows[row]
            lines.append([name, *(values[column] for column in columns)])
        return "\n".join("\t".join(line) for line in lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.copied())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().column())
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        colour, scale = self._theme.colours, self._theme.text_scale
        self.setFont(self._theme.font(Type.SMALL, clock=True))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setFont(self._theme.font(Type.SMALL))
        self.horizontalHeader().setDefaultSectionSize(round(_COLUMN * scale))
        self.horizontalHeader().setFixedHeight(round(_ROW * scale))
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setDefaultSectionSize(round(_ROW * scale))
        shown = min(self.cells.rowCount(), _ROWS)
        self.setFixedHeight(round((shown + 2) * _ROW * scale))
        self.setStyleSheet(
            f"QTableView {{ background: {colour[Tone.SURFACE]}; border: 1px solid {colour[Tone.LINE]};"
            f" border-radius: 8px; color: {colour[Tone.TEXT]}; outline: 0;"
            f" selection-background-color: {colour[Tone.LINE]}; selection-color: {colour[Tone.TEXT]}; }}"
            " QAbstractScrollArea::corner { background: transparent; border: 0; }"
            " QTableCornerButton::section { background: transparent; border: 0; }"
            " QHeaderView { background: transparent; }"
            f" QHeaderView::section {{ background: {colour[Tone.RAISED]}; color: {colour[Tone.MUTED]};"
            f" border: 0; padding: {SPACE}px {2 * SPACE}px; }}"
            f" QTableView::item {{ padding: 0 {2 * SPACE}px;"
            f" border-bottom: 1px solid {colour[Tone.LINE]}; }}"
            f" QTableView::item:focus {{ border: 2px solid {colour[Tone.MANAGER]}; }}"
        )


class _Cells(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.head: tuple[str, ...] = ()
        self.rows: list[Row] = []
        self._marked: int | None = None

    def show_rows(self, head: Sequence[str], rows: Sequence[Row], marked: int | None) -> None:
        if (tuple(head), list(rows), marked) == (self.head, self.rows, self._marked):
            return
        self.beginResetModel()
        self.head, self.rows, self._marked = tuple(head), list(rows), marked
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.head)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        name, values = self.rows[index.row()]
        value = values[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return value
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{name}, {self._week(index.column())}: {value}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self.rows[section][0]
        return self._week(section)

    def _week(self, column: int) -> str:
        words = self.head[column]
        return tr("{week} ◂").format(week=words) if column == self._marked else words
