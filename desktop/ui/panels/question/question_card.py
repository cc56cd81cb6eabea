"""The Manager's question to the Engineer: asked with one key, answered with one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.panels.question.answer_form import AnswerForm
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label

_WIDE = 420
"""Pixels at text scale 1, from which the line and its button have room beside each other."""


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
        self._words_asked = Label(theme, "", Type.BODY, max_lines=0)
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
        head.addWidget(self._lead, 1)
        head.addWidget(self._clock, 0, Qt.AlignmentFlag.AlignTop)
        self._asking = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._asking.setSpacing(2 * SPACE)
        self._asking.addWidget(self.words, 1)
        self._asking.addWidget(self.ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self._words_asked)
        column.addWidget(self._answer)
        column.addLayout(self._asking)
        column.addWidget(self.form)

    @property
    def lead(self) -> str:
        return self._lead.text()

    @property
    def clock(self) -> str:
        return self._clock.text()

    @property
    def question(self) -> str:
        """What is asked in particular."""
        return self._words_asked.text()

    @property
    def told(self) -> str:
        """The answer, as it is shown; or what becomes of the question."""
        return self._answer.text()

    def show_question(
        self,
        lead: str,
        clock: str,
        tone: Tone,
        words: str,
        told: str,
        *,
        can_ask: bool,
        can_answer: bool,
    ) -> None:
        """`tone`: of the clock. `words`: what is asked in particular; `told`: the answer."""
        self._lead.set(lead)
        self._lead.setVisible(bool(lead))
        self._clock.set(clock, tone)
        self._clock.setVisible(bool(clock))
        self._words_asked.set(words)
        self._words_asked.setVisible(bool(words))
        self._answer.set(told)
        self._answer.setVisible(bool(told))
        self.words.setVisible(can_ask)
        self.ask.setVisible(can_ask)
        self.form.setVisible(can_answer)
        self.set_edge(Tone.ENGINEER if can_answer else None)
        self.setAccessibleName(f"{lead} {clock}. {words} {told}".strip())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= _WIDE * self._theme.text_scale
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._asking.setDirection(direction)

    def _ask(self) -> None:
        self.asked.emit(self.words.text().strip())
        self.words.clear()
