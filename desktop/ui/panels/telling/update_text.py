"""Where the text of an update is written."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.ui.panels.telling.gap_marks import GapMarks
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Type

_FEWEST, _MOST = 4, 11
"""Lines: it grows with what is written, until it scrolls."""


class UpdateText(QPlainTextEdit):
    """Control and Enter sends, Escape gives the keyboard back; Tab leaves. What is unknown is marked."""

    sent = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("Text of the update"))
        self.marks = GapMarks(theme, self.document())
        self._high = 0
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def words(self) -> str:
        return self.toPlainText()

    def begin(self, words: str) -> None:
        """A text to begin with; the cursor at its end."""
        self.setPlainText(words)
        self.moveCursor(self.textCursor().MoveOperation.End)

    def change(self, words: str) -> None:
        """Other words in the same text: the cursor stays, and one "undo" brings the old ones back."""
        cursor = self.textCursor()
        position = cursor.position()
        cursor.beginEditBlock()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(words)
        cursor.endEditBlock()
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.sent.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        self.setFont(self._theme.font(Type.BODY))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # Of their real height: a few fractions of a pixel too little, and there is a scroll bar.
        line = self.fontMetrics().lineSpacing()
        block, tall = self.document().firstBlock(), 0.0
        while block.isValid() and tall < _MOST * line:
            tall += self.blockBoundingRect(block).height()
            block = block.next()
        high = math.ceil(min(max(tall, _FEWEST * line), _MOST * line + 1)) + 7 * SPACE
        if high != self._high:
            self._high = high
            self.setFixedHeight(high)
