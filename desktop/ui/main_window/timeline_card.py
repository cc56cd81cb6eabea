"""The history of one incident, and the line that adds a note to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from desktop.ui.main_window.rows_model import RowsModel
from desktop.ui.present.rows import TimelineRow
from desktop.ui.present.timeline import widest_time
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.timeline_delegate import TimelineDelegate

_LOWEST = 220


class TimelineList(QListView):
    """Rows as high as their words are at this width."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowsModel(self)
        self.delegate = TimelineDelegate(theme, self)
        self.setModel(self.rows)
        self.setItemDelegate(self.delegate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(tr("Timeline"))
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


class NoteLine(QLineEdit):
    """Escape gives the keyboard back."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class TimelineCard(Card):
    """`noted` carries the text; the line is emptied when it was not blank."""

    noted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.list = TimelineList(theme)
        self._hint = Label(theme, "", Type.SMALL, Tone.MUTED)
        self.note = NoteLine()
        self.note.setPlaceholderText(tr("Write a note for everybody on this incident"))
        self.note.setAccessibleName(tr("Note"))
        self._add = QuietButton(theme, tr("Add note"), "mdi6.note-plus-outline")
        self.note.returnPressed.connect(self._send)
        self.note.left.connect(self.list.setFocus)
        self._add.clicked.connect(self._send)
        head = QHBoxLayout()
        head.addWidget(Label(theme, tr("Timeline"), Type.STRONG))
        head.addStretch(1)
        head.addWidget(self._hint)
        write = QHBoxLayout()
        write.setSpacing(2 * SPACE)
        write.addWidget(self.note, 1)
        write.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(write)
        self.say(tr("N to write a note"))
        theme.changed.connect(self._grow)
        self._grow()

    def _grow(self) -> None:
        """High enough for some lines at any text scale; what does not fit the window then scrolls."""
        self.setMinimumHeight(round(_LOWEST * self._theme.text_scale))

    def say(self, hint: str) -> None:
        """Beside the heading: the key, or why nothing is shown."""
        self._hint.set(hint)

    def show_rows(self, rows: Sequence[TimelineRow]) -> None:
        self.list.delegate.widen(widest_time(rows))
        self.list.rows.show_rows(rows)

    def _send(self) -> None:
        text = self.note.text().strip()
        if text:
            self.note.clear()
            self.noted.emit(text)
