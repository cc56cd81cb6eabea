"""Fairness: who had how much of it, over any time."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.team.seat import Seat
from desktop.ui.present.people import SEAT_ICON, SEAT_TONE, seat_name
from desktop.ui.present.schedule.schedule_fairness import FairTable
from desktop.ui.present.words import tr
from desktop.ui.schedule.fairness_table import FairnessTable
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.moment_edit import MomentEdit


class FairnessPage(QWidget):
    """`chosen` carries the number of a usual time; `typed`: from and until were changed by hand."""

    chosen = Signal(int)
    typed = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        spans = [
            (tr("Last 4 weeks"), ""),
            (tr("Last quarter"), ""),
            (tr("Last year"), ""),
            (tr("Next quarter"), ""),
            (tr("Next year"), ""),
            (tr("Other days"), ""),
        ]
        self.spans = ChoiceRow(theme, tr("Which time"), spans, small=True)
        self.spans.chosen.connect(self.chosen)
        self.begin = MomentEdit(theme, tr("From"))
        self.end = MomentEdit(theme, tr("Until"))
        self.first = self.spans.button(0)
        self.words = Label(theme, "", Type.BODY, max_lines=0)
        self.left_out = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.table = FairnessTable(theme)
        self.copy = QuietButton(theme, tr("Copy as CSV"), "mdi6.content-copy", flat=True)
        self._filling = False
        for edit in (self.begin, self.end):
            edit.dateTimeChanged.connect(self._type)
        times = QWidget()
        typed = FlowRow(times)
        for caption, edit in ((tr("From"), self.begin), (tr("until"), self.end)):
            field = QWidget()
            row = QHBoxLayout(field)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(2 * SPACE)
            row.addWidget(Label(theme, caption, Type.SMALL, Tone.MUTED, keep=True))
            row.addWidget(edit)
            typed.addWidget(field)
        legend_of = QWidget()
        seats = FlowRow(legend_of)
        for seat in Seat:
            one = QWidget()
            row = QHBoxLayout(one)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(SPACE)
            row.addWidget(IconLabel(theme, SEAT_ICON[seat], SEAT_TONE[seat], 16))
            row.addWidget(Label(theme, seat_name(seat), Type.SMALL, SEAT_TONE[seat], keep=True))
            seats.addWidget(one)
        mean = Label(theme, tr("dashed: the mean"), Type.SMALL, Tone.MUTED, keep=True)
        seats.addWidget(mean)
        below = QHBoxLayout()
        below.addWidget(legend_of, 1)
        below.addWidget(self.copy)
        card = Card(theme)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        inside.setSpacing(2 * SPACE)
        inside.addWidget(self.words)
        inside.addWidget(self.table, 1)
        inside.addLayout(below)
        inside.addWidget(self.left_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 3 * SPACE, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.spans)
        column.addWidget(times)
        column.addWidget(card, 1)

    def show_span(self, begin: datetime, end: datetime, there: ZoneInfo, number: int) -> None:
        """`number`: which of the usual times it is; the last of them is one that is typed."""
        self._filling = True
        self.begin.show_at(begin, there)
        self.end.show_at(end, there)
        self._filling = False
        self.spans.show_chosen(number)

    def show_table(self, table: FairTable, words: str, left_out: str) -> None:
        self.table.show_table(table)
        self.words.set(words)
        self.words.setVisible(bool(words))
        self.left_out.set(left_out)
        self.left_out.setVisible(bool(left_out))

    def _type(self) -> None:
        if not self._filling:
            self.typed.emit(self.begin.at, self.end.at)
