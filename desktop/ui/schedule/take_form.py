""" "Take it from me": a seat of mine, for an hour or the rest of the shift, to one or to all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit

from desktop.core.team.seat import Seat
from desktop.ui.present.people import seat_title
from desktop.ui.present.schedule.schedule_form import AN_HOUR, PersonChoice, TakeDraft
from desktop.ui.present.words import tr
from desktop.ui.schedule.form_parts import Chooser, Form
from desktop.ui.theme.theme import Theme
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.choice_row import ChoiceRow

EVERYBODY = ""


class TakeForm(Form):
    """`submitted` carries the draft."""

    submitted = Signal(object)
    """TakeDraft."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme, tr("Take it from me"), QuietButton(theme, tr("Offer it"), "mdi6.send", "Ctrl+Enter")
        )
        self.seats = {seat: QCheckBox(seat_title(seat)) for seat in Seat}
        self.span = ChoiceRow(
            theme, tr("For how long"), [(tr("An hour"), ""), (tr("The rest of the shift"), "")], small=True
        )
        self.span.chosen.connect(self._choose_span)
        self.to = Chooser(theme, tr("To"))
        self.because = QLineEdit()
        self.because.setAccessibleName(tr("Because"))
        self.because.setPlaceholderText(tr("Because (can be left out)"))
        self.because.returnPressed.connect(self._submit)
        self.add_field(tr("Seat"), *self.seats.values())
        self.add_field(tr("For how long, from now on"), self.span)
        self.add_field(tr("To"), self.to)
        self.body.addWidget(self.because)
        self.confirm.clicked.connect(self._submit)
        self._hour = True
        self._now: datetime | None = None
        self._ends: dict[Seat, datetime] = {}

    def open(
        self,
        mine: Sequence[tuple[Seat, datetime]],
        people: Sequence[PersonChoice],
        now: datetime,
    ) -> None:
        """`mine`: my seats now, and until when."""
        self._now, self._ends = now, dict(mine)
        for seat, box in self.seats.items():
            box.setVisible(seat in self._ends)
            box.setChecked(seat in self._ends)
        everybody = PersonChoice(EVERYBODY, tr("Everybody: the first who accepts has it"))
        self.to.offer((everybody, *people), EVERYBODY)
        self._hour = True
        self.span.show_chosen(0)
        self.because.setText("")
        self.say_explanation(tr("You keep it until somebody accepts."))
        self.say_problem("")
        self.show()
        self.to.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def draft(self) -> TakeDraft:
        chosen = tuple(seat for seat in self._ends if self.seats[seat].isChecked())
        assert self._now is not None, "it was never opened"
        ends = [self._ends[seat] for seat in chosen]
        rest = min(ends, default=self._now)
        end = min(self._now + AN_HOUR, rest) if self._hour else rest
        return TakeDraft(
            seats=chosen,
            to=self.to.chosen or None,
            begin=self._now,
            end=end,
            because=self.because.text().strip(),
        )

    def _choose_span(self, number: int) -> None:
        self._hour = number == 0

    def _submit(self) -> None:
        if not self.draft.seats:
            self.say_problem(tr("Choose a seat first."))
        elif self.confirm.isEnabled():
            self.submitted.emit(self.draft)
