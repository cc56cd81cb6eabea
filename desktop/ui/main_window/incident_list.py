"""The list at the left: headings, incidents, and what stands below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from desktop.ui.present.rows import IncidentRow, Section
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.widgets.incident_delegate import IncidentDelegate
from desktop.ui.widgets.rows_model import RowsModel


class IncidentList(QListView):
    """Says which incident was chosen, by its key. A choice stays with its incident wherever that moves."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = RowsModel(self)
        self._key = ""
        self._changing = False
        self.setModel(self._rows)
        self.setItemDelegate(IncidentDelegate(theme, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Incidents"))
        self.selectionModel().currentChanged.connect(self._current)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def key(self) -> str:
        """The chosen incident; empty when none is."""
        return self._key

    @property
    def rows(self) -> RowsModel:
        return self._rows

    def show_rows(self, rows: Sequence[IncidentRow | Section]) -> None:
        self._changing = True
        self._rows.show_rows(rows)
        self._changing = False
        number = self._rows.number_of(self._key)
        if number < 0:
            number = next((n for n, row in enumerate(rows) if isinstance(row, IncidentRow)), -1)
        self._go(number)

    def choose(self, key: str) -> None:
        number = self._rows.number_of(key)
        if number >= 0:
            self._go(number)
            self.scrollTo(self._rows.index(number))

    def _go(self, number: int) -> None:
        if number < 0:
            self._take("")
            return
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self._rows.index(number), flags)
        row = self._rows.row(number)
        if isinstance(row, IncidentRow):
            self._take(row.key)

    def _current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if self._changing or not now.isValid():
            return
        row = self._rows.row(now.row())
        if isinstance(row, IncidentRow):
            self._take(row.key)

    def _take(self, key: str) -> None:
        if key != self._key:
            self._key = key
            self.chosen.emit(key)
