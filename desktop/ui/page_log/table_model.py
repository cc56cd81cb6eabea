"""The lines of the page log for Qt. A new arrangement replaces the old one at once, whatever its length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from desktop.core.retro.page_log import Grouping, Sums
from desktop.core.retro.page_row import Cell, PageRow
from desktop.core.team.team import Team
from desktop.ui.present.retro.page_log import NUMBERS, TABLE, group_words, words, written
from desktop.ui.present.retro.page_table import Line
from desktop.ui.present.words import tr

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class PageTableModel(QAbstractTableModel):
    """Words are made of what is looked at only."""

    edited = Signal(object, object, object)
    """PageRow, Cell, and what somebody wrote: str, bool or None."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[Line] = ()
        self._grouping: Grouping | None = None
        self._team = Team()
        self._can_write = False
        self._strong = QFont()

    def use_font(self, strong: QFont) -> None:
        """For the sums of groups."""
        self._strong = strong

    def show_lines(
        self, lines: Sequence[Line], grouping: Grouping | None, team: Team, *, can_write: bool
    ) -> None:
        self.beginResetModel()
        self._lines, self._grouping, self._team, self._can_write = lines, grouping, team, can_write
        self.endResetModel()

    def line(self, number: int) -> Line | None:
        return self._lines[number] if 0 <= number < len(self._lines) else None

    def heads(self) -> list[int]:
        """Where the sums of groups stand."""
        if self._grouping is None:
            return []
        return [number for number, line in enumerate(self._lines) if isinstance(line, Sums)]

    def number_of(self, wanted: Line) -> int:
        """Where the page, or the group, stands; -1 when it does not."""
        for number, line in enumerate(self._lines):
            if isinstance(line, PageRow) and isinstance(wanted, PageRow):
                if line.page_id == wanted.page_id:
                    return number
            elif isinstance(line, Sums) and isinstance(wanted, Sums) and line.group == wanted.group:
                return number
        return -1

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(TABLE)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(TABLE):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(TABLE[section].title) + (" ✎" if TABLE[section].cell is not None else "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if isinstance(line, Sums):
            shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            if shown and index.column() == 0 and self._grouping is not None:
                open_ = isinstance(self.line(index.row() + 1), PageRow)
                return f"{'▾' if open_ else '▸'}  {group_words(line, self._grouping)}"
            if role == Qt.ItemDataRole.FontRole:
                return self._strong
            return None
        column = TABLE[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words(column.value(line), column.kind).replace("\n", " ")
        if role == Qt.ItemDataRole.EditRole:
            return column.value(line)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            said = words(column.value(line), column.kind)
            by = written(line, column.cell, self._team) if column.cell is not None else ""
            return "\n".join(part for part in (said, by) if part) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{tr(column.title)}: {words(column.value(line), column.kind)}"
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid():
            return False
        line, cell = self._lines[index.row()], TABLE[index.column()].cell
        if role != Qt.ItemDataRole.EditRole or cell is None or not isinstance(line, PageRow):
            return False
        value = value.strip() if isinstance(value, str) else value
        if value != TABLE[index.column()].value(line) or (cell is not Cell.NOTE and value is None):
            self.edited.emit(line, cell, value)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        line = self._lines[index.row()]
        if self._can_write and isinstance(line, PageRow) and TABLE[index.column()].cell is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags


def _side(section: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if TABLE[section].kind in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return (side | Qt.AlignmentFlag.AlignVCenter).value
