"""An override, written: who has which seat, from when until when, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from desktop.core.team.seat import Seat
from desktop.ui.present.people import SEAT_ICON, seat_name
from desktop.ui.present.schedule.schedule_form import OverrideDraft, PersonChoice
from desktop.ui.present.words import tr
from desktop.ui.schedule.form_parts import Chooser, Form
from desktop.ui.theme.theme import Theme
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.moment_edit import MomentEdit


class OverrideForm(Form):
    """`edited` whenever something differs: the owner then says warnings. `submitted` carries the draft."""

    edited = Signal()
    submitted = Signal(object)
    """OverrideDraft."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme, tr("Override"), QuietButton(theme, tr("Make it so"), "mdi6.check", "Ctrl+Enter")
        )
        self._seat = Seat.MANAGER
        seats = [(seat_name(seat), SEAT_ICON[seat]) for seat in Seat]
        self.seat = ChoiceRow(theme, tr("Seat"), seats, small=True)
        self.seat.chosen.connect(self._choose_seat)
        self.person = Chooser(theme, tr("Person"))
        self.begin = MomentEdit(theme, tr("From"))
        self.end = MomentEdit(theme, tr("Until"))
        self.because = QLineEdit()
        self.because.setAccessibleName(tr("Because"))
        self.because.setPlaceholderText(tr("Because (can be left out)"))
        self.because.returnPressed.connect(self._submit)
        self.add_field(tr("Seat"), self.seat)
        self.add_field(tr("Person"), self.person)
        self.add_field(tr("From"), self.begin)
        self.add_field(tr("Until"), self.end)
        self.body.addWidget(self.because)
        self._filling = False
        self.person.picked.connect(self._edit)
        self.begin.dateTimeChanged.connect(self._edit)
        self.end.dateTimeChanged.connect(self._edit)
        self.confirm.clicked.connect(self._submit)

    @property
    def draft(self) -> OverrideDraft:
        return OverrideDraft(
            seat=self._seat,
            responder=self.person.chosen,
            begin=self.begin.at,
            end=self.end.at,
            because=self.because.text().strip(),
        )

    def open(self, draft: OverrideDraft, people: Sequence[PersonChoice], there: ZoneInfo) -> None:
        """Begin with this; the keyboard is on the person."""
        self._filling = True
        self._seat = draft.seat
        self.seat.show_chosen(list(Seat).index(draft.seat))
        self.person.offer(people, draft.responder)
        self.begin.show_at(draft.begin, there)
        self.end.show_at(draft.end, there)
        self.because.setText(draft.because)
        self._filling = False
        self.say_problem("")
        self.show()
        self.person.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def offer(self, people: Sequence[PersonChoice]) -> None:
        self.person.offer(people)

    def moments(self) -> tuple[datetime, datetime]:
        return self.begin.at, self.end.at

    def _choose_seat(self, number: int) -> None:
        self._seat = list(Seat)[number]
        self._edit()

    def _edit(self) -> None:
        if not self._filling:
            self.edited.emit()

    def _submit(self) -> None:
        if self.confirm.isEnabled():
            self.submitted.emit(self.draft)
