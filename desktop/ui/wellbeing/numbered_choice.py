"""One of a few, chosen by its number on the keyboard, too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Type
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.label import Label


class NumberedChoice(QWidget):
    """`chosen` carries the number, from 1. While one of its buttons has the keyboard, digits choose."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, question: str, options: Sequence[str]) -> None:
        super().__init__()
        self._count = len(options)
        self._number = 0
        labels = [(f"{number}  {option}", "") for number, option in enumerate(options, start=1)]
        self.row = ChoiceRow(theme, question, labels)
        for number, option in enumerate(options):
            self.row.button(number).setAccessibleName(f"{question} {number + 1}, {option}")
        self.row.chosen.connect(lambda position: self._choose(position + 1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(Label(theme, question, Type.BODY, max_lines=0))
        column.addWidget(self.row)

    @property
    def number(self) -> int:
        """What is chosen, from 1; 0: nothing yet."""
        return self._number

    def clear(self) -> None:
        """Nothing is chosen."""
        self._number = 0
        self.row.show_chosen(-1)

    def take_focus(self) -> None:
        """The keyboard is on what is chosen, or on the first."""
        self.row.button(max(self._number - 1, 0)).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_0
        if 1 <= number <= self._count and not event.isAutoRepeat():
            self.row.show_chosen(number - 1)
            self._choose(number)
            return
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            held = [n for n in range(self._count) if self.row.button(n).hasFocus()]
            goal = min(max((held[0] if held else 0) + step, 0), self._count - 1)
            self.row.button(goal).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    def _choose(self, number: int) -> None:
        self._number = number
        self.chosen.emit(number)
