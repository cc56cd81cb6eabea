"""One line of text with names suggested while somebody types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.present.timeline.scribe import Suggestion, keys_hint, suggestions, taken
from desktop.ui.timeline.name_list import NameList

_TAKES: tuple[int, ...] = (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class NoteLine(QLineEdit):
    """Escape gives the keyboard back (`left`), Up in an empty line asks for what was written last
    (`wants_last`). Enter writes, unless a suggested name is chosen: then it takes the name, as Tab does."""

    left = Signal()
    wants_last = Signal()
    typed = Signal(str)
    """The text after a person changed it, also by taking a name."""

    def __init__(self, names: NameList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names = names
        self._prompt = ""
        self._people: tuple[str, ...] = ()
        self._services: tuple[str, ...] = ()
        self.textEdited.connect(self._suggest)
        self.textEdited.connect(self.typed)
        self.cursorPositionChanged.connect(self._moved)
        names.picked.connect(self._take)

    def know(self, people: Sequence[str], services: Sequence[str]) -> None:
        """The names there are."""
        self._people, self._services = tuple(people), tuple(services)

    def set_prompt(self, words: str) -> None:
        """What the empty line asks for, once the keyboard is here; until then it tells the keys."""
        self._prompt = words
        self.setPlaceholderText(words if self.hasFocus() else keys_hint())

    def event(self, event: QEvent) -> bool:
        """Qt moves the focus by Tab before a key arrives anywhere else."""
        tab = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        if tab and event.type() is QEvent.Type.KeyPress and self.names.isVisible():
            self._take(self.names.chosen or self.names.first)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.names.isVisible():
            if key in _ARROWS:
                self.names.step(_ARROWS[key])
                return
            if key in _TAKES and self.names.chosen is not None:
                self._take(self.names.chosen)
                return
            if key == Qt.Key.Key_Escape:
                self.names.hide()
                return
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Up and not self.text().strip():
            self.wants_last.emit()
        else:
            if key in _TAKES:
                self.names.hide()
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.set_prompt(self._prompt)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.set_prompt(self._prompt)
        self.names.hide()

    def _suggest(self) -> None:
        found = suggestions(self.text(), self.cursorPosition(), self._people, self._services)
        self.names.suggest(found, self)

    def _moved(self, old: int, new: int) -> None:
        """The cursor left the word; typing moves it by a letter, and suggests anew after that."""
        if abs(new - old) != 1:
            self.names.hide()

    def _take(self, suggestion: Suggestion | None) -> None:
        if suggestion is None:
            return
        text, cursor = taken(self.text(), self.cursorPosition(), suggestion)
        self.setText(text)
        self.setCursorPosition(cursor)
        self.names.hide()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.typed.emit(text)
