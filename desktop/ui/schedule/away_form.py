"""Away: from when until when, why, what is known already, and the own calendar that is read."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.core.schedule.absence import AbsenceKind
from desktop.ui.present.schedule.schedule_away import AwayDraft, AwayRow, kind_title
from desktop.ui.present.schedule.schedule_form import PersonChoice
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.schedule.form_parts import Chooser, Form
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.moment_edit import MomentEdit


class AwayForm(Form):
    """`submitted` carries an AwayDraft, `removed` the absence's UUID, `followed` the calendar's address."""

    submitted = Signal(object)
    removed = Signal(object)
    person_chosen = Signal(str)
    followed = Signal(str)
    unfollowed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Away"), QuietButton(theme, tr("Add"), "mdi6.plus", "Ctrl+Enter"))
        self.cancel.setText(tr("Close"))
        self.person = Chooser(theme, tr("Who is away"))
        self.begin = MomentEdit(theme, tr("Away from"))
        self.end = MomentEdit(theme, tr("Away until"))
        self.kind = Chooser(theme, tr("Why"))
        self.kind.offer([PersonChoice(kind.value, kind_title(kind)) for kind in AbsenceKind])
        self._who = self.add_field(tr("Who"), self.person)
        self.add_field(tr("From"), self.begin)
        self.add_field(tr("Until"), self.end)
        self.add_field(tr("Why"), self.kind)
        self.rows: tuple[AwayRow, ...] = ()
        self.removes: dict[UUID, QuietButton] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE)
        self.body.addLayout(self._list)
        self.body.addWidget(self._make_calendar())
        self.person.picked.connect(lambda: self.person_chosen.emit(self.person.chosen))
        self.confirm.clicked.connect(lambda: self.submitted.emit(self.draft))

    def _make_calendar(self) -> QWidget:
        theme = self._theme
        self.calendar = QWidget()
        self._state = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.address = QLineEdit()
        self.address.setAccessibleName(tr("Secret address of your calendar"))
        self.address.setPlaceholderText(tr("Secret address in iCal format: https://…"))
        self.address.setEchoMode(QLineEdit.EchoMode.Password)  # whoever has it can read the calendar
        self.follow = QuietButton(theme, tr("Read my calendar"), "mdi6.calendar-import-outline")
        self.unfollow = QuietButton(theme, tr("Read it no longer"), "mdi6.link-off", flat=True)
        self.follow.clicked.connect(self._follow)
        self.address.returnPressed.connect(self._follow)
        self.unfollow.clicked.connect(self.unfollowed)
        row = QWidget()
        across = FlowRow(row)
        across.addWidget(self.follow)
        across.addWidget(self.unfollow)
        column = QVBoxLayout(self.calendar)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for widget in (self._state, self.address, row):
            column.addWidget(widget)
        return self.calendar

    def open(self, draft: AwayDraft, people: Sequence[PersonChoice], viewer: Viewer) -> None:
        """`people`: of whom it can be said; with one, it is not asked."""
        self.person.offer(people, draft.responder)
        self._who.setVisible(len(people) > 1)
        self.begin.show_at(draft.begin, viewer.zone)
        self.end.show_at(draft.end, viewer.zone)
        self.kind.setCurrentIndex(list(AbsenceKind).index(draft.kind))
        self.address.clear()
        self.say_problem("")
        self.show()
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def draft(self) -> AwayDraft:
        return AwayDraft(
            responder=self.person.chosen,
            begin=self.begin.at,
            end=self.end.at,
            kind=AbsenceKind(self.kind.chosen),
        )

    def show_calendar(self, words: str, is_set: bool) -> None:
        self._state.set(words)
        self.unfollow.setVisible(is_set)

    @property
    def calendar_words(self) -> str:
        return self._state.text()

    def show_rows(self, rows: Sequence[AwayRow]) -> None:
        if tuple(rows) == self.rows:
            return
        self.rows = tuple(rows)
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self.removes = {}
        for row in rows:
            self._list.addWidget(self._line(row))

    def _line(self, row: AwayRow) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(2 * SPACE)
        across.addWidget(Label(self._theme, row.words, Type.SMALL, max_lines=2), 1)
        if row.can_go:
            remove = QuietButton(self._theme, tr("Remove"), "mdi6.close", flat=True)
            remove.make_pill()
            remove.setAccessibleName(tr("Remove: {absence}").format(absence=row.words))
            remove.clicked.connect(lambda: self.removed.emit(row.id))
            across.addWidget(remove)
            self.removes[row.id] = remove
        return line

    def _follow(self) -> None:
        address = self.address.text().strip()
        if address:
            self.followed.emit(address)
        else:
            self.say_problem(tr("Paste the secret address of your calendar first."))
