"""A surface with 10 px corners and a hairline; with `edge`, a coloured bar at its left says whose it is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import RADIUS, Tone

_EDGE = 4


class Card(QFrame):
    """Paints its ground; what lies on it is the owner's layout."""

    def __init__(
        self,
        theme: Theme,
        ground: Tone = Tone.SURFACE,
        edge: Tone | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._ground, self._edge = theme, ground, edge
        theme.changed.connect(self.update)

    def set_edge(self, edge: Tone | None) -> None:
        if edge is not self._edge:
            self._edge = edge
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(body, RADIUS, RADIUS)
        painter.fillPath(shape, self._theme.colour(self._ground))
        painter.setPen(QPen(self._theme.colour(Tone.LINE), 1))
        painter.drawPath(shape)
        if self._edge is not None:
            painter.setClipRect(QRectF(0, 0, _EDGE, self.height()))
            painter.setPen(Qt.PenStyle.NoPen)
            whole = QPainterPath()
            whole.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
            painter.fillPath(whole, self._theme.colour(self._edge))
