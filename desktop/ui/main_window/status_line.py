"""How it stands with the hub and with the sound, and what users are told, below the list."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

Fact = tuple[str, Tone, str]
"""Words, tone, icon."""


class StatusLine(QWidget):
    """Facts, each with an icon of its own; what is fine is muted, and what is not there takes no room."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * SPACE, 0, 0)
        column.setSpacing(SPACE)
        self._facts: list[tuple[IconLabel, Label]] = []
        for _ in range(3):
            icon = IconLabel(theme, "mdi6.lan-pending", Tone.MUTED, 16)
            words = Label(theme, "", Type.SMALL, Tone.MUTED, clock=True)
            line = QHBoxLayout()
            line.setSpacing(2 * SPACE)
            line.addWidget(icon)
            line.addWidget(words, 1)
            column.addLayout(line)
            self._facts.append((icon, words))

    @property
    def words(self) -> str:
        return " · ".join(label.text() for _icon, label in self._facts if not label.isHidden())

    def show_facts(self, hub: Fact, sound: Fact, told: Fact | None = None) -> None:
        for (icon, words), fact in zip(self._facts, (hub, sound, told), strict=True):
            icon.setVisible(fact is not None)
            words.setVisible(fact is not None)
            if fact is not None:
                text, tone, name = fact
                icon.set(name, tone)
                words.set(text, Tone.MUTED if tone is Tone.OK else tone)
