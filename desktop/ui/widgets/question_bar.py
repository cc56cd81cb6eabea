"""A question that belongs to a button above it: what would happen, yes, and back. Never a dialog."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import Button, PrimaryButton, QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

_NARROW = 480
"""Pixels, below which the words would stand beside the buttons letter by letter."""


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
        words, self._buttons = QHBoxLayout(), QHBoxLayout()
        words.setSpacing(3 * SPACE)
        words.addWidget(IconLabel(theme, "mdi6.help-circle-outline", Tone.MUTED if quiet else Tone.WARN))
        words.addWidget(self._words, 1)
        self._buttons.setSpacing(2 * SPACE)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.back)
        self._buttons.addWidget(self.yes)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(4 * SPACE, 2 * SPACE + 2, 3 * SPACE, 2 * SPACE + 2)
        self._row.setSpacing(3 * SPACE)
        self._row.addLayout(words, 1)
        self._row.addLayout(self._buttons)
        self.yes.clicked.connect(self._yes)
        self.back.clicked.connect(self._back)
        self.hide()

    def minimumSizeHint(self) -> QSize:
        # That of the narrow arrangement, also while it is wide: else it could never become narrow.
        margins = self._row.contentsMargins()
        buttons = self._buttons.minimumSize().width() + margins.left() + margins.right()
        natural = super().minimumSizeHint()
        return QSize(min(natural.width(), buttons), natural.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW * self._theme.text_scale
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )

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
