"""Colours, fonts and their measures for the lanes, made once for a theme: a year has thousands of them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone, Type

_WEEKEND, _HOUR = 0.28, 0.5
"""So much of a line's colour; mixed beforehand, as drawing what shines through is slow."""


class Ink:
    """Forgotten when the theme is another."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._colours: dict[Tone, QColor] = {}
        self._fonts: dict[Type, QFont] = {}
        self._metrics: dict[str, QFontMetricsF] = {}
        theme.changed.connect(self._forget)

    def colour(self, tone: Tone) -> QColor:
        """A copy: it may be changed."""
        if tone not in self._colours:
            self._colours[tone] = self._theme.colour(tone)
        return QColor(self._colours[tone])

    @property
    def weekend(self) -> QColor:
        """The ground of Saturdays and Sundays."""
        return self._mixed(_WEEKEND)

    @property
    def hour(self) -> QColor:
        """Of the fine lines within a day."""
        return self._mixed(_HOUR)

    def _mixed(self, part: float) -> QColor:
        ground, line = self.colour(Tone.SURFACE), self.colour(Tone.LINE)
        parts = (
            round(below + (above - below) * part)
            for below, above in zip(ground.getRgb()[:3], line.getRgb()[:3], strict=True)  # type: ignore[index]
        )
        return QColor(*parts)

    def font(self, role: Type) -> QFont:
        if role not in self._fonts:
            self._fonts[role] = self._theme.font(role)
        return self._fonts[role]

    def metrics(self, font: QFont) -> QFontMetricsF:
        """Of one of these fonts."""
        key = font.key()
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(font)
        return self._metrics[key]

    def write(self, painter: QPainter, box: QRectF, words: str, font: QFont, colour: QColor) -> None:
        """One line at the left of the box, elided where there is no room."""
        if box.width() <= 0:
            return
        short = self.metrics(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(font)
        painter.setPen(colour)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(box, flags, short)

    def _forget(self) -> None:
        self._colours.clear()
        self._fonts.clear()
        self._metrics.clear()
