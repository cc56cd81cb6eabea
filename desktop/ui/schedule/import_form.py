"""What a schedule is imported from: one export or one for each seat, who is who, and the first day."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.core.team.seat import Seat
from desktop.ui.present.schedule.schedule_form import PersonChoice
from desktop.ui.present.schedule.schedule_import import ImportDraft, told_export
from desktop.ui.present.words import tr
from desktop.ui.schedule.day_field import DayField
from desktop.ui.schedule.export_field import ExportField
from desktop.ui.schedule.form_parts import Chooser, Form
from desktop.ui.schedule.people_map import PeopleMap
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.label import Label

_HAND_OVER, _CHOSEN = "hand-over", "day"


class ImportForm(Form):
    """`submitted` carries an ImportDraft; `edited`: what was shown is of something else now."""

    submitted = Signal(object)
    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        confirm = QuietButton(theme, tr("Show the plan"), "mdi6.eye-outline", "Ctrl+Enter")
        super().__init__(theme, tr("Import a schedule"), confirm)
        self.say_explanation(
            tr(
                "What the API of PagerDuty, Opsgenie or Grafana OnCall says about a schedule (JSON), or a"
                " calendar file (iCal). Nothing changes before you publish it."
            )
        )
        self.seats = ChoiceRow(
            theme,
            tr("How many exports"),
            [
                (tr("One for both seats"), "mdi6.file-document-outline"),
                (tr("One for each seat"), "mdi6.file-document-multiple-outline"),
            ],
            small=True,
        )
        self.seats.show_chosen(0)
        self.is_each = self._is_known = False
        self.engineer = ExportField(theme, tr("Schedule"))
        self.manager = ExportField(theme, tr("Manager's schedule"))
        self.manager.hide()
        self.people = PeopleMap(theme)
        self.start = Chooser(theme, tr("First day of the plan"))
        self.start.offer(
            [
                PersonChoice(_HAND_OVER, tr("the next hand-over in it")),
                PersonChoice(_CHOSEN, tr("a day that I choose")),
            ]
        )
        self.day = DayField(tr("First day"))
        self.day.hide()
        begin = Label(theme, tr("It begins on"), Type.SMALL, Tone.MUTED)
        for widget in (self.seats, self.engineer, self.manager, self.people, begin, self.start, self.day):
            self.body.addWidget(widget)
        self.cancel.setText(tr("Back to the rotation"))
        self.cancel.set_icon_name("mdi6.arrow-left")
        self.buttons.removeWidget(self.cancel)
        self.add_above(self.cancel)
        self.seats.chosen.connect(self._choose_seats)
        self.start.currentIndexChanged.connect(self._choose_start)
        self.engineer.changed.connect(self._look)
        self.manager.changed.connect(self._look)
        self.people.changed.connect(self._edit)
        self.day.dateChanged.connect(self._edit)
        confirm.clicked.connect(lambda: self.submitted.emit(self.draft))
        self._look()

    def leave(self) -> None:
        """It stays as it is filled in, for when it is opened again."""
        self.left.emit()

    def field(self, seat: Seat) -> ExportField:
        """Where that seat's export is."""
        return self.manager if seat is Seat.MANAGER else self.engineer

    def show_wrong_file(self, seat: Seat, sentence: str) -> None:
        """A file that could not be read; what was there stays."""
        self.field(seat).say(sentence, is_known=False)

    @property
    def draft(self) -> ImportDraft:
        return ImportDraft(
            engineer=self.engineer.text,
            manager=self.manager.text if self.is_each else "",
            people=dict(self.people.said),
            starts_on=self.day.day if self.start.chosen == _CHOSEN else None,
        )

    def _choose_seats(self, number: int) -> None:
        self.is_each = number == 1
        self.engineer.name_it(tr("Engineer's schedule") if self.is_each else tr("Schedule"))
        self.manager.setVisible(self.is_each)
        self._look()

    def _choose_start(self, _number: int) -> None:
        self.day.setVisible(self.start.chosen == _CHOSEN)
        self._edit()

    def _look(self) -> None:
        """What the exports seem to be; other people are in another export."""
        known = []
        for field in (self.engineer, self.manager) if self.is_each else (self.engineer,):
            told = told_export(field.text)
            field.say(told.words, is_known=told.is_known)
            known.append(told.is_known)
        self._is_known = all(known)
        self.people.show_people((), ())
        self._edit()

    def _edit(self) -> None:
        self.confirm.setEnabled(self._is_known)
        self.problem.say(())
        self.warnings.say(())
        self.edited.emit()
