"""The lines in which a rule is written, below the table: a new one, or one that is changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.core.urgency.urgency import Urgency
from desktop.ui.present.rules.urgency import BOLT, MOON
from desktop.ui.present.rules.urgency_rules import RuleDraft
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.label import Label

_URGENCIES = (Urgency.NOW, Urgency.OFFICE_HOURS)
_NARROW = 520


class RuleForm(Card):
    """`submitted` carries a RuleDraft; the owner then closes it or says what is wrong. Escape leaves."""

    submitted = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, Tone.RAISED, Tone.LINE, parent)
        self._narrow: bool | None = None
        self._title = Label(theme, "", Type.STRONG)
        self.name = self._line(tr("Name"), tr("What is it for? “Staging”"))
        self.urgency = ChoiceRow(
            theme, tr("Urgency"), ((tr("Act now"), BOLT), (tr("Can wait"), MOON)), small=True
        )
        self.urgency.chosen.connect(self._choose)
        self._chosen = Urgency.OFFICE_HOURS
        self.service = self._line(tr("Service"), tr("search*, staging-*"))
        self.severity = self._line(tr("Severity"), tr("warning, info"))
        self.source = self._line(tr("Source"), tr("the alert's source, or the integration"))
        self.labels = self._line(tr("Labels"), tr("env=staging*, team=shop"))
        self._lines = (self.service, self.severity, self.source, self.labels)
        self._captions = [
            Label(theme, words, Type.SMALL, Tone.MUTED)
            for words in (tr("Service"), tr("Severity"), tr("Source"), tr("Labels, all of them"))
        ]
        self._hint = Label(
            theme,
            tr("Empty fits anything; * stands for anything; commas part alternatives."),
            Type.SMALL,
            Tone.MUTED,
            max_lines=0,
        )
        self._problem = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        self.done = QuietButton(theme, tr("Done"), "mdi6.check")
        self.done.clicked.connect(self._submit)
        self.cancel = QuietButton(theme, tr("Cancel"), key="Esc", flat=True)
        self.cancel.clicked.connect(self.left)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(3 * SPACE)
        self._grid.setVerticalSpacing(SPACE)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(self._title)
        column.addWidget(self.name)
        column.addWidget(self.urgency)
        column.addLayout(self._grid)
        column.addWidget(self._hint)
        column.addWidget(self._problem)
        column.addLayout(buttons)
        self._place()
        self.hide()

    def _line(self, name: str, hint: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setPlaceholderText(hint)
        made.returnPressed.connect(self._submit)
        return made

    @property
    def problem(self) -> str:
        return self._problem.text()

    @property
    def draft(self) -> RuleDraft:
        return RuleDraft(
            name=self.name.text(),
            urgency=self._chosen,
            source=self.source.text(),
            service=self.service.text(),
            severity=self.severity.text(),
            labels=self.labels.text(),
        )

    def begin(self, title: str, draft: RuleDraft) -> None:
        """Show it with this, and give it the keyboard."""
        self._title.set(title)
        self.setAccessibleName(title)
        for line, words in (
            (self.name, draft.name),
            (self.source, draft.source),
            (self.service, draft.service),
            (self.severity, draft.severity),
            (self.labels, draft.labels),
        ):
            line.setText(words)
        self._chosen = draft.urgency
        self.urgency.show_chosen(_URGENCIES.index(draft.urgency))
        self.say("")
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, problem: str) -> None:
        """What keeps it from being taken; empty: nothing does."""
        self._problem.set(problem)
        self._problem.setVisible(bool(problem))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        narrow = self.width() < _NARROW * self._theme.text_scale
        if narrow is self._narrow:
            return
        self._narrow = narrow
        for number, (caption, line) in enumerate(zip(self._captions, self._lines, strict=True)):
            row, column = (number, 0) if narrow else divmod(number, 2)
            self._grid.addWidget(caption, 2 * row, column)
            self._grid.addWidget(line, 2 * row + 1, column)

    def _choose(self, number: int) -> None:
        self._chosen = _URGENCIES[number]

    def _submit(self) -> None:
        self.submitted.emit(self.draft)
