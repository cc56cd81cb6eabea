"""A small chart of lines over time: for looking at once, not for measuring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.core.schedule.series import Series
from desktop.formats.check.verdict import compact
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type

_HEIGHT = 120
_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
_TONES = (Tone.ENGINEER, Tone.MANAGER, Tone.WARN, Tone.MUTED)
_NAMED = 4
"""Lines with a name below; more could not be told apart."""


class LineChart(QWidget):
    """Lowest and highest value at the left, the first and last time below, the lines' names under it. Lines
    differ in colour and in how they are dashed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._series: tuple[Series, ...] = ()
        self._zone = ZoneInfo("UTC")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    @property
    def shown(self) -> tuple[Series, ...]:
        return self._series

    def show_series(self, series: Sequence[Series], zone: ZoneInfo) -> None:
        """Times are told in `zone`. Nothing is drawn for a single point."""
        kept = tuple(one for one in series if len(one.points) > 1)
        if (kept, zone) == (self._series, self._zone):
            return
        self._series, self._zone = kept, zone
        words = [
            tr("{name}: from {low} to {high}, now {now}").format(
                name=one.name or tr("value"),
                low=compact(one.lowest),
                high=compact(one.highest),
                now=compact(one.points[-1][1]),
            )
            for one in kept
        ]
        self.setAccessibleName(tr("Chart") + ". " + "; ".join(words))
        self._restyle()

    def sizeHint(self) -> QSize:
        line = QFontMetricsF(self._theme.font(Type.SMALL)).lineSpacing()
        named = min(len(self._series), _NAMED) if len(self._series) > 1 else 0
        return QSize(240, round(_HEIGHT + (1 + named) * line) + 2 * SPACE)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._series:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self._theme.font(Type.SMALL)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        low, high = self._range()
        left = (
            max(metrics.horizontalAdvance(compact(low)), metrics.horizontalAdvance(compact(high))) + 2 * SPACE
        )
        area = QRectF(left, SPACE, self.width() - left - SPACE, _HEIGHT - SPACE)
        self._paint_frame(painter, area, low, high)
        for number, one in reversed(list(enumerate(self._series))):
            painter.setPen(self._pen(number))
            painter.drawPolyline(self._line(one, area, low, high))
        if len(self._series) > 1:
            self._paint_names(painter, area.bottom() + metrics.lineSpacing() + SPACE, metrics)

    def _paint_frame(self, painter: QPainter, area: QRectF, low: float, high: float) -> None:
        painter.setPen(QPen(self._theme.colour(Tone.LINE), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.topLeft(), area.topRight())
        painter.setPen(self._theme.colour(Tone.MUTED))
        line = QFontMetricsF(painter.font()).lineSpacing()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        side = QRectF(0, area.top() - line / 2 + 2, area.left() - SPACE, line)
        painter.drawText(side, right, compact(high))
        painter.drawText(side.translated(0, area.height() - 4), right, compact(low))
        first, last = self._times()
        below = QRectF(area.left(), area.bottom() + 2, area.width(), line)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, self._hour(first))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, self._hour(last))

    def _paint_names(self, painter: QPainter, top: float, metrics: QFontMetricsF) -> None:
        for number, one in enumerate(self._series[:_NAMED]):
            middle = top + metrics.lineSpacing() / 2
            painter.setPen(self._pen(number))
            painter.drawLine(QPointF(SPACE, middle), QPointF(SPACE + 20, middle))
            painter.setPen(self._theme.colour(Tone.MUTED))
            room = self.width() - 32 - SPACE
            words = metrics.elidedText(one.name or tr("value"), Qt.TextElideMode.ElideMiddle, room)
            if number == _NAMED - 1 and len(self._series) > _NAMED:
                words = tr("and {n} more").format(n=len(self._series) - _NAMED + 1)
            where = QRectF(32, top, room, metrics.lineSpacing())
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, words)
            top += metrics.lineSpacing()

    def _pen(self, number: int) -> QPen:
        index = min(number, _NAMED - 1)
        pen = QPen(self._theme.colour(_TONES[index]), 1.6, _DASHES[index])
        pen.setCosmetic(True)
        return pen

    def _line(self, one: Series, area: QRectF, low: float, high: float) -> QPolygonF:
        first, last = self._times()
        span = (last - first).total_seconds() or 1.0
        return QPolygonF(
            [
                QPointF(
                    area.left() + area.width() * (at - first).total_seconds() / span,
                    area.bottom() - area.height() * ((value - low) / (high - low)),
                )
                for at, value in one.points
            ]
        )

    def _range(self) -> tuple[float, float]:
        low, high = min(one.lowest for one in self._series), max(one.highest for one in self._series)
        # A line that does not move is drawn in the middle; one that never is below nothing, from nothing.
        if low == high:
            return low - 1, high + 1
        return (0.0, high) if 0 < low < high / 2 else (low, high)

    def _times(self) -> tuple[datetime, datetime]:
        return (
            min(one.points[0][0] for one in self._series),
            max(one.points[-1][0] for one in self._series),
        )

    def _hour(self, at: datetime) -> str:
        return f"{at.astimezone(self._zone):%H:%M}"
