"""In place of the rows when none fits what was asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.label import Label


class NothingFound(QWidget):
    """`everything_wanted` by its button."""

    everything_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label(theme, "", Type.BODY, Tone.MUTED, max_lines=3)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.everything = QuietButton(theme, tr("Show everything"), "mdi6.filter-off-outline")
        self.everything.clicked.connect(self.everything_wanted)
        column = QVBoxLayout(self)
        column.setSpacing(2 * SPACE)
        column.addStretch(1)
        column.addWidget(self._words)
        column.addWidget(self.everything, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    @property
    def words(self) -> str:
        return self._words.text()

    def say(self, words: str, *, can_widen: bool) -> None:
        """`can_widen`: everything would be more."""
        self._words.set(words)
        self.everything.setVisible(can_widen)
