"""The Manager's question to the Engineer: asked with one key, answered with one click or a line each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.core.question import Findings
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label


class _Field(QLineEdit):
    """One of the three answers, with a word for the usual case."""

    def __init__(self, theme: Theme, name: str, usual: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.usual = QuietButton(theme, usual)
        self.usual.clicked.connect(lambda: self.setText(usual))


class AnswerForm(QWidget):
    """`answered` carries the findings; `postponed`: not now."""

    answered = Signal(object)
    postponed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.condition = _Field(theme, tr("How it stands"), tr("Still looking"))
        self.action = _Field(theme, tr("What is being done"), tr("A fix is under way"))
        self.needs = _Field(theme, tr("What is needed"), tr("Nothing"))
        grid = QGridLayout()
        grid.setSpacing(2 * SPACE)
        for row, field in enumerate((self.condition, self.action, self.needs)):
            grid.addWidget(Label(theme, field.accessibleName(), Type.SMALL, Tone.MUTED, keep=True), row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(field.usual, row, 2)
            field.returnPressed.connect(self._answer)
        self.answer = QuietButton(theme, tr("Answer"), "mdi6.send", "Enter", tone=Tone.ENGINEER)
        self.answer.clicked.connect(self._answer)
        self.not_now = QuietButton(theme, tr("Not now, 5 minutes"), "mdi6.timer-sand")
        self.not_now.clicked.connect(self.postponed)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * SPACE)
        buttons.addStretch(1)
        buttons.addWidget(self.not_now)
        buttons.addWidget(self.answer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addLayout(grid)
        column.addLayout(buttons)

    def clear(self) -> None:
        """For another question."""
        for field in (self.condition, self.action, self.needs):
            field.clear()

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


class _Words(QLineEdit):
    """What the Manager wants to know in particular; Escape gives the keyboard back."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class QuestionCard(Card):
    """`asked` carries the Manager's own words, mostly none."""

    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._lead = Label(theme, "", Type.STRONG, max_lines=2)
        self._clock = Label(theme, "", Type.STRONG, Tone.WARN, clock=True, keep=True)
        self._answer = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.words = _Words()
        self.words.setPlaceholderText(tr("What in particular? May stay empty"))
        self.words.setAccessibleName(tr("What to ask the Engineer"))
        self.ask = QuietButton(theme, tr("Ask the Engineer"), "mdi6.help-circle-outline")
        self.form = AnswerForm(theme)
        self.ask.clicked.connect(self._ask)
        self.words.returnPressed.connect(self._ask)
        self.words.left.connect(lambda: self.ask.setFocus(Qt.FocusReason.OtherFocusReason))
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self._lead)
        head.addWidget(self._clock)
        head.addStretch(1)
        ask = QHBoxLayout()
        ask.setSpacing(2 * SPACE)
        ask.addWidget(self.words, 1)
        ask.addWidget(self.ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 2 * SPACE + 2, 3 * SPACE, 2 * SPACE + 2)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self._answer)
        column.addLayout(ask)
        column.addWidget(self.form)

    @property
    def lead(self) -> str:
        return self._lead.text()

    @property
    def told(self) -> str:
        """The answer, as it is shown."""
        return self._answer.text()

    def show_question(
        self, lead: str, clock: str, tone: Tone, told: str, *, can_ask: bool, can_answer: bool
    ) -> None:
        self._lead.set(lead, tone)
        self._lead.setVisible(bool(lead))
        self._clock.set(clock, tone)
        self._clock.setVisible(bool(clock))
        self._answer.set(told)
        self._answer.setVisible(bool(told))
        self.words.setVisible(can_ask)
        self.ask.setVisible(can_ask)
        self.form.setVisible(can_answer)
        self.setAccessibleName(f"{lead} {clock}. {told}")

    def _ask(self) -> None:
        self.asked.emit(self.words.text().strip())
        self.words.clear()
