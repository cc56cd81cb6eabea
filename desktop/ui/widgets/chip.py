"""A small pill with one fact in it."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone, Type
from desktop.ui.widgets.text_block import elided

_PAD = 11


class Chip(QLabel):
    """One line; elided, with the whole text as tool tip, when there is no room."""

    def __init__(
        self, theme: Theme, text: str = "", tone: Tone = Tone.TEXT, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._tone = theme, tone
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self.setText(text)
        self._restyle()

    def set(self, text: str, tone: Tone) -> None:
        if (text, tone) != (self.text(), self._tone):
            self._tone = tone
            self.setText(text)
            self.updateGeometry()
            self.update()

    def _restyle(self) -> None:
        self.setFont(self._theme.font(Type.SMALL_STRONG))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        width = math.ceil(metrics.horizontalAdvance(self.text())) + 2 * _PAD + 2
        return QSize(width, math.ceil(metrics.height()) + 8)

    def minimumSizeHint(self) -> QSize:
        natural = self.sizeHint()
        return QSize(min(natural.width(), 64), natural.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(self._theme.colour(Tone.RAISED))
        painter.setPen(QPen(self._theme.colour(Tone.LINE), 1))
        painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
        block = elided(self.text(), self.font(), body.width() - 2 * _PAD + 2)
        self.setToolTip(self.text() if block.elided else "")
        block.paint(painter, body, self._theme.colour(self._tone), Qt.AlignmentFlag.AlignCenter)
