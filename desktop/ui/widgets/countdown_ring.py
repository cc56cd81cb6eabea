"""A clock inside an arc that runs out."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone, Type

_SIDE = 72
_STROKE = 5


class CountdownRing(QWidget):
    """Shows what it is told; the owner tells it once a second, and it paints only when the words differ."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text, self._fraction, self._tone = "", 0.0, Tone.WARN
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    @property
    def text(self) -> str:
        return self._text

    def show_left(self, text: str, fraction: float, tone: Tone = Tone.WARN) -> None:
        """`fraction` is what is left of the wait, 1 (all) to 0 (none)."""
        if (text, tone) != (self._text, self._tone):
            self._text, self._fraction, self._tone = text, min(max(fraction, 0.0), 1.0), tone
            self.setAccessibleName(text)
            self.update()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = round(_SIDE * self._theme.text_scale)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stroke = _STROKE * self._theme.text_scale
        box = QRectF(self.rect()).adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
        painter.setPen(QPen(self._theme.colour(Tone.LINE), stroke))
        painter.drawEllipse(box)
        pen = QPen(self._theme.colour(self._tone), stroke)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if self._fraction > 0:
            painter.drawArc(box, 90 * 16, -round(360 * 16 * self._fraction))
        font = self._theme.font(Type.STRONG, clock=True)
        room = box.width() - 2 * stroke
        wide = QFontMetricsF(font).horizontalAdvance(self._text)
        if wide > room:  # an hour and more
            font.setPointSizeF(font.pointSizeF() * room / wide)
        painter.setFont(font)
        painter.setPen(self._theme.colour(Tone.TEXT))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._text)
