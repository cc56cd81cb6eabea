"""What was left out after incidents: which step, which incident, who."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.closing.left_out import LeftOutLine, LeftOutRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

PERIOD = timedelta(days=14)
"""So far back incidents are looked at: two retros."""
_STEP = 20
"""So many incidents are shown at first, and so many more on each demand."""


class LeftOutBlock(QWidget):
    """One incident."""

    def __init__(self, theme: Theme, row: LeftOutRow) -> None:
        super().__init__()
        self._theme = theme
        self.row = row
        self.setAccessibleName(row.spoken)
        self.open = QuietButton(theme, tr("Open"), "mdi6.arrow-right-top")
        self.open.setAccessibleName(tr("Open {incident}").format(incident=row.title))
        self.open.setEnabled(row.can_open)
        if not row.can_open:
            self.open.setToolTip(tr("The incident is older than what is kept here."))
        self.words = words = QVBoxLayout()
        words.setSpacing(SPACE)
        words.addWidget(Label(theme, row.title, Type.BODY, max_lines=2))
        words.addWidget(Label(theme, row.detail, Type.SMALL, Tone.MUTED, max_lines=2))
        for line in row.lines:
            words.addLayout(self._line(line))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 2 * SPACE, 0, 2 * SPACE)
        across.setSpacing(3 * SPACE)
        across.addLayout(words, 1)
        across.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)

    def _line(self, line: LeftOutLine) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(2 * SPACE)
        across.addWidget(IconLabel(self._theme, line.icon, line.tone, 16), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(Label(self._theme, line.words, Type.SMALL, line.tone, max_lines=0), 1)
        return across

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.colour(Tone.LINE), 1))
        painter.drawLine(0, 0, self.width(), 0)


class LeftOutCard(Card):
    """Rebuilt only when what it says differs."""

    opened = Signal(object)
    """UUID of the incident."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._rows: tuple[LeftOutRow, ...] | None = None
        self._most = _STEP
        self.blocks: list[LeftOutBlock] = []
        self._summary = Label(theme, "", Type.SMALL, Tone.MUTED)
        self._empty = Label(theme, tr("Asking the hub for it …"), Type.BODY, Tone.MUTED, max_lines=0)
        self.more = QuietButton(theme, "", "mdi6.chevron-down", flat=True)
        self.more.clicked.connect(self._show_more)
        self.more.hide()
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(3 * SPACE)
        head.addWidget(Label(theme, tr("Left out after incidents"), Type.STRONG))
        head.addWidget(self._summary, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addLayout(self._blocks)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def empty_words(self) -> str:
        return self._empty.text() if self._empty.isVisibleTo(self) else ""

    def show_rows(self, rows: Sequence[LeftOutRow]) -> None:
        """The latest first."""
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        self._summary.set(tr("last {n} days").format(n=PERIOD.days) if rows else "")
        self._empty.set(
            tr(
                "Nothing was left out in the last {n} days. When an incident is over, the pair is led through"
                " its closing: last update, notices, labels, how it ended, run-book, verdicts. What they skip"
                " or never come to is listed here, for the team to decide."
            ).format(n=PERIOD.days)
        )
        self._empty.setVisible(not rows)
        self._fill()

    def _fill(self) -> None:
        rows = self._rows or ()
        for block in self.blocks:
            self._blocks.removeWidget(block)
            block.hide()
            block.deleteLater()
        self.blocks = [self._block(row) for row in rows[: self._most]]
        rest = len(rows) - len(self.blocks)
        self.more.setText(tr("Show {n} of {rest} more").format(n=min(rest, _STEP), rest=rest))
        self.more.updateGeometry()
        self.more.setVisible(rest > 0)

    def _block(self, row: LeftOutRow) -> LeftOutBlock:
        block = LeftOutBlock(self._theme, row)
        block.open.clicked.connect(lambda: self.opened.emit(row.incident_id))
        self._blocks.addWidget(block)
        return block

    def _show_more(self) -> None:
        self._most += _STEP
        self._fill()
