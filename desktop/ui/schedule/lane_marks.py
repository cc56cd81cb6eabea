"""Draws into the lanes what is not as it should be: that nobody is there, or somebody unproven; by shape and
word, not by colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from desktop.ui.present.schedule.schedule_grid import Grid, Row, Zoom
from desktop.ui.present.schedule.schedule_unproven import UNPROVEN_ICON, UnprovenMark, unproven_word
from desktop.ui.present.words import tr
from desktop.ui.schedule.lane_ink import Ink
from desktop.ui.schedule.lane_places import box as box_of
from desktop.ui.theme.icons import paint
from desktop.ui.theme.tokens import Tone, Type

_ICON = 14
_PAD, _GAP_PAD = 4, 6
_ROOM = 3.0
"""The word is written where it takes no more than a third of the band: the name is more."""


def paint_gap(painter: QPainter, ink: Ink, grid: Grid, where: QRectF) -> None:
    """Hatched, and "Nobody"."""
    warn = ink.colour(Tone.WARN)
    painter.fillRect(where, ink.colour(Tone.SURFACE))
    painter.setPen(QPen(warn, 1, Qt.PenStyle.DashLine))
    painter.setBrush(QBrush(ink.colour(Tone.LINE), Qt.BrushStyle.BDiagPattern))
    painter.drawRect(where.adjusted(0.5, 0.5, -0.5, -0.5))
    font = ink.font(Type.CAPTION if grid.zoom is Zoom.YEAR else Type.SMALL_STRONG)
    ink.write(painter, where.adjusted(_GAP_PAD, 0, -_GAP_PAD, 0), tr("Nobody"), font, warn)


def paint_unproven(painter: QPainter, ink: Ink, grid: Grid, row: Row, mark: UnprovenMark) -> None:
    """A dashed edge, and at the right end, as names begin at the left, a sign and the word where it has room.
    In the row of its moment only: a duty may go on for weeks."""
    box = box_of(grid, row, mark.seat, mark.begin, mark.end)
    if box is None or not row.begin <= grid.axis.day_of(mark.at) < row.end:
        return
    warn = ink.colour(Tone.WARN)
    body = box.adjusted(1.5, 1.5, -2.5, -1.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(warn, 2, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(body, 4, 4)
    side = min(_ICON * grid.scale, body.height() - 4)
    if body.width() < side + 2 * _PAD:
        return
    font = ink.font(Type.CAPTION if grid.zoom is Zoom.YEAR else Type.SMALL_STRONG)
    wide = ink.metrics(font).horizontalAdvance(unproven_word())
    with_word = body.width() >= _ROOM * (wide + side)
    width = side + 2 * _PAD + (wide + _PAD if with_word else 0)
    high = min(body.height() - 2, ink.metrics(font).height() + 2)
    pill = QRectF(body.right() - width - 1, body.center().y() - high / 2, width, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.colour(Tone.SURFACE))
    painter.drawRoundedRect(pill, 4, 4)
    icon = QRectF(pill.left() + _PAD, pill.center().y() - side / 2, side, side)
    paint(painter, UNPROVEN_ICON, icon, warn)
    if with_word:
        ink.write(
            painter, QRectF(icon.right() + _PAD, pill.top(), wide + 1, high), unproven_word(), font, warn
        )
