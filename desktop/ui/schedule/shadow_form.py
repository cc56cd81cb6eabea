"""Shadowing, written: who, from when until when; and who does or will, to be ended."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.present.schedule.schedule_form import PersonChoice
from desktop.ui.present.schedule.schedule_shadows import ShadowDraft, ShadowRow
from desktop.ui.present.words import tr
from desktop.ui.schedule.form_parts import Chooser, Form
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.moment_edit import MomentEdit


class ShadowForm(Form):
    """`submitted` carries the ShadowDraft, `removed` the id of a shadow."""

    submitted = Signal(object)
    removed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        confirm = QuietButton(theme, tr("Let them shadow"), "mdi6.check", "Ctrl+Enter")
        super().__init__(theme, tr("Shadowing"), confirm)
        self.say_explanation(tr("Who shadows is paged with the pair, and counts for nothing."))
        self.person = Chooser(theme, tr("Person"))
        self.begin = MomentEdit(theme, tr("From"))
        self.end = MomentEdit(theme, tr("Until"))
        self.because = QLineEdit()
        self.because.setAccessibleName(tr("Because"))
        self.because.setPlaceholderText(tr("Because (can be left out)"))
        self.because.returnPressed.connect(self._submit)
        self.add_field(tr("Person"), self.person)
        self.add_field(tr("From"), self.begin)
        self.add_field(tr("Until"), self.end)
        self.body.addWidget(self.because)
        self._known = QWidget()
        self._rows = QVBoxLayout(self._known)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(SPACE)
        self.body.addWidget(self._known)
        self.rows: tuple[ShadowRow, ...] = ()
        self.enders: list[QuietButton] = []
        self.confirm.clicked.connect(self._submit)

    @property
    def draft(self) -> ShadowDraft:
        return ShadowDraft(
            responder=self.person.chosen,
            begin=self.begin.at,
            end=self.end.at,
            because=self.because.text().strip(),
        )

    def open(self, draft: ShadowDraft, people: Sequence[PersonChoice], there: ZoneInfo) -> None:
        """Begin with this; the keyboard is on the person."""
        self.person.offer(people, draft.responder)
        self.begin.show_at(draft.begin, there)
        self.end.show_at(draft.end, there)
        self.because.setText(draft.because)
        self.say_problem("")
        self.show()
        self.person.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_rows(self, rows: Sequence[ShadowRow]) -> None:
        """Who shadows now or will."""
        if tuple(rows) == self.rows:
            return
        self.rows, self.enders = tuple(rows), []
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for row in rows:
            self._rows.addWidget(self._line(row))
        self._known.setVisible(bool(rows))

    def _line(self, row: ShadowRow) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(2 * SPACE)
        across.addWidget(Label(self._theme, row.words, Type.SMALL, Tone.MUTED, max_lines=0), 1)
        end = QuietButton(self._theme, tr("End it"), "mdi6.close", flat=True)
        end.setAccessibleName(f"{end.text()}: {row.words}")
        end.clicked.connect(lambda: self.removed.emit(row.id))
        self.enders.append(end)
        across.addWidget(end)
        return line

    def _submit(self) -> None:
        if self.confirm.isEnabled():
            self.submitted.emit(self.draft)
