"""A heading and some rows, each with the incident that it is about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.schedule.hand_over import PlainRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

_STEP = 12
"""So many are shown at first, and so many more on each demand."""


class RowLine(QWidget):
    """One row; `open` goes to its incident, where there is one."""

    def __init__(self, theme: Theme, row: PlainRow) -> None:
        super().__init__()
        self._theme = theme
        self.row = row
        self.setAccessibleName(f"{row.title}. {row.detail}")
        self.open = QuietButton(theme, tr("Open"), "mdi6.arrow-right-top")
        self.open.setAccessibleName(tr("Open {incident}").format(incident=row.title))
        if row.incident_id is None:
            self.open.hide()
        self.open.setEnabled(row.can_open)
        if not row.can_open:
            self.open.setToolTip(tr("The incident is older than what is kept here."))
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        words.addWidget(Label(theme, row.title, Type.BODY, max_lines=2))
        words.addWidget(Label(theme, row.detail, Type.SMALL, Tone.MUTED, max_lines=0))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 2 * SPACE, 0, 2 * SPACE)
        across.setSpacing(3 * SPACE)
        across.addWidget(IconLabel(theme, row.icon, row.tone), 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        across.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.colour(Tone.LINE), 1))
        painter.drawLine(0, 0, self.width(), 0)


class RowsCard(Card):
    """Rebuilt only when what it says differs. `empty` is said where there are no rows."""

    opened = Signal(object)
    """UUID of the incident."""

    def __init__(self, theme: Theme, heading: str, empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._rows: tuple[PlainRow, ...] | None = None
        self._most = _STEP
        self.lines: list[RowLine] = []
        self._count = Label(theme, "", Type.SMALL, Tone.MUTED)
        self._empty = Label(theme, empty, Type.BODY, Tone.MUTED, max_lines=0)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.more = QuietButton(theme, "", "mdi6.chevron-down", flat=True)
        self.more.clicked.connect(self._show_more)
        head = QHBoxLayout()
        head.setSpacing(3 * SPACE)
        head.addWidget(Label(theme, heading, Type.STRONG))
        head.addWidget(self._count, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addLayout(self._column)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName(heading)
        self.more.hide()

    def show_rows(self, rows: Sequence[PlainRow]) -> None:
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        self._empty.setVisible(not rows)
        self._fill()

    def _fill(self) -> None:
        rows = self._rows or ()
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [self._line(row) for row in rows[: self._most]]
        rest = len(rows) - len(self.lines)
        self._count.set(str(len(rows)) if len(rows) > 1 else "")
        self.more.setText(tr("Show {n} of {rest} more").format(n=min(rest, _STEP), rest=rest))
        self.more.updateGeometry()
        self.more.setVisible(rest > 0)

    def _line(self, row: PlainRow) -> RowLine:
        line = RowLine(self._theme, row)
        line.open.clicked.connect(lambda: self.opened.emit(row.incident_id))
        self._column.addWidget(line)
        return line

    def _show_more(self) -> None:
        self._most += _STEP
        self._fill()
