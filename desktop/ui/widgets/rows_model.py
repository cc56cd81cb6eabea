"""A list of finished rows. A new list keeps what stays, so that selection and scrolling do not jump."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.ui.present.rows import IncidentRow, Section, TimelineRow
from desktop.ui.widgets.row_roles import ROW

Row = IncidentRow | Section | TimelineRow
_Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractListModel):
    """Rows of one kind of list; changed on the loop's thread only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.title if isinstance(row, Section) else row.spoken
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and isinstance(row, TimelineRow):
            return row.body or None
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, IncidentRow):
            return f"{row.title}\n{row.detail}"
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if isinstance(self._rows[index.row()], Section):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def row(self, number: int) -> Row:
        return self._rows[number]

    def number_of(self, key: str) -> int:
        """Where the incident of this key stands; -1 when it does not."""
        for number, row in enumerate(self._rows):
            if isinstance(row, IncidentRow) and row.key == key:
                return number
        return -1

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Only what differs is told to the view: equal ends stay, the middle is changed, removed, added."""
        new = list(rows)
        head = 0
        while head < min(len(new), len(self._rows)) and _same(new[head], self._rows[head]):
            head += 1
        tail = 0
        most = min(len(new), len(self._rows)) - head
        while tail < most and _same(new[-1 - tail], self._rows[-1 - tail]):
            tail += 1
        gone = len(self._rows) - head - tail
        come = len(new) - head - tail
        if gone:
            self.beginRemoveRows(QModelIndex(), head, head + gone - 1)
            del self._rows[head : head + gone]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), head, head + come - 1)
            self._rows[head:head] = new[head : head + come]
            self.endInsertRows()
        first = last = -1
        for number, row in enumerate(new):
            if row != self._rows[number]:
                self._rows[number] = row
                first, last = (number if first < 0 else first), number
        if first >= 0:
            self.dataChanged.emit(self.index(first), self.index(last))


def _same(one: Row, other: Row) -> bool:
    """The same thing, perhaps with other words."""
    if isinstance(one, IncidentRow) and isinstance(other, IncidentRow):
        return one.key == other.key and one.quiet == other.quiet
    if isinstance(one, TimelineRow) and isinstance(other, TimelineRow):
        return (one.time, one.title, one.detail) == (other.time, other.title, other.detail)
    return one == other
