"""How it ended: what helped, in a line more, whether the next one will find it, what its service suffered."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from desktop.core.closing.outcome import LONGEST, Outcome, ResolvedHow
from desktop.ui.panels.closing.impact_form import ImpactForm
from desktop.ui.panels.closing.step_form import StepForm
from desktop.ui.present.closing.outcome import how_name
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.label import Label

HOWS = tuple(ResolvedHow)
YES_NO = (True, False)
_NARROW = 220
"""Pixels, at the smallest text scale."""


class ResolutionForm(StepForm):
    """`recorded` carries ResolvedHow, the line, documented and automated (bool or None)."""

    recorded = Signal(object, str, object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._how: ResolvedHow | None = None
        self._known: Outcome | None = None
        self._hint = Label(theme, tr("What helped?"), Type.SMALL, Tone.MUTED, max_lines=0)
        self.hows = ChoiceRow(theme, tr("What helped"), [(how_name(how), "") for how in HOWS])
        self.hows.chosen.connect(self._choose)
        self.words = QLineEdit()
        self.words.setMaxLength(LONGEST)
        self.words.setPlaceholderText(tr("In a line, if it helps the next one"))
        self.words.setAccessibleName(tr("How it ended, in a line"))
        self.words.returnPressed.connect(self.submit)
        self.documented = YesNo(theme, tr("Documented?"))
        self.automated = YesNo(theme, tr("Automated?"))
        self.impact = ImpactForm(theme)
        for widget in (self._hint, self.hows, self.words, self.documented, self.automated, self.impact):
            self.column.addWidget(widget)

    def first(self) -> QWidget:
        return self.hows.button(HOWS.index(self._how) if self._how is not None else 0)

    @property
    def hint(self) -> str:
        return self._hint.text()

    def show_outcome(self, outcome: Outcome | None) -> None:
        """What is known; what was begun here stays until somebody says something new."""
        if outcome == self._known:
            return
        self._known = outcome
        if outcome is not None:
            self._choose(HOWS.index(outcome.how))
            self.hows.show_chosen(HOWS.index(outcome.how))
            self.words.setText(outcome.words)
            self.words.setCursorPosition(0)
            self.documented.show_answer(outcome.documented)
            self.automated.show_answer(outcome.automated)

    def clear(self) -> None:
        """For another incident."""
        self._how = self._known = None
        self.hows.show_chosen(-1)
        self.words.clear()
        self.documented.show_answer(None)
        self.automated.show_answer(None)

    def submit(self) -> bool:
        if self._how is None:
            self._hint.set(tr("What helped? Choose one; “Otherwise” is an answer too."), Tone.WARN)
            self.first().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.recorded.emit(
                self._how, self.words.text().strip(), self.documented.answer, self.automated.answer
            )
        return False

    def _choose(self, number: int) -> None:
        self._how = HOWS[number]
        self._hint.set(tr("What helped?"), Tone.MUTED)


class YesNo(QWidget):
    """A question that may stay unanswered; `answer` is None then."""

    def __init__(self, theme: Theme, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer: bool | None = None
        self.choices = ChoiceRow(theme, question, [(tr("Yes"), ""), (tr("No"), "")])
        self.choices.chosen.connect(self._choose)
        for number, word in enumerate((tr("Yes"), tr("No"))):
            self.choices.button(number).setAccessibleName(f"{question} {word}")
        self._theme = theme
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2 * SPACE)
        self._row.addWidget(Label(theme, question, Type.SMALL, keep=True))
        self._row.addWidget(self.choices, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW * self._theme.text_scale
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if narrow else across)

    def show_answer(self, answer: bool | None) -> None:
        self.answer = answer
        self.choices.show_chosen(YES_NO.index(answer) if answer is not None else -1)

    def _choose(self, number: int) -> None:
        self.answer = YES_NO[number]
