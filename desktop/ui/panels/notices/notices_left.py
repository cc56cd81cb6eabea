"""After the incident: what shall become of the messages that are still on for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.telling.notices import NoticeRow, left_words
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.moment_edit import MomentEdit


class NoticesLeft(QWidget):
    """`off` carries the ids of all of them; `keep`: as they are; `until` carries all ids, and the instant at
    which they go by themselves."""

    off = Signal(object)
    keep = Signal()
    until = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[NoticeRow, ...] = ()
        self._lead = Label(theme, "", Type.STRONG, max_lines=0)
        self._lines: list[QWidget] = []
        self.switch_off = QuietButton(theme, tr("Switch off now"), "mdi6.toggle-switch-off-outline")
        self.switch_off.clicked.connect(lambda: self.off.emit(self.ids))
        self.keep_until = QuietButton(theme, tr("Keep until …"), "mdi6.clock-outline")
        self.keep_until.clicked.connect(self._ask_when)
        self.keep_it = QuietButton(theme, tr("Keep"), flat=True)
        self.keep_it.clicked.connect(self.keep)
        self.edit = MomentEdit(theme, tr("Shown until"))
        self.agree = QuietButton(theme, tr("Keep until then"), key="Enter")
        self.agree.clicked.connect(self._tell)
        self.back = QuietButton(theme, tr("Back"), key="Esc", flat=True)
        self.back.clicked.connect(self._fold)
        self._lay_out()

    def _lay_out(self) -> None:
        self._choices, self._when = QWidget(), QWidget()
        choices = FlowRow(self._choices)
        for button in (self.switch_off, self.keep_until, self.keep_it):
            choices.addWidget(button)
        when = FlowRow(self._when)
        for widget in (self.edit, self.agree, self.back):
            when.addWidget(widget)
        self._when.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * SPACE)
        self._column.addWidget(self._lead)
        self._column.addWidget(self._choices)
        self._column.addWidget(self._when)

    @property
    def ids(self) -> tuple[UUID, ...]:
        return tuple(row.id for row in self._rows)

    @property
    def lead(self) -> str:
        return self._lead.text()

    @property
    def asks_when(self) -> bool:
        return not self._when.isHidden()

    def show_rows(self, rows: Sequence[NoticeRow], first: datetime, there: ZoneInfo) -> None:
        """`first`: the time to begin with, told in the zone `there`."""
        if not self.asks_when:
            self.edit.show_at(first, there)
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        self._lead.set(left_words(len(rows)))
        for line in self._lines:
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = [self._line(row) for row in rows]
        for position, line in enumerate(self._lines):
            self._column.insertWidget(1 + position, line)
        self.setAccessibleName(". ".join([self.lead, *(row.sentence for row in rows)]))

    def _line(self, row: NoticeRow) -> QWidget:
        line = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        text = f"{row.service}: {row.text}" if row.service else row.text
        words.addWidget(Label(self._theme, text, Type.BODY, max_lines=2))
        told = " · ".join(part for part in (row.kind, row.told) if part)
        words.addWidget(Label(self._theme, told, Type.SMALL, Tone.MUTED, max_lines=0))
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(2 * SPACE)
        across.addWidget(IconLabel(self._theme, row.icon, row.tone), 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        return line

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.asks_when and event.key() == Qt.Key.Key_Escape:
            self._fold()
        elif self.asks_when and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell()
        else:
            super().keyPressEvent(event)

    def _ask_when(self) -> None:
        self._choices.hide()
        self._when.show()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self) -> None:
        self._when.hide()
        self._choices.show()
        self.keep_until.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        at = self.edit.at
        self._fold()
        self.until.emit(self.ids, at)
