"""The words by which a timeline is searched."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone


class SearchLine(QLineEdit):
    """Escape empties it and leaves; Enter and Down leave with the words kept."""

    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setPlaceholderText(tr("Search (/)"))
        self.setAccessibleName(tr("Search the timeline"))
        self.setToolTip(tr("/ or Ctrl+F"))
        self._empty = QAction(tr("Empty the search"), self)
        self._empty.triggered.connect(self.clear)
        self.textChanged.connect(self._show_empty)
        theme.changed.connect(self._paint_icon)
        self._paint_icon()

    def _paint_icon(self) -> None:
        self._empty.setIcon(self._theme.icon("mdi6.close", Tone.MUTED))

    def _show_empty(self, text: str) -> None:
        if text and self._empty not in self.actions():
            self.addAction(self._empty, QLineEdit.ActionPosition.TrailingPosition)
        elif not text:
            self.removeAction(self._empty)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.clear()
                self.left.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Down:
                self.left.emit()
            case _:
                super().keyPressEvent(event)
