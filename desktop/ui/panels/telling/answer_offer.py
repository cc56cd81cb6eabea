"""The Engineer has answered while an update was being written: take it in with one key."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label


class AnswerOffer(Card):
    """`taken` when it shall go into the text."""

    taken = Signal()

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        """`key`: how the keyboard takes it, as it is shown."""
        super().__init__(theme, Tone.RAISED, Tone.ENGINEER, parent)
        self._words = Label(theme, "", Type.SMALL, max_lines=4)
        self.insert = QuietButton(theme, tr("Insert"), "mdi6.arrow-down-left", key, tone=Tone.ENGINEER)
        self.insert.clicked.connect(self.taken)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._words, 1)
        row.addWidget(self.insert)

    @property
    def words(self) -> str:
        return self._words.text()

    def offer(self, words: str) -> None:
        """Empty: nothing is offered."""
        self._words.set(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
