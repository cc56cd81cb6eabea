"""When the office is open: in a sentence, and the lines in which it is changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.present.rules.office import OfficeDraft
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label


class OfficeForm(QWidget):
    """`submitted` carries an OfficeDraft; the owner then closes it or says what is wrong."""

    submitted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._draft = theme, OfficeDraft()
        self._words = Label(theme, "", Type.BODY, max_lines=0)
        self.change = QuietButton(theme, tr("Change"), "mdi6.pencil-outline", flat=True)
        self.change.clicked.connect(self._open)
        line = QHBoxLayout()
        line.setSpacing(2 * SPACE)
        line.addWidget(self._words, 1)
        line.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)
        self.form = Card(theme, Tone.RAISED, Tone.LINE)
        self.days = self._line(tr("Days"), tr("Mon, Tue, Wed, Thu, Fri"))
        self.opens, self.closes = self._line(tr("Opens at"), "09:00"), self._line(tr("Closes at"), "17:00")
        self.country = self._line(tr("Closed on holidays of (country)"), tr("DE, or empty"))
        self.region = self._line(tr("Region of it"), tr("BE, or empty"))
        self.closed = self._line(tr("Other closed dates"), "2026-12-24, 2026-12-31")
        self._problem = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        self.done = QuietButton(theme, tr("Done"), "mdi6.check")
        self.done.clicked.connect(self._submit)
        self.cancel = QuietButton(theme, tr("Cancel"), key="Esc", flat=True)
        self.cancel.clicked.connect(self._leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(Label(theme, tr("The office"), Type.SMALL, Tone.MUTED))
        column.addLayout(line)
        column.addWidget(self.form)
        self._lay_out()
        self.form.hide()
        self.say("")

    def _line(self, name: str, hint: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setPlaceholderText(hint)
        made.returnPressed.connect(self._submit)
        return made

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self.form)
        inside.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        inside.setSpacing(2 * SPACE)
        for lines in ((self.days,), (self.opens, self.closes), (self.country, self.region), (self.closed,)):
            row = QHBoxLayout()
            row.setSpacing(3 * SPACE)
            for line in lines:
                pair = QVBoxLayout()
                pair.setSpacing(SPACE)
                pair.addWidget(Label(self._theme, line.accessibleName(), Type.SMALL, Tone.MUTED))
                pair.addWidget(line)
                row.addLayout(pair, 1)
            inside.addLayout(row)
        inside.addWidget(self._problem)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.done)
        inside.addLayout(buttons)

    @property
    def words(self) -> str:
        return self._words.text()

    @property
    def problem(self) -> str:
        return self._problem.text()

    def show_office(self, words: str, draft: OfficeDraft, *, can_change: bool) -> None:
        self._words.set(words)
        self._draft = draft
        self.change.setVisible(can_change and self.form.isHidden())
        if not can_change:
            self.form.hide()

    def say(self, problem: str) -> None:
        """What keeps it from being taken; empty: nothing does."""
        self._problem.set(problem)
        self._problem.setVisible(bool(problem))

    def close_form(self) -> None:
        """It was taken."""
        self.form.hide()
        self.change.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.form.isHidden():
            self._leave()
            return
        super().keyPressEvent(event)

    def _open(self) -> None:
        lines = (self.days, self.opens, self.closes, self.country, self.region, self.closed)
        draft = self._draft
        typed = (draft.days, draft.opens, draft.closes, draft.country, draft.region, draft.closed)
        for line, words in zip(lines, typed, strict=True):
            line.setText(words)
        self.say("")
        self.change.hide()
        self.form.show()
        self.days.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self.close_form()
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submit(self) -> None:
        self.submitted.emit(
            OfficeDraft(
                days=self.days.text(),
                opens=self.opens.text(),
                closes=self.closes.text(),
                country=self.country.text(),
                region=self.region.text(),
                closed=self.closed.text(),
            )
        )
