"""The people whom one could call: a list beside a line of text, which keeps the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy, QWidget

from desktop.ui.panels.call_in.helper_delegate import HelperDelegate
from desktop.ui.present.fixing.call_ins import HelperRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.widgets.row_roles import ROW

MOST_SHOWN = 5
"""Rows that are seen at once; the others are scrolled to."""


class HelperList(QListView):
    """A choice stays with its person, wherever that moves; who is not in the list any more is not chosen."""

    changed = Signal()
    """Another person is chosen, or none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[HelperRow, ...] = ()
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(HelperDelegate(theme, self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("People to call in"))
        self.selectionModel().currentChanged.connect(lambda *_: self.changed.emit())
        theme.changed.connect(self._restyle)

    @property
    def rows(self) -> tuple[HelperRow, ...]:
        return self._rows

    @property
    def chosen(self) -> HelperRow | None:
        number = self.currentIndex().row()
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def show_rows(self, rows: Sequence[HelperRow], *, keep: bool) -> None:
        """`keep`: the chosen person stays chosen; else the first is."""
        rows = tuple(rows)
        if rows == self._rows and (keep or not rows or self.currentIndex().row() == 0):
            return
        before = self.chosen.responder if keep and self.chosen is not None else None
        quiet = self.selectionModel().blockSignals(True)
        if [row.responder for row in rows] != [row.responder for row in self._rows]:
            self._model.clear()
            for _ in rows:
                self._model.appendRow(QStandardItem())
        self._rows = rows
        for number, row in enumerate(rows):
            item = self._model.item(number)
            item.setData(row, ROW)
            item.setText(row.spoken)
        self.selectionModel().blockSignals(quiet)
        place = next((n for n, row in enumerate(rows) if row.responder == before), 0)
        self._go(place)
        self.updateGeometry()
        self.changed.emit()

    def step(self, by: int) -> None:
        """Down and Up, from one end to the other."""
        if self._rows:
            self._go((self.currentIndex().row() + by) % len(self._rows))

    def _go(self, number: int) -> None:
        index = self._model.index(number, 0) if number < len(self._rows) else QModelIndex()
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if index.isValid():
            self.scrollTo(index)

    def sizeHint(self) -> QSize:
        shown = min(len(self._rows), MOST_SHOWN)
        return QSize(super().sizeHint().width(), max(0, self.sizeHintForRow(0)) * shown + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def _restyle(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
