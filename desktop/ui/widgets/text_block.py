"""Lines of text that fit a width: breaks inside words that are too long, and ends the last line with an
ellipsis."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption


class TextBlock:
    """Text laid out for one width. `height` in pixels; `elided` is True when something is not shown."""

    def __init__(self, text: str, font: QFont, width: float, max_lines: int = 0) -> None:
        self._font = font
        self._metrics = QFontMetricsF(font)
        self._width = max(1.0, width)
        self.lines: list[str] = []
        self.elided = False
        for paragraph in text.split("\n"):
            self._break(paragraph)
        if max_lines and len(self.lines) > max_lines:
            rest = " ".join(self.lines[max_lines - 1 :])
            self.lines = [*self.lines[: max_lines - 1], self._elide(rest)]
            self.elided = True
        self.line_height = math.ceil(self._metrics.lineSpacing())
        self.height = self.line_height * len(self.lines)
        self.width = math.ceil(
            max((self._metrics.horizontalAdvance(line) for line in self.lines), default=0.0)
        )

    def _elide(self, text: str) -> str:
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, self._width)

    def _break(self, paragraph: str) -> None:
        if self._metrics.horizontalAdvance(paragraph) <= self._width:
            self.lines.append(paragraph)
            return
        layout = QTextLayout(paragraph, self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self._width)
            start = line.textStart()
            self.lines.append(paragraph[start : start + line.textLength()].rstrip())
        layout.endLayout()

    def paint(self, painter: QPainter, where: QRectF, colour: QColor, align: Qt.AlignmentFlag) -> None:
        """Draw from the top of `where`, or in its middle with `AlignVCenter`."""
        painter.setFont(self._font)
        painter.setPen(colour)
        top = where.top()
        if align & Qt.AlignmentFlag.AlignVCenter:
            top += (where.height() - self.height) / 2
        across = align & Qt.AlignmentFlag.AlignHorizontal_Mask
        for line in self.lines:
            box = QRectF(QPointF(where.left(), top), QPointF(where.right(), top + self.line_height))
            flags = int(across | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
            painter.drawText(box, flags, line)
            top += self.line_height


def elided(text: str, font: QFont, width: float) -> TextBlock:
    """One line, shortened at its end when it does not fit."""
    block = TextBlock("", font, width)
    short = block._metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, width))
    block.lines = [short]
    block.elided = short != text
    return block
