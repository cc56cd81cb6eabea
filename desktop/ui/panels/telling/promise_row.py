"""When the next update comes: the usual time, another choice, or an hour that is typed."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.present.telling.promise import MINUTES
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.label import Label

USUAL = 0
"""The first choice; the others are `MINUTES` from now."""


class _Hour(QLineEdit):
    """Escape takes back what was typed."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class PromiseRow(QWidget):
    """`chosen` carries a timedelta from now, or None for the usual time; `typed` what was typed. `left`:
    Escape, with nothing to take back."""

    chosen = Signal(object)
    typed = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown = ""
        self._sentence = ""
        self._lead = Label(theme, tr("Next update at"), Type.SMALL, Tone.MUTED, keep=True)
        self._day = Label(theme, "", Type.SMALL, Tone.MUTED, keep=True)
        self.hour = _Hour()
        self.hour.setAccessibleName(tr("When the next update comes"))
        self.hour.editingFinished.connect(self.finish)
        self.hour.left.connect(self._take_back)
        # The last one says the unit for all of them, so that they stay in one line.
        labels = [tr("usual"), *(str(n) for n in MINUTES[:-1]), tr("{n} min").format(n=MINUTES[-1])]
        self.choices = ChoiceRow(
            theme, tr("When the next update comes"), [(label, "") for label in labels], small=True
        )
        for number, minutes in enumerate(MINUTES, start=1):
            name = tr("in {n} min").format(n=minutes)
            self.choices.button(number).setAccessibleName(name)
            self.choices.button(number).setToolTip(name)
        self.choices.chosen.connect(self._choose)
        self._problem = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        line = QHBoxLayout()
        line.setSpacing(2 * SPACE)
        line.addWidget(self._lead)
        line.addWidget(self._day)
        line.addWidget(self.hour)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(line)
        column.addWidget(self.choices)
        column.addWidget(self._problem)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.say("")

    @property
    def sentence(self) -> str:
        """What it promises."""
        return self._sentence

    @property
    def problem(self) -> str:
        return self._problem.text()

    def show_promise(self, hour: str, day: str, sentence: str, choice: int | None) -> None:
        """`hour` to be changed, with `day` before it when that is not today; `choice`: which one it is."""
        self._shown, self._sentence = hour, sentence
        if not self.hour.isModified():
            self.hour.setText(hour)
        self._day.set(day)
        self._day.setVisible(bool(day))
        self.choices.show_chosen(-1 if choice is None else choice)
        self.hour.setToolTip(sentence)

    def say(self, problem: str) -> None:
        """Why what was typed is no time; empty when it is one."""
        self._problem.set(problem)
        self._problem.setVisible(bool(problem))
        if not problem:
            self.hour.setModified(False)

    def _choose(self, number: int) -> None:
        self.say("")
        self.chosen.emit(None if number == USUAL else timedelta(minutes=MINUTES[number - 1]))

    def finish(self) -> bool:
        """Take what is typed; whether it is a time."""
        if self.hour.isModified() and self.hour.text().strip() != self._shown:
            self.typed.emit(self.hour.text())
        else:
            self.say("")
        return not self.problem

    def _take_back(self) -> None:
        if self.hour.text() == self._shown and not self.problem:
            self.left.emit()
        self.hour.setText(self._shown)
        self.say("")

    def _restyle(self) -> None:
        self.hour.setFont(self._theme.font(Type.BODY, clock=True))
        self.hour.setFixedWidth(self.hour.fontMetrics().horizontalAdvance("00:00") + 9 * SPACE)
