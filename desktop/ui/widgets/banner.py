"""Something is wrong, and here is what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

_NARROW = 620
"""Pixels at text scale 1."""


class Banner(Card):
    """Says what is wrong in one sentence, its remedy in the next; `acted` when its button is pressed,
    `acted_otherwise` when the second one is."""

    acted = Signal()
    acted_otherwise = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, Tone.RAISED, Tone.WARN, parent)
        self._icon = IconLabel(theme, "mdi6.alert", Tone.WARN)
        self._title = Label(theme, "", Type.STRONG, max_lines=0)
        self._remedy = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._action = QuietButton(theme, "")
        self._action.clicked.connect(self.acted)
        self._second = QuietButton(theme, "", flat=True)
        self._second.clicked.connect(self.acted_otherwise)
        self._second.hide()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._remedy)
        words.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self._action)
        buttons.addWidget(self._second)
        buttons.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(2 * SPACE)
        self._row.addLayout(words, 1)
        self._row.addLayout(buttons)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(4 * SPACE, 2 * SPACE + 2, 3 * SPACE, 2 * SPACE + 2)
        outer.setSpacing(3 * SPACE)
        outer.addWidget(self._icon)
        outer.addLayout(self._row, 1)

    def say(
        self,
        title: str,
        remedy: str,
        action: str = "",
        tone: Tone = Tone.WARN,
        icon: str = "mdi6.alert",
        second: str = "",
    ) -> None:
        self.set_edge(tone)
        self._icon.set(icon, tone)
        self._title.set(title)
        self._remedy.set(remedy)
        self._remedy.setVisible(bool(remedy))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._action.updateGeometry()
        self._second.setText(second)
        self._second.setVisible(bool(second))
        self._second.updateGeometry()
        self._arrange()
        self.setAccessibleName(f"{title} {remedy}".strip())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Two buttons leave too little for the words of a narrow banner: they go below."""
        below = not self._second.isHidden() and self.width() < _NARROW * self._theme.text_scale
        direction = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(direction)
