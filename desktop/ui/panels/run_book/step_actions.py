"""What may be done with a step, each with its key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow


class StepActions(QWidget):
    """`pressed` carries the key that does the same. Tab passes it by: the keys are the quicker way."""

    pressed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.done = self._button(tr("Done"), tr("Space"), Qt.Key.Key_Space, Tone.ENGINEER)
        self.failed = self._button(tr("Did not work"), "F", Qt.Key.Key_F)
        self.skipped = self._button(tr("Leave out"), "L", Qt.Key.Key_L)
        self.otherwise = self._button(tr("Otherwise"), "E", Qt.Key.Key_E)
        self.back = self._button(tr("Take back"), "⌫", Qt.Key.Key_Backspace)
        self.copy = self._button(tr("Copy"), "C", Qt.Key.Key_C)
        # A layout of its own kind within one that asks for heights: alone, a FlowRow's is not asked for.
        row = FlowRow()
        row.setSpacing(SPACE)
        for button in (self.done, self.failed, self.skipped, self.otherwise, self.back, self.copy):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, SPACE)
        column.addLayout(row)

    def show_for(self, *, marked: bool, has_code: bool) -> None:
        """`marked`: it is behind; a mark can be changed too."""
        self.done.setVisible(not marked)
        self.back.setVisible(marked)
        self.copy.setVisible(has_code)

    def _button(self, words: str, shown: str, key: Qt.Key, tone: Tone = Tone.TEXT) -> QuietButton:
        made = QuietButton(self._theme, words, key=shown, tone=tone)
        made.make_pill()
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(lambda: self.pressed.emit(int(key)))
        return made
