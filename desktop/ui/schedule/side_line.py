"""Beside the lanes: what is not as it should be in the time that is seen, a sentence for each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.schedule.schedule_words import WarningRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import RADIUS_CONTROL, SPACE, Tone, Type
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

_MOST = 12


class _Line(QWidget):
    """Pressed, it leads to its place in the lanes."""

    pressed = Signal()

    def __init__(self, theme: Theme, row: WarningRow) -> None:
        super().__init__()
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{row.title} {row.words}")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(theme, row.title, Type.SMALL, max_lines=0))
        words.addWidget(Label(theme, row.words, Type.SMALL, Tone.MUTED, max_lines=0))
        across = QHBoxLayout(self)
        across.setContentsMargins(2 * SPACE, SPACE, SPACE, SPACE)
        across.setSpacing(2 * SPACE)
        across.addWidget(IconLabel(theme, row.icon, Tone.WARN, 16), 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not (self.underMouse() or self.hasFocus()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QPen(self._theme.colour(Tone.TEXT), 2) if self.hasFocus() else Qt.PenStyle.NoPen
        painter.setPen(ring)
        painter.setBrush(self._theme.colour(Tone.RAISED if self._theme.dark else Tone.BG))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS_CONTROL, RADIUS_CONTROL)


class SideLine(Card):
    """`wanted` carries the moment to go to."""

    wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._theme = theme
        self._rows: tuple[WarningRow, ...] | None = None
        self._complete = False
        self._title = Label(theme, "", Type.SMALL_STRONG, max_lines=0)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 3 * SPACE, 2 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(self._title)
        column.addLayout(self._lines)
        column.addStretch(1)
        self.show_rows(())

    @property
    def sentences(self) -> list[str]:
        return [row.title for row in self._rows or ()]

    def show_rows(self, rows: Sequence[WarningRow], *, complete: bool = True) -> None:
        """`complete`: absences are known, too."""
        if (tuple(rows), complete) == (self._rows, self._complete):
            return
        self._rows, self._complete = tuple(rows), complete
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        if not rows:
            words = (
                tr("No gaps, no warnings here") if complete else tr("No gaps here; absences are not known")
            )
            self._title.set(words, Tone.OK if complete else Tone.MUTED)
            return
        self._title.set(tr("Worth a look ({n})").format(n=len(rows)), Tone.TEXT)
        for row in rows[:_MOST]:
            line = _Line(self._theme, row)
            line.pressed.connect(lambda at=row.at: self.wanted.emit(at))
            self._lines.addWidget(line)
        if len(rows) > _MOST:
            more = tr("{n} more further on").format(n=len(rows) - _MOST)
            self._lines.addWidget(Label(self._theme, more, Type.SMALL, Tone.MUTED))
