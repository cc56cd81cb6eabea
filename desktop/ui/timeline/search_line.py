"""The words by which a timeline is searched."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme

_WIDE = 190


class SearchLine(QLineEdit):
    """Escape empties it and leaves; Enter and Down leave with the words kept."""

    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setPlaceholderText(tr("Search (/)"))
        self.setAccessibleName(tr("Search the timeline"))
        self.setToolTip(tr("/ or Ctrl+F"))
        self.setClearButtonEnabled(True)

    def sizeHint(self) -> QSize:
        return QSize(round(_WIDE * self._theme.text_scale), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.clear()
                self.left.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Down:
                self.left.emit()
            case _:
                super().keyPressEvent(event)
