"""One line that is asked for in place: Enter gives it, Escape takes it away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Type

_LONGEST = 500


class WordsLine(QLineEdit):
    """`given` carries the words; `left`: none after all."""

    given = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setMaxLength(_LONGEST)
        self.returnPressed.connect(lambda: self.given.emit(" ".join(self.text().split())))
        theme.changed.connect(self._restyle)
        self._restyle()

    def ask(self, question: str) -> None:
        """Show it, empty, with the keyboard in it."""
        self.clear()
        self.setPlaceholderText(question)
        self.setAccessibleName(question)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
        event.accept()  # what a line does not want is no key of the step below it

    def _restyle(self) -> None:
        self.setFont(self._theme.font(Type.SMALL))
