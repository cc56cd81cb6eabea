"""The link to an incident's page for executives."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label


class LinkCard(Card):
    """The buttons are public: the presenter connects them. `say` tells how it went."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        about = tr("What is hit, since when, who works on it, when the next update comes. Read only.")
        self._words = Label(theme, about, Type.SMALL, Tone.MUTED, max_lines=0)
        self._about = about
        self.copy = QuietButton(theme, tr("Copy link"), "mdi6.link-variant")
        self.stop = QuietButton(theme, tr("Stop sharing"), "mdi6.link-variant-off", flat=True)
        buttons = FlowRow()
        buttons.addWidget(self.copy)
        buttons.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(Label(theme, tr("Page for executives"), Type.STRONG))
        column.addWidget(self._words)
        column.addLayout(buttons)

    @property
    def said(self) -> str:
        return self._words.text()

    def say(self, words: str = "", tone: Tone = Tone.MUTED) -> None:
        """How it went; nothing: what the page is."""
        self._words.set(words or self._about, tone)
        self._words.setAccessibleName(words or self._about)

    def show_waiting(self, waiting: bool) -> None:
        """While the hub is asked nothing more can be pressed."""
        self.copy.setEnabled(not waiting)
        self.stop.setEnabled(not waiting)
