"""The form below a service: what its week was, in one number or by the impact of an incident, and what was
said of it so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.present.retro.uptime_week import ImpactChoice, SaidLine, WeekDetail
from desktop.ui.present.schedule.schedule_form import PersonChoice
from desktop.ui.present.words import tr
from desktop.ui.schedule.form_parts import Chooser, Form
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.moment_edit import MomentEdit

_SHARES = (100, 50, 0)
_NUMBER, _IMPACT = 0, 1
_NARROW = 240
"""A number needs no wide field."""


class _Line(QLineEdit):
    """One line of text; Enter sends the form."""

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)


class _History(QWidget):
    """What was said so far, the latest first, each with its way back."""

    undone = Signal(object)
    """SaidLine."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.lines: tuple[SaidLine, ...] | None = None
        self.buttons: list[QuietButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE)

    def show_lines(self, lines: Sequence[SaidLine], *, can_change: bool) -> None:
        if tuple(lines) == self.lines:
            return
        self.lines, self.buttons = tuple(lines), []
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if lines:
            head = Label(self._theme, tr("Said so far"), Type.SMALL_STRONG, Tone.MUTED)
            self._column.addWidget(head)
        for line in lines:
            self._column.addWidget(self._made(line, can_change=can_change))
        self.setVisible(bool(lines))

    def _made(self, line: SaidLine, *, can_change: bool) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        tone = Tone.MUTED if line.is_undone else Tone.TEXT
        row.addWidget(Label(self._theme, line.words, Type.SMALL, tone, max_lines=0), 1)
        if can_change and (line.batch is not None or line.correction is not None):
            undo = QuietButton(self._theme, tr("Undo"), "mdi6.undo", flat=True)
            undo.make_pill()
            undo.setAccessibleName(tr("Undo: {words}").format(words=line.words))
            undo.clicked.connect(lambda: self.undone.emit(line))
            self.buttons.append(undo)
            row.addWidget(undo, 0, Qt.AlignmentFlag.AlignTop)
        return made


