"""What a line of a chart is called and comes to, beside a piece of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.label import Label

DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
"""How the lines of a chart differ beside their tone, in their order."""
_SAMPLE = 22


def stroke(theme: Theme, number: int, tone: Tone) -> QPen:
    """The pen of the line with that number."""
    pen = QPen(theme.colour(tone), 2 if number == 0 else 1.5, DASHES[number % len(DASHES)])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setCosmetic(True)
    return pen


class ChartName(QWidget):
    """`say` tells what the line comes to."""

    def __init__(self, theme: Theme, words: str, number: int, tone: Tone) -> None:
        super().__init__()
        self._theme, self.words, self._number, self._tone = theme, words, number, tone
        self._label = Label(theme, words, Type.SMALL, Tone.MUTED, keep=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SAMPLE + SPACE, 0, 0, 0)
        row.addWidget(self._label)

    def say(self, value: str) -> None:
        self._label.set(f"{self.words} {value}")
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(stroke(self._theme, self._number, self._tone))
        middle = self.height() // 2
        painter.drawLine(0, middle, _SAMPLE, middle)
