"""A text that is read and not written, as high as there is room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Type


class ReadingText(QPlainTextEdit):
    """Shows `lines` lines at least; Tab leaves it."""

    def __init__(self, theme: Theme, name: str, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._lines = theme, lines
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        theme.changed.connect(self._restyle)
        self._restyle()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def _restyle(self) -> None:
        self.setFont(self._theme.font(Type.BODY))
        self.setMinimumHeight(self._lines * self.fontMetrics().lineSpacing() + 4 * SPACE)
