"""The meetings so far: what became of each, and the way to its notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.retro.meeting import MeetingSummary
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label

_STEP = 8
Row = tuple[MeetingSummary, str, str]


class _Line(QWidget):
    """One meeting."""

    def __init__(self, theme: Theme, row: Row) -> None:
        super().__init__()
        _, title, became = row
        self.open = QuietButton(theme, tr("Read"), "mdi6.arrow-right-top")
        self.open.setAccessibleName(
            tr("Read the meeting: {title}, {became}").format(title=title, became=became)
        )
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(3 * SPACE)
        across.addWidget(Label(theme, title, Type.BODY, keep=True))
        across.addWidget(Label(theme, became, Type.SMALL, Tone.MUTED), 1)
        across.addWidget(self.open)


class MeetingsCard(Card):
    """`chosen` carries the Monday of the meeting that is to be read."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._rows: tuple[Row, ...] = ()
        self._most = _STEP
        self.lines: dict[date, _Line] = {}
        self.more = QuietButton(theme, "", "mdi6.chevron-down", flat=True)
        self.more.clicked.connect(self._show_more)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(Label(theme, tr("Meetings so far"), Type.STRONG))
        column.addLayout(self._lines)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """The latest first."""
        self.setVisible(bool(rows))
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self._fill()

    def _fill(self) -> None:
        for line in self.lines.values():
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = {}
        for row in self._rows[: self._most]:
            line = self.lines[row[0].starts_on] = _Line(self._theme, row)
            line.open.clicked.connect(lambda _=False, monday=row[0].starts_on: self.chosen.emit(monday))
            self._lines.addWidget(line)
        rest = len(self._rows) - len(self.lines)
        self.more.setText(tr("Show {n} more").format(n=min(rest, _STEP)))
        self.more.updateGeometry()
        self.more.setVisible(rest > 0)

    def _show_more(self) -> None:
        self._most += _STEP
        self._fill()
