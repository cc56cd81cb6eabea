"""A service and its weeks, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.retro.uptime import UptimeCell, UptimeLine
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.label import Label

_CELL = 104
_BUTTON = 104
_NAME = 140
"""A name has at least so much room, in pixels at the usual text size."""
MOST_WEEKS = 6


def weeks_that_fit(width: int, scale: float) -> int:
    """So many weeks stand beside a name in a card of this width."""
    room = width - (_NAME + _BUTTON) * scale
    return max(1, min(MOST_WEEKS, int(room // (_CELL * scale))))


class _Correct(QuietButton):
    """Up and down go to the next service."""

    padding = (8, 4)
    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(step)
            return
        super().keyPressEvent(event)


class _Cell(QWidget):
    """A number, the mean below it, and where it comes from."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.number = Label(theme, "", Type.BODY, keep=True)
        self.mean = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=2)
        self.source = Label(theme, "", Type.SMALL, Tone.MUTED)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.number, 0, Qt.AlignmentFlag.AlignRight)
        for label in (self.mean, self.source):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            column.addWidget(label)
        column.addStretch(1)
        theme.changed.connect(self._resize)
        self._resize()

    def show_cell(self, cell: UptimeCell) -> None:
        self.number.set(cell.number)
        self.mean.set(cell.mean)
        self.mean.setVisible(bool(cell.mean))
        self.source.set(cell.source, cell.source_tone)
        self.source.setVisible(bool(cell.source))
        self.setToolTip(cell.spoken)
        self.setAccessibleName(cell.spoken)

    def _resize(self) -> None:
        self.setFixedWidth(round(_CELL * self._theme.text_scale))


class UptimeRow(QWidget):
    """`wanted` asks for the form."""

    wanted = Signal()
    moved = Signal(int)

    def __init__(self, theme: Theme, line: UptimeLine, weeks: int, *, can_change: bool) -> None:
        super().__init__()
        self._theme, self.line = theme, line
        self.name = Label(theme, line.service, Type.BODY, max_lines=3)
        self.note = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=2)
        self.cells = [_Cell(theme) for _ in range(weeks)]
        self.correct = _Correct(theme, tr("Correct…"), flat=True)
        self.correct.clicked.connect(self.wanted)
        self.correct.moved.connect(self.moved)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2 * SPACE, 0, 2 * SPACE)
        row.setSpacing(0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.note)
        words.addStretch(1)
        row.addLayout(words, 1)
        for cell in self.cells:
            row.addWidget(cell)
        row.addSpacing(2 * SPACE)
        row.addWidget(self.correct, 0, Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self._resize)
        self._resize()
        self.show_line(line, can_change=can_change)

    @property
    def texts(self) -> list[str]:
        """The words of the row, as they are shown."""
        shown = ((c.number.text(), c.mean.text(), c.source.text()) for c in self.cells)
        return [
            self.name.text(),
            *(" · ".join(words.replace("\n", " ") for words in some if words) for some in shown),
        ]

    def show_line(self, line: UptimeLine, *, can_change: bool) -> None:
        self.line = line
        for cell, told in zip(self.cells, line.cells[-len(self.cells) :], strict=True):
            cell.show_cell(told)
        self.note.set(line.note)
        self.note.setVisible(bool(line.note))
        self.correct.setEnabled(can_change)
        newest = line.cells[-1].spoken if line.cells else line.service
        self.correct.setAccessibleName(tr("Correct {uptime}").format(uptime=newest))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.colour(Tone.LINE), 1))
        painter.drawLine(0, 0, self.width(), 0)

    def _resize(self) -> None:
        self.correct.setFixedWidth(round((_BUTTON - 2 * SPACE) * self._theme.text_scale))


class UptimeHead(QWidget):
    """The names of the weeks, above their columns."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._weeks: tuple[str, ...] = ()
        self._labels: list[Label] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        theme.changed.connect(self._resize)

    def show_weeks(self, weeks: Sequence[str]) -> None:
        if tuple(weeks) == self._weeks:
            return
        self._weeks = tuple(weeks)
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._row.addWidget(Label(self._theme, tr("Service"), Type.SMALL_STRONG, Tone.MUTED), 1)
        self._labels = [Label(self._theme, week, Type.SMALL_STRONG, Tone.MUTED) for week in weeks]
        for label in self._labels:
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._row.addWidget(label)
        self._end = QWidget()
        self._row.addWidget(self._end)
        self._resize()

    def _resize(self) -> None:
        scale = self._theme.text_scale
        for label in self._labels:
            label.setFixedWidth(round(_CELL * scale))
        if self._labels:
            self._end.setFixedWidth(2 * SPACE + round((_BUTTON - 2 * SPACE) * scale))
