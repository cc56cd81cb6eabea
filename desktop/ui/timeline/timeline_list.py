"""The rows of a timeline; Enter or a double click opens the whole text of one, the Menu key copies it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QWidget

from desktop.ui.present.rows import TimelineRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.timeline.timeline_delegate import TimelineDelegate
from desktop.ui.widgets.row_roles import ROW
from desktop.ui.widgets.rows_model import RowsModel

_AT_ONCE = 200
"""Rows laid out before the window is drawn; the others follow in turns of the loop."""


class TimelineList(QListView):
    """Rows as high as their words are at this width. `copied` carries the `TimelineRow` to copy."""

    copied = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowsModel(self)
        self.delegate = TimelineDelegate(theme, self)
        self._pressed_at = QPoint()
        self.setModel(self.rows)
        self.setItemDelegate(self.delegate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_AT_ONCE)
        self.setAccessibleName(tr("Timeline"))
        self.activated.connect(self._turn)
        self.clicked.connect(self._clicked)
        theme.changed.connect(self._lay_out)

    def _lay_out(self) -> None:
        self.delegate.forget_heights()
        self.scheduleDelayedItemsLayout()

    def sizeHint(self) -> QSize:
        """Low: it takes what room there is, and does not make the whole incident scroll beside it."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def _turn(self, index: QModelIndex) -> None:
        """Show the whole text of a row in its place, or fold it."""
        row = index.data(ROW)
        if isinstance(row, TimelineRow) and row.body:
            self.delegate.turn(row)
            self.scheduleDelayedItemsLayout()
            self.viewport().update()

    def _clicked(self, index: QModelIndex) -> None:
        if self.delegate.on_mark(self.visualRect(index), self._pressed_at):
            self._turn(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On the mark the first click has turned it already; the second one does not turn it back."""
        where = event.position().toPoint()
        if self.delegate.on_mark(self.visualRect(self.indexAt(where)), where):
            self._pressed_at = QPoint()
            return
        super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.currentIndex().isValid():
            self.copied.emit(self.currentIndex().data(ROW))
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if not index.isValid():
            return
        where = self.visualRect(index).center() if by_key else event.pos()
        self.menu_of(index).popup(self.viewport().mapToGlobal(where))

    def menu_of(self, index: QModelIndex) -> QMenu:
        """What may be done with one row."""
        row: TimelineRow = index.data(ROW)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Copy this entry")).triggered.connect(lambda: self.copied.emit(row))
        if row.body:
            words = tr("Fold the text") if self.delegate.is_open(row) else tr("Show the whole text")
            menu.addAction(words).triggered.connect(lambda: self._turn(index))
        return menu
