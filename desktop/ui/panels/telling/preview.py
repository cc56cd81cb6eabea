"""An update as its readers get it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label


class Preview(Card):
    """Where it goes, the subject, the text; nothing here can be changed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, Tone.RAISED, parent=parent)
        self._sender = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._subject = Label(theme, "", Type.STRONG, max_lines=0)
        self._text = Label(theme, "", Type.BODY, max_lines=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(SPACE)
        for label in (self._sender, self._subject, self._text):
            column.addWidget(label)

    @property
    def words(self) -> str:
        return "\n".join((self._sender.text(), self._subject.text(), self._text.text()))

    def show_message(self, sender: str, subject: str, text: str) -> None:
        self._sender.set(sender)
        self._subject.set(subject)
        self._text.set(text)
        self.setAccessibleName(f"{sender}. {subject}. {text}")
