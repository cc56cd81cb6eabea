"""One line above the week: how it stands with its meeting, and the way there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.retro.meeting import BarShown
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label


class MeetingBar(Card):
    """`acted` when its button is pressed; `looked` when somebody only wants to see the topics."""

    acted = Signal()
    looked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._icon = IconLabel(theme, "mdi6.forum-outline", Tone.MUTED)
        self._title = Label(theme, "", Type.STRONG, max_lines=0)
        self._detail = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.act = QuietButton(theme, "")
        self.act.clicked.connect(self.acted)
        self.look = QuietButton(theme, tr("Look at the topics"), flat=True)
        self.look.clicked.connect(self.looked)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self.look)
        buttons.addWidget(self.act)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(3 * SPACE)
        self._row.addLayout(words, 1)
        self._row.addLayout(buttons)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(4 * SPACE, 2 * SPACE + 2, 3 * SPACE, 2 * SPACE + 2)
        outer.setSpacing(3 * SPACE)
        outer.addWidget(self._icon)
        outer.addLayout(self._row, 1)
        self.hide()

    @property
    def words(self) -> str:
        return " ".join(part for part in (self._title.text(), self._detail.text()) if part)

    def show_bar(self, shown: BarShown) -> None:
        """How it stands now."""
        self.set_edge(shown.tone if shown.tone is not Tone.MUTED else None)
        self._icon.set(shown.icon, shown.tone)
        self._title.set(shown.title)
        self._detail.set(shown.detail, Tone.MUTED)
        self._detail.setVisible(bool(shown.detail))
        self.act.setText(shown.action)
        self.act.setVisible(bool(shown.action))
        self.act.updateGeometry()
        self.look.setVisible(shown.starts)
        self.setAccessibleName(self.words)
        self.show()

    def say_problem(self, words: str) -> None:
        """Why it was not done."""
        self._detail.set(words, Tone.WARN)
        self._detail.setVisible(True)
