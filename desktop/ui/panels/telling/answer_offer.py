"""The Engineer has answered while an update was being written: take it in with one key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label

_WIDE = 420
"""Pixels at text scale 1, from which the button has room beside the words."""


class AnswerOffer(Card):
    """`taken` when it shall go into the text."""

    taken = Signal()

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        """`key`: how the keyboard takes it, as it is shown."""
        super().__init__(theme, Tone.RAISED, Tone.ENGINEER, parent)
        self._words = Label(theme, "", Type.SMALL, max_lines=5)
        self.insert = QuietButton(theme, tr("Insert"), "mdi6.arrow-down-left", key, tone=Tone.ENGINEER)
        self.insert.clicked.connect(self.taken)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(4 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        self._row.setSpacing(2 * SPACE)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self.insert, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def words(self) -> str:
        return self._words.text()

    def offer(self, words: str) -> None:
        """Empty: nothing is offered."""
        self._words.set(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= _WIDE * self._theme.text_scale
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
