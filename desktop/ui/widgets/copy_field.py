"""A text to take elsewhere: selectable, with a button that copies it and says so."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE
from desktop.ui.widgets.button import QuietButton

_SAID_MS = 2000


class CopyField(QWidget):
    """`name` is what a screen reader calls the field."""

    def __init__(self, theme: Theme, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = QLineEdit(text)
        self._field.setReadOnly(True)
        self._field.setCursorPosition(0)
        self._field.setAccessibleName(name)
        self._button = QuietButton(theme, tr("Copy"), "mdi6.content-copy")
        self._button.setAccessibleName(tr("Copy: {name}").format(name=name))
        self._button.clicked.connect(self._copy)
        self._said = QTimer(self)
        self._said.setSingleShot(True)
        self._said.setInterval(_SAID_MS)
        self._said.timeout.connect(lambda: self._button.setText(tr("Copy")))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._field, 1)
        row.addWidget(self._button)

    def text(self) -> str:
        return self._field.text()

    def set_text(self, text: str) -> None:
        if text != self._field.text():
            self._field.setText(text)
            self._field.setCursorPosition(0)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._field.text())
        self._button.setText(tr("Copied"))
        self._said.start()
