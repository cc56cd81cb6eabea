"""The Engineer's answer: a whole one with one key, or three lines of one's own."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.core.telling.question import Findings
from desktop.ui.present.telling.answers import whole_answers
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label


class _Field(QLineEdit):
    """One of the three lines; Escape gives the keyboard back."""

    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(name)
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class AnswerForm(QWidget):
    """`answered` carries the findings; `postponed`: not now. The keys 1 to 4 answer while the keyboard is
    here and not in a line, with Alt from anywhere in the window."""

    answered = Signal(object)
    postponed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers = whole_answers()
        self.whole = [
            QuietButton(theme, known.label, key=f"Alt+{number}")
            for number, known in enumerate(self._answers, start=1)
        ]
        self.condition = _Field(tr("How it stands"))
        self.action = _Field(tr("What is being done"))
        self.needs = _Field(tr("What is needed"))
        self.answer = QuietButton(theme, tr("Answer"), "mdi6.send", "Enter", tone=Tone.ENGINEER)
        self.answer.clicked.connect(self._answer)
        self.not_now = QuietButton(theme, tr("Not now, 5 minutes"), "mdi6.timer-sand", flat=True)
        self.not_now.clicked.connect(self.postponed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for number, button in enumerate(self.whole):
            button.clicked.connect(partial(self._give, number))
            keys = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            keys.activated.connect(button.click)
            column.addWidget(button)
        column.addSpacing(SPACE)
        column.addWidget(Label(theme, tr("Or in your own words"), Type.SMALL, Tone.MUTED))
        for field in self.fields:
            field.returnPressed.connect(self._answer)
            field.left.connect(self.take_focus)
            column.addWidget(field)
        buttons = FlowRow()
        buttons.addWidget(self.answer)
        buttons.addWidget(self.not_now)
        column.addSpacing(SPACE)
        column.addLayout(buttons)

    @property
    def fields(self) -> tuple[_Field, _Field, _Field]:
        return self.condition, self.action, self.needs

    def take_focus(self) -> None:
        self.whole[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """For another question."""
        for field in self.fields:
            field.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and 0 <= number < len(self.whole) and not event.isAutoRepeat():
            self.whole[number].click()
            return
        super().keyPressEvent(event)

    def _give(self, number: int) -> None:
        self.answered.emit(self._answers[number].findings)

    def _answer(self) -> None:
        found = Findings(
            condition=self.condition.text().strip(),
            action=self.action.text().strip(),
            needs=self.needs.text().strip(),
        )
        if found.is_empty:
            self.condition.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.answered.emit(found)
