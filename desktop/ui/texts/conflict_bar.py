"""Somebody saved the same text meanwhile: theirs, mine, or look first. Nothing is chosen by itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label


class ConflictBar(Card):
    """Stands above the text until somebody chose."""

    mine_kept = Signal()
    theirs_taken = Signal()
    compared = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, Tone.RAISED, Tone.WARN, parent)
        self._title = Label(theme, "", Type.STRONG, max_lines=0)
        self._remedy = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.compare = QuietButton(theme, tr("See what differs"), "mdi6.compare-horizontal")
        self.mine = QuietButton(theme, tr("Keep mine"))
        self.theirs = QuietButton(theme, tr("Take theirs"))
        self.compare.clicked.connect(self.compared)
        self.mine.clicked.connect(self.mine_kept)
        self.theirs.clicked.connect(self.theirs_taken)
        buttons = FlowRow()
        for button in (self.compare, self.mine, self.theirs):
            buttons.addWidget(button)
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        words.addWidget(self._title)
        words.addWidget(self._remedy)
        words.addSpacing(SPACE)
        words.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        row.setSpacing(3 * SPACE)
        row.addWidget(IconLabel(theme, "mdi6.account-multiple", Tone.WARN))
        row.addLayout(words, 1)
        self.hide()

    @property
    def words(self) -> str:
        return f"{self._title.text()} {self._remedy.text()}"

    def show_conflict(self, title: str, remedy: str) -> None:
        """Without a title there is none."""
        self._title.set(title)
        self._remedy.set(remedy)
        self.setAccessibleName(f"{title} {remedy}".strip())
        self.setVisible(bool(title))
