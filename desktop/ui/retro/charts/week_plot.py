"""Lines over weeks, drawn by pyqtgraph."""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QBrush, QFontMetricsF, QMouseEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.present.retro.trend_charts import TrendChart
from desktop.ui.retro.chart_name import stroke
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type

SYMBOLS = ("o", "s", "t", "d")
"""What marks the points of lines, in their order."""
_AXIS = 64
"""Room for what stands beside the axis, at the usual text size, so that charts below each other agree."""
_POINT, _WEEK = 4, 9
_BEHIND, _AHEAD = -10, 10
_BESIDE, _EDGE = 0.8, 0.07
"""Room beside the first and the last week, in weeks, and around the axis, as a part of it."""
_VEIL = 48
"""How much of what is behind the chosen week's band is hidden, of 255."""


class WeekPlot(QWidget):
    """Takes no keyboard: its owner says which week is read and which is chosen. Wheel and keys go past it."""

    pointed = Signal(int)
    """The week below the mouse; less than zero: none."""
    clicked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chart: TrendChart | None = None
        self._read: int | None = None
        self._chosen: int | None = None
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._marks: list[pg.GraphicsObject] = []
        self._curves: list[pg.PlotDataItem] = []
        # Its own parts rather than a PlotWidget, which brings menus and forms that nobody opens here and
        # takes three times as long.
        self._view = pg.GraphicsView(background=None)
        self._view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setAntialiasing(True)
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        self._box.disableAutoRange()
        self._left = pg.AxisItem("left", linkView=self._box)
        self._bottom = pg.AxisItem("bottom", linkView=self._box)
        parts = pg.GraphicsLayout()
        parts.setContentsMargins(0, 0, 3 * SPACE, 0)  # half of the last week's name
        parts.setSpacing(0)
        parts.addItem(self._left, 0, 0)
        parts.addItem(self._box, 0, 1)
        parts.addItem(self._bottom, 1, 1)
        self._view.setCentralItem(parts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
        theme.changed.connect(self._draw)

    @property
    def strokes(self) -> list[list[tuple[int, float]]]:
        """The points of each line that is drawn, gaps left out."""
        return [
            [(round(x), float(y)) for x, y in zip(*curve.getData(), strict=True) if not math.isnan(y)]
            for curve in self._curves
        ]

    def show_chart(self, chart: TrendChart, read: int | None, chosen: int | None) -> None:
        """Draw its lines; `read` and `chosen` as in `mark`."""
        if chart != self._chart:
            self._chart, self._read, self._chosen = chart, read, chosen
            self._draw()
        else:
            self.mark(read, chosen)

    def mark(self, read: int | None, chosen: int | None) -> None:
        """A line through the week that is read, and a band through the chosen one."""
        if (read, chosen) != (self._read, self._chosen):
            self._read, self._chosen = read, chosen
            self._draw_marks()

    # What the mouse does

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointed.emit(self._week_at(event))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(-1)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        week = self._week_at(event)
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and week >= 0 and inside:
            self.clicked.emit(week)
        event.accept()

    def position(self, week: int) -> float:
        """Where the week stands, in pixels from the left."""
        return float(self._view.mapFromScene(self._box.mapViewToScene(pg.Point(week, 0))).x())

    def _week_at(self, event: QMouseEvent) -> int:
        if self._chart is None:
            return -1
        x = self._box.mapSceneToView(self._view.mapToScene(event.position().toPoint())).x()
        count = len(self._chart.weeks.mondays)
        return min(max(round(x), 0), count - 1) if -1 < x < count else -1

    # What is drawn

    def _draw(self) -> None:
        chart = self._chart
        if chart is None:
            return
        self._box.clear()
        self._marks, self._curves = [], []
        self._frame(chart)
        for number in reversed(range(len(chart.drawn))):
            self._curves.insert(0, self._line(chart, number))
        self._draw_marks()

    def _frame(self, chart: TrendChart) -> None:
        theme = self._theme
        font = theme.font(Type.CAPTION, clock=True)
        ink, hair = theme.colour(Tone.MUTED), theme.colour(Tone.LINE)
        self._view.setBackground(theme.colour(Tone.SURFACE))
        self._left.setTicks([[(at, words) for at, words in chart.ticks]])
        self._bottom.setTicks([[(at, words) for at, words in chart.weeks.labels]])
        for axis in (self._left, self._bottom):
            axis.setStyle(
                tickFont=font,
                tickLength=0,
                tickAlpha=0,
                tickTextOffset=SPACE,
                autoExpandTextSpace=False,
                hideOverlappingLabels=False,
            )
            axis.setTextPen(ink)
            axis.setPen(QPen(Qt.PenStyle.NoPen))
            axis.setTickPen(QPen(Qt.PenStyle.NoPen))
        self._left.setWidth(round(_AXIS * theme.text_scale))
        self._bottom.setHeight(math.ceil(QFontMetricsF(font).lineSpacing()) + SPACE)
        for at, _ in chart.ticks:
            line = pg.InfiniteLine(at, angle=0, pen=pg.mkPen(hair, width=1))
            line.setZValue(_BEHIND - 1)
            self._box.addItem(line, ignoreBounds=True)
        reach = (chart.high - chart.low) * _EDGE
        self._box.setRange(
            xRange=(-_BESIDE, len(chart.weeks.mondays) - 1 + _BESIDE),
            yRange=(chart.low - reach, chart.high + reach),
            padding=0,
            disableAutoRange=True,
        )

    def _line(self, chart: TrendChart, number: int) -> pg.PlotDataItem:
        one = chart.drawn[number]
        colour = self._theme.colour(one.tone)
        curve = pg.PlotDataItem(
            list(range(len(one.values))),
            [math.nan if value is None else float(value) for value in one.values],
            pen=stroke(self._theme, number, one.tone),
            connect="finite",
            symbol=SYMBOLS[number % len(SYMBOLS)],
            symbolSize=_POINT,
            symbolPen=pg.mkPen(colour),
            symbolBrush=QBrush(colour),
        )
        self._box.addItem(curve, ignoreBounds=True)
        return curve

    def _draw_marks(self) -> None:
        chart = self._chart
        if chart is None:
            return
        for old in self._marks:
            self._box.removeItem(old)
        self._marks = []
        if self._chosen is not None:
            self._mark(self._band(self._chosen), _BEHIND)
        if self._read is not None and self._read != self._chosen:
            pen = pg.mkPen(self._theme.colour(Tone.MUTED), width=1)
            self._mark(pg.InfiniteLine(self._read, pen=pen), _BEHIND)
        # The week that is read is larger; one that is not over is hollow.
        last = len(chart.weeks.mondays) - 1
        for number, one in enumerate(chart.drawn):
            for week in {last, self._read}:
                value = one.values[week] if week is not None else None
                hollow = week == last and chart.weeks.is_running(last)
                if week is not None and value is not None and (hollow or week == self._read):
                    self._mark(self._point(week, value, number, one.tone, hollow=hollow), _AHEAD - number)

    def _mark(self, item: pg.GraphicsObject, place: int) -> None:
        item.setZValue(place)
        self._box.addItem(item, ignoreBounds=True)
        self._marks.append(item)

    def _band(self, week: int) -> pg.LinearRegionItem:
        colour = self._theme.colour(Tone.MUTED)
        edge = pg.mkPen(colour, width=1)
        colour.setAlpha(_VEIL)
        return pg.LinearRegionItem((week - 0.5, week + 0.5), brush=QBrush(colour), pen=edge, movable=False)

    def _point(self, week: int, value: float, number: int, tone: Tone, *, hollow: bool) -> pg.ScatterPlotItem:
        colour, ground = self._theme.colour(tone), self._theme.colour(Tone.SURFACE)
        return pg.ScatterPlotItem(
            [week],
            [value],
            size=_WEEK,
            symbol=SYMBOLS[number % len(SYMBOLS)],
            pen=pg.mkPen(colour, width=2),
            brush=QBrush(ground if hollow else colour),
        )
