"""What stands above the lanes: the names of the days; and the words beside the mouse while it drags."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from desktop.core.zones import zone
from desktop.ui.present.people import seat_name
from desktop.ui.present.schedule.schedule_axis import DAYS
from desktop.ui.present.schedule.schedule_grid import Grid
from desktop.ui.present.schedule.schedule_words import day_name, duration, told_span
from desktop.ui.schedule.lane_scene import Ghost, LaneScene
from desktop.ui.theme.icons import paint
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone, Type

_PAD = 10
_WIDEST = 380


def paint_header(painter: QPainter, grid: Grid, theme: Theme, high: float) -> None:
    painter.fillRect(QRectF(0, 0, grid.width, high), theme.colour(Tone.SURFACE))
    gutter = grid.measures.gutter
    wide = (grid.width - gutter - 1) / DAYS
    painter.setFont(theme.font(Type.CAPTION))
    for number in range(DAYS):
        name = day_name((grid.axis.weekday + number) % DAYS)
        is_today = (grid.axis.weekday + number) % DAYS == grid.today.weekday()
        painter.setPen(theme.colour(Tone.TEXT if is_today else Tone.MUTED))
        box = QRectF(gutter + number * wide + 6, 0, wide - 6, high)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
    painter.setPen(QPen(theme.colour(Tone.LINE), 1))
    painter.drawLine(QPointF(0, high - 0.5), QPointF(grid.width, high - 0.5))


def ghost_words(ghost: Ghost, scene: LaneScene) -> list[str]:
    """Who, when and how long; then what is worth a second thought."""
    span = told_span(ghost.begin, ghost.end, zone(scene.team.schedule.zone), scene.now)
    long = duration(ghost.end - ghost.begin)
    who = scene.team.roster.name(ghost.responder)
    return [f"{seat_name(ghost.seat)}: {who}", f"{span} · {long}", *ghost.said]


def paint_ghost_words(
    painter: QPainter, theme: Theme, ghost: Ghost, scene: LaneScene, pointer: QPointF, bounds: QRectF
) -> None:
    """A box beside the pointer, within the view."""
    words = ghost_words(ghost, scene)
    strong, small = theme.font(Type.SMALL_STRONG), theme.font(Type.SMALL)
    metrics = QFontMetricsF(small)
    icon = 18 * theme.text_scale
    widest = max(QFontMetricsF(strong).horizontalAdvance(line) for line in words) + icon
    wide = min(widest + 2 * _PAD, _WIDEST * theme.text_scale, bounds.width() - 8)
    high = len(words) * metrics.lineSpacing() + 2 * _PAD
    left = min(pointer.x() + 16, bounds.right() - wide - 4)
    top = pointer.y() + 18
    if top + high > bounds.bottom():
        top = max(bounds.top() + 4, pointer.y() - high - 12)
    box = QRectF(max(4.0, left), top, wide, high)
    painter.setBrush(theme.colour(Tone.RAISED))
    painter.setPen(QPen(theme.colour(Tone.WARN if ghost.said else Tone.MUTED), 1))
    painter.drawRoundedRect(box, 8, 8)
    for number, line in enumerate(words):
        y = box.top() + _PAD + number * metrics.lineSpacing()
        where = QRectF(box.left() + _PAD, y, wide - 2 * _PAD, metrics.lineSpacing())
        is_warning = number >= len(words) - len(ghost.said)
        if is_warning:
            side = metrics.height() - 2
            paint(painter, "mdi6.alert", QRectF(where.left(), y + 1, side, side), theme.colour(Tone.WARN))
            where.setLeft(where.left() + icon)
        painter.setFont(strong if number == 0 else small)
        painter.setPen(theme.colour(Tone.WARN if is_warning else Tone.TEXT))
        short = QFontMetricsF(painter.font()).elidedText(line, Qt.TextElideMode.ElideRight, where.width())
        painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, short)
