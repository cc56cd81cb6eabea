"""What the Engineer found, to be taken into the update: each a plain sentence, with one press."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label


class FindingsOffer(Card):
    """`taken` carries the sentence that shall go into the text."""

    taken = Signal(str)

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        """`key`: how the keyboard takes the first, as it is shown."""
        super().__init__(theme, Tone.RAISED, Tone.ENGINEER, parent)
        self._key = key
        self.sentences: tuple[str, ...] = ()
        self.inserts: list[QuietButton] = []
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        self._column.setSpacing(SPACE)

    def offer(self, sentences: Sequence[str]) -> None:
        """Empty: nothing is offered."""
        if tuple(sentences) != self.sentences:
            self.sentences = tuple(sentences)
            self._make_rows()
        self.setVisible(bool(self.sentences))

    def take_first(self) -> None:
        """By the keyboard."""
        if self.sentences:
            self.taken.emit(self.sentences[0])

    def _make_rows(self) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows, self.inserts = [], []
        for number, sentence in enumerate(self.sentences):
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(2 * SPACE)
            key = self._key if number == 0 else ""
            insert = QuietButton(self._theme, tr("Insert"), "mdi6.arrow-down-left", key, tone=Tone.ENGINEER)
            insert.setAccessibleName(tr("Insert: {sentence}").format(sentence=sentence))
            insert.clicked.connect(partial(self.taken.emit, sentence))
            line.addWidget(Label(self._theme, sentence, Type.SMALL, max_lines=4), 1)
            line.addWidget(insert)
            self._column.addWidget(row)
            self._rows.append(row)
            self.inserts.append(insert)
        self.setAccessibleName(tr("Found: {what}").format(what=" ".join(self.sentences)))
