"""A key and its value in a small frame."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone, Type
from desktop.ui.widgets.text_block import elided

_PAD = 8
_GAP = 6
_WIDEST = 420


class Tag(QWidget):
    """The key muted, the value beside it; elided, with all of it as tool tip, where there is no room."""

    def __init__(self, theme: Theme, key: str, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._key, self._value = theme, _one_line(key), _one_line(value)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{key}: {value}")
        theme.changed.connect(self.updateGeometry)

    @property
    def words(self) -> str:
        return f"{self._key}: {self._value}"

    def _widths(self) -> tuple[float, float]:
        key = QFontMetricsF(self._theme.font(Type.SMALL)).horizontalAdvance(self._key)
        value = QFontMetricsF(self._theme.font(Type.SMALL_STRONG)).horizontalAdvance(self._value)
        return math.ceil(key) + 1, math.ceil(value) + 1

    def sizeHint(self) -> QSize:
        height = QFontMetricsF(self._theme.font(Type.SMALL)).height()
        whole = math.ceil(sum(self._widths())) + _GAP + 2 * _PAD + 2
        return QSize(min(whole, round(_WIDEST * self._theme.text_scale)), math.ceil(height) + 6)

    def minimumSizeHint(self) -> QSize:
        natural = self.sizeHint()
        return QSize(min(natural.width(), 64), natural.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(self._theme.colour(Tone.RAISED))
        painter.setPen(QPen(self._theme.colour(Tone.LINE), 1))
        painter.drawRoundedRect(body, 6, 6)
        room = body.width() - 2 * _PAD - _GAP
        key_width, value_width = self._widths()
        # The value matters more: a long key gives way first, down to a third.
        key_room = min(key_width, max(room - value_width, room / 3))
        key = elided(self._key, self._theme.font(Type.SMALL), key_room)
        value = elided(self._value, self._theme.font(Type.SMALL_STRONG), room - key_room + 1)
        self.setToolTip(self.words if key.elided or value.elided else "")
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        left = body.left() + _PAD
        where = QRectF(left, body.top(), key_room, body.height())
        key.paint(painter, where, self._theme.colour(Tone.MUTED), middle)
        where = QRectF(left + key_room + _GAP, body.top(), room - key_room + 1, body.height())
        value.paint(painter, where, self._theme.colour(Tone.TEXT), middle)


def _one_line(text: str) -> str:
    return " ".join(text.split())