class UptimeForm(Form):
    """Filled by the owner with `show_detail`; then it calls `say_problem`, or shows it anew."""

    number_given = Signal(str, str)
    """The number as it was typed, and the reason."""
    impact_given = Signal(object, object, object, str, str)
    """UUID of the incident, from, until (None: until it is over), the share as it was typed, the reason."""
    undone = Signal(object)
    """SaidLine."""
    moved = Signal(int)
    """So many weeks later; less than zero: earlier."""
    measure_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", QuietButton(theme, tr("Save"), "mdi6.check"))
        self._choices: dict[str, ImpactChoice] = {}
        self._there = ZoneInfo("UTC")
        self._now: datetime | None = None
        self._key: tuple[str, str] | None = None
        self._mode = _NUMBER
        self.before = QuietButton(theme, tr("Week before"), "mdi6.chevron-left", flat=True)
        self.after = QuietButton(theme, tr("Week after"), "mdi6.chevron-right", flat=True)
        self.measure = QuietButton(theme, tr("Ask Prometheus again"), "mdi6.refresh", flat=True)
        self.before.clicked.connect(partial(self.moved.emit, -1))
        self.after.clicked.connect(partial(self.moved.emit, 1))
        self.measure.clicked.connect(self.measure_wanted)
        self.mode = ChoiceRow(
            theme,
            tr("What is corrected"),
            (
                (tr("The week's number"), "mdi6.percent-outline"),
                (tr("The impact of an incident"), "mdi6.alert"),
            ),
        )
        self.mode.chosen.connect(self._change_mode)
        self.number = _Line(tr("Uptime, %"), tr("99.60"))
        self.number.setMaximumWidth(_NARROW)
        self.incident = Chooser(theme, tr("Incident"))
        self.incident.picked.connect(self._show_incident)
        self.begins = MomentEdit(theme, tr("The impact began"))
        self.ends = MomentEdit(theme, tr("The impact ended"))
        self.open_end = QCheckBox(tr("until it is over"))
        self.open_end.toggled.connect(lambda on: self.ends.setEnabled(not on))
        self.share = _Line(tr("Part of the service that failed, %"))
        self.shares = ChoiceRow(
            theme,
            tr("Part of the service that failed"),
            ((tr("All"), ""), (tr("Half"), ""), (tr("No impact"), "")),
            small=True,
        )
        self.shares.chosen.connect(lambda number: self.share.setText(str(_SHARES[number])))
        self.share.textChanged.connect(self._match_share)
        self.reason = _Line(tr("Reason"), tr("Why, so that others can follow"))
        self.reason.setMaxLength(500)
        self._place(theme)
        for line in (self.number, self.share, self.reason):
            line.returnPressed.connect(self._send)
        self.confirm.clicked.connect(self._send)

    def show_detail(self, detail: WeekDetail, key: tuple[str, str], there: ZoneInfo, now: datetime) -> None:
        """`key` is service and Monday: of another one everything is filled in anew; of the same one what a
        person is typing stays."""
        is_new = key != self._key
        self._key, self._there, self._now = key, there, now
        self.title.set(detail.title)
        self.say_explanation(f"{detail.now} {detail.hint}".strip())
        self.warnings.say((detail.problem,) if detail.problem else ())
        self.measure.setVisible(detail.can_ask)
        self._choices = {str(choice.incident_id): choice for choice in detail.choices}
        self.incident.offer([PersonChoice(name, one.words) for name, one in self._choices.items()])
        self.mode.button(_IMPACT).setEnabled(bool(self._choices))
        self.history.show_lines(detail.history, can_change=True)
        if is_new:
            self.clear()
            self._change_mode(_IMPACT if any(one.share for one in detail.choices) else _NUMBER)
        elif not self._choices:
            self._change_mode(_NUMBER)

    def clear(self) -> None:
        """What was typed is done with."""
        self.number.clear()
        self.reason.clear()
        self.say_problem("")
        self._show_incident()

    def allow_weeks(self, *, before: bool, after: bool) -> None:
        self.before.setEnabled(before)
        self.after.setEnabled(after)

    def take_keyboard(self) -> None:
        """The first field of what is corrected."""
        (self.incident if self._mode == _IMPACT else self.number).setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self._key = None
        super().leave()

    def _place(self, theme: Theme) -> None:
        weeks = QHBoxLayout()
        weeks.setSpacing(SPACE)
        for button in (self.before, self.after, self.measure):
            button.make_pill()
            weeks.addWidget(button)
        weeks.addStretch(1)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertLayout(2, weeks)
        column.insertWidget(3, self.mode)
        number = self.add_field(tr("Uptime, %"), self.number)
        self._which = self._captioned(theme, tr("Incident"), self.incident)
        column.insertWidget(4, self._which)
        impact = [
            self.add_field(tr("Impact from ({zone})").format(zone=tr("your clock")), self.begins),
            self.add_field(tr("until"), self.ends, self.open_end),
            self.add_field(tr("Part that failed, %"), self.share, self.shares),
        ]
        self._of_mode: dict[int, list[QWidget]] = {_NUMBER: [number], _IMPACT: impact}
        self.body.addWidget(self._captioned(theme, tr("Reason"), self.reason))
        self.history = _History(theme)
        self.history.undone.connect(self.undone)
        column.addWidget(self.history)

    @staticmethod
    def _captioned(theme: Theme, caption: str, widget: QWidget) -> QWidget:
        """Over the whole width: titles of incidents are long."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(Label(theme, caption, Type.SMALL, Tone.MUTED))
        column.addWidget(widget)
        return made

    def _change_mode(self, mode: int) -> None:
        self._mode = mode
        self._which.setVisible(mode == _IMPACT)
        self.mode.show_chosen(mode)
        for fields in self._of_mode.values():
            for field in fields:
                self._grid.removeWidget(field)
                field.setVisible(field in self._of_mode[mode])
        self._fields = list(self._of_mode[mode])
        self._columns = 0
        self._arrange()

    def _show_incident(self) -> None:
        choice = self._choices.get(self.incident.chosen)
        if choice is None or self._now is None:
            return
        is_open = choice.ends_at is None
        self.begins.show_at(choice.begins_at, self._there)
        self.ends.show_at(choice.ends_at or self._now - timedelta(minutes=1), self._there)
        self.open_end.setVisible(is_open)
        self.open_end.setChecked(is_open)
        self.ends.setEnabled(not is_open)
        self.share.setText(str(choice.share or _SHARES[0]))
        self._match_share(self.share.text())

    def _match_share(self, text: str) -> None:
        share = text.strip()
        known = [str(one) for one in _SHARES]
        self.shares.show_chosen(known.index(share) if share in known else -1)

    def _send(self) -> None:
        if not self.confirm.isEnabled():
            return
        reason = self.reason.text().strip()
        if not reason:
            self.say_problem(tr("A correction needs a reason. Say why, so that others can follow."))
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._mode == _NUMBER:
            self.busy()
            self.number_given.emit(self.number.text(), reason)
            return
        chosen = self.incident.chosen
        if chosen:
            self.busy()
            ends_at = None if self.open_end.isChecked() else self.ends.at
            self.impact_given.emit(UUID(chosen), self.begins.at, ends_at, self.share.text(), reason)
