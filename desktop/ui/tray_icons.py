"""The tray's pictures, drawn here so that they need no font, no file and no icon theme.

Each state has an outline of its own, not only a colour: two halves of a disc are the pair.
off duty: a ring · on duty: filled · being paged: a filled triangle with a mark in it ·
incident running: a filled diamond with a hole · hub lost: the ring, struck through.
The colours keep 3:1 against white and against near-black, since nobody says what colour the panel has.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

SIZES = (16, 22, 24, 32, 48, 64)
GREY, BLUE, GREEN, RED, AMBER = "#7C8894", "#4C86F5", "#179A80", "#E5383B", "#BE7A08"


class TrayState(StrEnum):
    """In rising order of what it asks of the person; a lost hub comes last, for nothing else is sure then."""

    OFF_DUTY = "off_duty"
    ON_DUTY = "on_duty"
    INCIDENT = "incident"
    PAGED = "paged"
    HUB_LOST = "hub_lost"


COLOURS: dict[TrayState, tuple[str, ...]] = {
    TrayState.OFF_DUTY: (GREY,),
    TrayState.ON_DUTY: (BLUE, GREEN),
    TrayState.INCIDENT: (AMBER,),
    TrayState.PAGED: (RED,),
    TrayState.HUB_LOST: (GREY, RED),
}


def _halves(side: float, inset: float, gap: float) -> tuple[QPainterPath, QPainterPath]:
    """The left and the right half of a disc, `gap` apart."""
    disc = QPainterPath()
    disc.addEllipse(QRectF(inset, inset, side - 2 * inset, side - 2 * inset))
    left, right = QPainterPath(), QPainterPath()
    left.addRect(QRectF(0, 0, (side - gap) / 2, side))
    right.addRect(QRectF((side + gap) / 2, 0, (side - gap) / 2, side))
    return disc.intersected(left), disc.intersected(right)


def _disc(painter: QPainter, side: float, gap: float) -> None:
    for half, colour in zip(_halves(side, side / 16, gap), COLOURS[TrayState.ON_DUTY], strict=True):
        painter.fillPath(half, QColor(colour))


def _ring(painter: QPainter, side: float) -> None:
    stroke = max(2.0, side / 9)
    inset = side / 16 + stroke / 2
    painter.setPen(QPen(QColor(GREY), stroke))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QRectF(inset, inset, side - 2 * inset, side - 2 * inset))


def _triangle(painter: QPainter, side: float) -> None:
    unit = side / 16
    path = QPainterPath()
    path.addPolygon(
        QPolygonF(
            [QPointF(8 * unit, 2 * unit), QPointF(14.8 * unit, 14 * unit), QPointF(1.2 * unit, 14 * unit)]
        )
    )
    path.closeSubpath()
    round_pen = QPen(QColor(RED), 2 * unit)
    round_pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(round_pen)
    painter.setBrush(QColor(RED))
    painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#FFFFFF"))
    painter.drawRect(QRectF(7.1 * unit, 5 * unit, 1.8 * unit, 5 * unit))
    painter.drawRect(QRectF(7.1 * unit, 11.2 * unit, 1.8 * unit, 1.8 * unit))


def _diamond(painter: QPainter, side: float) -> None:
    middle, far = side / 2, side * 0.53  # a little past the edge: the tips are cut, the body is large
    body, hole = QPainterPath(), QPainterPath()
    body.addPolygon(
        QPolygonF(
            [
                QPointF(middle, middle - far),
                QPointF(middle + far, middle),
                QPointF(middle, middle + far),
                QPointF(middle - far, middle),
            ]
        )
    )
    body.closeSubpath()
    hole.addEllipse(QPointF(middle, middle), side / 6.4, side / 6.4)
    painter.fillPath(body.subtracted(hole), QColor(AMBER))


def _struck(painter: QPainter, side: float) -> None:
    _ring(painter, side)
    start, end = QPointF(side * 0.12, side * 0.12), QPointF(side * 0.88, side * 0.88)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.setPen(QPen(Qt.GlobalColor.black, side / 3.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(start, end)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setPen(QPen(QColor(RED), side / 8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(start, end)


@lru_cache(maxsize=64)
def pixmap(state: TrayState, side: int) -> QPixmap:
    """The picture, `side` device pixels square, on a transparent ground."""
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    gap = 2.0 * max(1, round(side / 16))
    if state is TrayState.OFF_DUTY:
        _ring(painter, side)
    elif state is TrayState.ON_DUTY:
        _disc(painter, side, gap)
    elif state is TrayState.INCIDENT:
        _diamond(painter, side)
    elif state is TrayState.PAGED:
        _triangle(painter, side)
    else:
        _struck(painter, side)
    painter.end()
    return made


def icon(state: TrayState) -> QIcon:
    """All sizes, so that the panel never has to scale."""
    made = QIcon()
    for side in SIZES:
        made.addPixmap(pixmap(state, side))
    return made
