"""A question that belongs to a button above it: what would happen, yes, and back. Never a dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import Button, PrimaryButton, QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label


class QuestionBar(Card):
    """`ask` shows it and gives it the keyboard; Escape goes back. `quiet`: a yes changes nothing for
    anybody."""

    said_yes = Signal()
    went_back = Signal()

    def __init__(self, theme: Theme, *, quiet: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(theme, Tone.RAISED, Tone.LINE if quiet else Tone.WARN, parent)
        self._words = Label(theme, "", Type.BODY, max_lines=0)
        self.yes: Button = QuietButton(theme, "") if quiet else PrimaryButton(theme, "")
        self.back = QuietButton(theme, tr("Back"), key="Esc")
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 2 * SPACE + 2, 3 * SPACE, 2 * SPACE + 2)
        row.setSpacing(3 * SPACE)
        row.addWidget(IconLabel(theme, "mdi6.help-circle-outline", Tone.MUTED if quiet else Tone.WARN))
        row.addWidget(self._words, 1)
        row.addWidget(self.back)
        row.addWidget(self.yes)
        self.yes.clicked.connect(self._yes)
        self.back.clicked.connect(self._back)
        self.hide()

    def ask(self, question: str, yes: str) -> None:
        self._words.set(question)
        self.yes.setText(yes)
        self.yes.updateGeometry()
        self.setAccessibleName(question)
        self.show()
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._back()
            return
        super().keyPressEvent(event)

    def _yes(self) -> None:
        self.hide()
        self.said_yes.emit()

    def _back(self) -> None:
        self.hide()
        self.went_back.emit()
