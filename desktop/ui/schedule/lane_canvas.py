"""The weeks of a scene: laid out, scrolled, drawn as far as they are seen; and what is under a point."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from desktop.core.team.seat import Seat
from desktop.ui.present.schedule.schedule_bands import Band
from desktop.ui.present.schedule.schedule_grid import Grid, Row, Zoom
from desktop.ui.present.schedule.schedule_unproven import is_unproven
from desktop.ui.present.schedule.schedule_words import band_words, beside_words
from desktop.ui.present.words import tr
from desktop.ui.schedule.lane_cursor import Cursor
from desktop.ui.schedule.lane_header import paint_ghost_words, paint_header
from desktop.ui.schedule.lane_painter import LanePainter
from desktop.ui.schedule.lane_places import lane
from desktop.ui.schedule.lane_scene import Ghost, LaneScene
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone

_HEADER = 26


class LaneCanvas(QAbstractScrollArea):
    """Shows a LaneScene, and changes nothing."""

    chosen = Signal(object, object, object)
    """Seat, begin, end: the cell (or cells) that the keyboard or a click is on."""
    scrolled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._painter = LanePainter(theme)
        self._scene: LaneScene | None = None
        self._zoom = Zoom.MONTH
        self._grid: Grid | None = None
        self._cursor: Cursor | None = None
        self._ghost: Ghost | None = None
        self._pointer = QPointF()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Schedule, weeks as lanes"))
        self.viewport().setMouseTracking(True)
        # Every pixel is painted here, so what is scrolled can be moved instead of drawn again.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self._lay_out)

    @property
    def zoom(self) -> Zoom:
        return self._zoom

    @property
    def grid(self) -> Grid:
        assert self._grid is not None, "no scene was shown"
        return self._grid

    @property
    def dragged(self) -> Ghost | None:
        """What is shown as dragged, with its warnings."""
        return self._ghost

    @property
    def cursor_span(self) -> tuple[Seat, datetime, datetime] | None:
        """What is chosen."""
        if self._cursor is None or self._grid is None:
            return None
        begin, end = self._cursor.span(self._grid.axis)
        return self._cursor.seat, begin, end

    def show_scene(self, scene: LaneScene) -> None:
        first = self._scene is None
        if self._scene is not None and scene.looks_like(self._scene):
            return
        self._scene = scene
        self._painter.show(scene)
        self._lay_out()
        if self._cursor is None:
            self._cursor = Cursor(Seat.MANAGER, self.grid.today, self.grid.today)
        if first:
            self.go_to(self.grid.today)

    def set_zoom(self, zoom: Zoom) -> None:
        """The day that was chosen stays in view."""
        if zoom is not self._zoom:
            self._zoom = zoom
            self._lay_out()
            if self._cursor is not None:
                self.go_to(self._cursor.day)

    def go_to(self, day: date) -> None:
        """Scroll so that the week of the day is the first that is seen; the month of it, where months are."""
        row = self._grid.row_of(day) if self._grid is not None else None
        if row is not None:
            top = row.top
            if self._zoom is Zoom.YEAR:
                top = next((m.top for m in self.grid.months(row.top - 1, row.top + 1)), row.top)
            self.verticalScrollBar().setValue(round(top))

    def choose(self, seat: Seat, day: date) -> None:
        """Put the cursor there, and show it."""
        self._cursor = Cursor(seat, day, day)
        self._reveal()

    def seen(self) -> tuple[datetime, datetime]:
        """From when until when is in view."""
        grid = self.grid
        top = self.verticalScrollBar().value()
        rows = list(grid.rows(top, top + self.viewport().height() - self._header))
        days = [day for row in rows for day in (row.begin, row.end)]
        return grid.axis.begin(min(days, default=grid.today)), grid.axis.begin(max(days, default=grid.today))

    @property
    def _header(self) -> float:
        return 0 if self._zoom is Zoom.YEAR else _HEADER * self._theme.text_scale

    def sizeHint(self) -> QSize:
        return QSize(900, 420)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 220)

    def _lay_out(self) -> None:
        scene = self._scene
        if scene is None:
            return
        axis = scene.axis
        today = axis.day_of(scene.now)
        before = self._grid
        width = float(self.viewport().width())
        self._grid = Grid(axis, self._zoom, today, width, self._theme.text_scale)
        room = self.viewport().height() - self._header
        bar = self.verticalScrollBar()
        kept: date | None = None
        if before is not None and (before.width, before.scale) != (width, self._theme.text_scale):
            first = next(iter(before.rows(bar.value(), bar.value() + 1)), None)
            kept = first.begin if first is not None else None
        bar.setRange(0, max(0, round(self._grid.height - room)))
        bar.setPageStep(max(1, round(room)))
        bar.setSingleStep(max(12, round(self._grid.measures.row / 2)))
        if kept is not None and before is not None and before.zoom is self._zoom:
            self.go_to(kept)
        self.viewport().update()

    def scrollContentsBy(self, _dx: int, dy: int) -> None:
        header, port = math.ceil(self._header), self.viewport()
        if self._ghost is None:
            port.scroll(0, dy, QRect(0, header, port.width(), port.height() - header))
        else:
            port.update()
        self.scrolled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self.scrolled.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._scene is None or self._grid is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self._theme.colour(Tone.SURFACE))
        scrolled = self.verticalScrollBar().value() - self._header
        grid, scene = self._grid, self._scene
        painter.save()
        painter.translate(0, -scrolled)
        # Only what is new to the eye: while scrolling that is a strip.
        top, bottom = event.rect().top() + scrolled - 6, event.rect().bottom() + scrolled + 6
        for month in grid.months(top, bottom):
            self._painter.backdrop.paint_month(painter, grid, month)
        rows = list(grid.rows(top, bottom))
        for row in rows:
            if self._zoom is Zoom.YEAR:
                self._painter.backdrop.paint_month_row(painter, grid, row)
            self._painter.paint_row(painter, grid, row)
        for row in rows:
            if row.begin <= grid.today < row.end:
                self._painter.backdrop.paint_now(painter, grid, row, scene.now)
            self._paint_chosen(painter, row)
        painter.restore()
        if self._header:
            paint_header(painter, grid, self._theme, self._header)
        if self._ghost is not None:
            bounds = QRectF(self.viewport().rect())
            paint_ghost_words(painter, self._theme, self._ghost, scene, self._pointer, bounds)

    def _paint_chosen(self, painter: QPainter, row: Row) -> None:
        grid, ghost, chosen = self.grid, self._ghost, self.cursor_span
        if ghost is not None:
            self._painter.paint_ghost(painter, grid, row, ghost)
        elif chosen is not None and self.hasFocus():
            self._painter.paint_selected(painter, grid, row, *chosen)

    def _under(self, position: QPointF) -> tuple[Row, Seat | None, datetime] | None:
        """Row, seat and moment under the pointer; the seat is None beside the lanes."""
        if self._grid is None or position.y() < self._header:
            return None
        y = position.y() - self._header + self.verticalScrollBar().value()
        row = self._grid.row_at(position.x(), y)
        if row is None:
            return None
        place = (position.x() - row.left) / row.day_width
        lowest, highest = (row.begin - row.first).days, (row.end - row.first).days
        at = self._grid.axis.at(min(max(place, lowest), highest - 1e-6), row.first)
        seat = next((s for s in Seat if lane(self._grid, row, s).contains(position.x(), y)), None)
        return row, seat, at

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._words_at(QPointF(event.pos())), self.viewport())
            return True
        return super().viewportEvent(event)

    def _words_at(self, position: QPointF) -> str:
        found = self._under(position)
        if found is None or self._scene is None:
            return ""
        _row, seat, at = found
        scene = self._scene
        if seat is None:
            beside = scene.lanes.beside(at, at + timedelta(minutes=1))
            return "\n".join(beside_words(one, scene.team, scene.viewer, scene.now) for one in beside)
        band = scene.lanes.band_at(seat, at)
        if band is None:
            return ""
        unproven = is_unproven(scene.unproven, band)
        return band_words(band, scene.team, scene.viewer, scene.now, unproven=unproven)

    def band_at(self, seat: Seat, at: datetime) -> Band | None:
        """What stands there."""
        return self._scene.lanes.band_at(seat, at) if self._scene is not None else None

    def _reveal(self) -> None:
        """Scroll as little as shows the cell."""
        cursor = self._cursor
        row = self.grid.row_of(cursor.day) if cursor is not None else None
        if row is not None:
            bar, room = self.verticalScrollBar(), self.viewport().height() - self._header
            if row.top < bar.value():
                bar.setValue(round(row.top))
            elif row.top + self.grid.measures.row > bar.value() + room:
                bar.setValue(round(row.top + self.grid.measures.row - room))
        self._tell_chosen()

    def _tell_chosen(self) -> None:
        chosen = self.cursor_span
        if chosen is not None:
            self.chosen.emit(*chosen)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell_chosen()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
