"""What a rotation is made from: people, length of a shift, hand-over, zone, from and until."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from PySide6.QtCore import Qt, QTime, QTimeZone, Signal
from PySide6.QtWidgets import QCheckBox, QCompleter, QLineEdit, QWidget

from desktop.ui.present.schedule.schedule_form import PersonChoice
from desktop.ui.present.schedule.schedule_rotation import RotationDraft, days_words
from desktop.ui.present.words import tr
from desktop.ui.schedule.apart_field import ApartField
from desktop.ui.schedule.day_field import DayField, HourField
from desktop.ui.schedule.form_parts import Chooser, Form
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label

_LONGEST = 14
_NAME = 210
"""So wide a name may be; the whole of a longer one is in the tool tip."""


class RotationForm(Form):
    """`submitted` carries a RotationDraft. `import_wanted`: from another tool instead."""

    submitted = Signal(object)
    import_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme, tr("Make the rotation"), QuietButton(theme, tr("Make it"), "mdi6.autorenew", "Ctrl+Enter")
        )
        self.boxes: dict[str, QCheckBox] = {}
        self._choices: tuple[PersonChoice, ...] = ()
        self.days = Chooser(theme, tr("Length of a shift"))
        lengths = [tr("1 day"), *(tr("{n} days").format(n=n) for n in range(2, _LONGEST + 1))]
        self.days.offer([PersonChoice(str(n), words) for n, words in enumerate(lengths, 1)])
        self.day = Chooser(theme, tr("Day of the hand-over"))
        self.day.offer([PersonChoice(str(n), name) for n, name in enumerate(days_words())])
        self.hour = HourField(tr("Hour of the hand-over"))
        self.zone = QLineEdit()
        self.zone.setAccessibleName(tr("Zone of the hand-over"))
        zones = [bytes(found.data()).decode() for found in QTimeZone.availableTimeZoneIds()]
        completer = QCompleter(zones, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.zone.setCompleter(completer)
        self.begin = DayField(tr("First day"))
        self.end = DayField(tr("Until"))
        for caption, widget in (
            (tr("A shift lasts"), self.days),
            (tr("Hand-over on"), self.day),
            (tr("at"), self.hour),
            (tr("by the clocks of"), self.zone),
            (tr("From"), self.begin),
            (tr("Until"), self.end),
        ):
            self.add_field(caption, widget)
        self.body.addWidget(Label(theme, tr("Who takes turns"), Type.SMALL, Tone.MUTED))
        self._people = QWidget()
        self._flow = FlowRow(self._people)
        self._flow.setSpacing(4 * SPACE)
        self.body.addWidget(self._people)
        self.teams = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.teams.hide()
        self.body.addWidget(self.teams)
        self.apart = ApartField(theme)
        self.body.addWidget(self.apart)
        self.repair = QCheckBox(tr("Keep the present plan"))
        words = tr(
            "Changed are only the shifts of who left or is away; who is new gets a turn here and there."
        )
        self.repair.setAccessibleDescription(words)
        self.body.addWidget(self.repair)
        self.body.addWidget(Label(theme, words, Type.SMALL, Tone.MUTED, max_lines=0))
        self.cancel.hide()
        self.bring_in = QuietButton(theme, tr("Import…"), "mdi6.import")
        self.bring_in.setAccessibleName(tr("Import a schedule from another tool"))
        self.bring_in.clicked.connect(self.import_wanted)
        self.add_above(self.bring_in)
        self.confirm.clicked.connect(lambda: self.submitted.emit(self.draft))

    def leave(self) -> None:
        """It stays: it is the page."""

    def fill(self, draft: RotationDraft, people: Sequence[PersonChoice]) -> None:
        self.offer(people, draft.people)
        for who, box in self.boxes.items():
            box.setChecked(who in draft.people)
        self.days.setCurrentIndex(min(draft.days, _LONGEST) - 1)
        self.day.setCurrentIndex(draft.hand_over_day)
        self.hour.setTime(QTime(draft.hand_over.hour, draft.hand_over.minute))
        self.zone.setText(draft.zone)
        self.begin.show_day(draft.begin)
        self.end.show_day(draft.end)

    def offer(self, people: Sequence[PersonChoice], chosen: Sequence[str]) -> None:
        """Everybody who could take turns; ticks stay where somebody stays."""
        if tuple(people) == self._choices:
            return
        self._choices = tuple(people)
        self.apart.offer(people)
        ticked = {who for who, box in self.boxes.items() if box.isChecked()} or set(chosen)
        for box in self.boxes.values():
            self._flow.removeWidget(box)
            box.setParent(None)
            box.deleteLater()
        self.boxes = {}
        for person in people:
            box = QCheckBox()
            box.setAccessibleName(person.words)
            box.setToolTip(person.words)
            room = round(_NAME * self._theme.text_scale)
            short = box.fontMetrics().elidedText(person.words, Qt.TextElideMode.ElideRight, room)
            box.setText(short.replace("&", "&&"))
            box.setChecked(person.id in ticked)
            self.boxes[person.id] = box
            self._flow.addWidget(box)

    def say_teams(self, words: str) -> None:
        """What is known of (sub-)teams; empty: nothing."""
        self.teams.set(words)
        self.teams.setVisible(bool(words))

    @property
    def draft(self) -> RotationDraft:
        hour = self.hour.time()
        return RotationDraft(
            people=tuple(who for who, box in self.boxes.items() if box.isChecked()),
            begin=self.begin.day,
            end=self.end.day,
            zone=self.zone.text().strip(),
            hand_over=time(hour.hour(), hour.minute()),
            hand_over_day=max(0, self.day.currentIndex()),
            days=self.days.currentIndex() + 1,
            repair=self.repair.isChecked(),
            apart=self.apart.pairs,
        )
