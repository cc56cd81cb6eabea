"""Weeks as lanes: scrolled, walked through by keyboard, dragged upon. Draws only what is seen."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from desktop.core.schedule import ShiftException
from desktop.core.seat import Seat
from desktop.ui.present.schedule_axis import DAY, DAYS
from desktop.ui.present.schedule_bands import Band
from desktop.ui.present.schedule_grid import Grid, Row, Zoom
from desktop.ui.present.schedule_words import band_words, beside_words
from desktop.ui.present.words import tr
from desktop.ui.schedule.lane_cursor import Cursor, moved
from desktop.ui.schedule.lane_drag import STEP, Drag, Grip
from desktop.ui.schedule.lane_header import paint_ghost_words, paint_header
from desktop.ui.schedule.lane_painter import LanePainter
from desktop.ui.schedule.lane_scene import Ghost, LaneScene
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone

_HEADER = 26
_NEAR = 7
"""So many pixels from an edge of an override one takes hold of it; so near a hand-over, times snap to it."""
_CLICK = 5
"""Less than this far it was a click."""


class LaneView(QAbstractScrollArea):
    """Shows a LaneScene. What is dragged is a Ghost, told while it moves; what is chosen, a span of a seat.

    Emits only; the presenter changes things.
    """

    chosen = Signal(object, object, object)
    """Seat, begin, end: the cell (or cells) that the keyboard or a click is on."""
    wanted = Signal(object, object, object, str)
    """Seat, begin, end, responder (or empty): an override is to be written there."""
    ghost_moved = Signal(object)
    """Ghost | None."""
    stretched = Signal(object, object, object)
    """ShiftException, begin, end."""
    removed = Signal(object)
    """ShiftException."""
    zoom_wanted = Signal(object)
    scrolled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._painter = LanePainter(theme)
        self._scene: LaneScene | None = None
        self._zoom = Zoom.MONTH
        self._grid: Grid | None = None
        self._cursor: Cursor | None = None
        self._drag: Drag | None = None
        self._pressed_at = QPointF()
        self._pointer = QPointF()
        self._said: tuple[str, ...] = ()
        self.people: tuple[str, ...] = ()
        self.can_change = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Schedule, weeks as lanes"))
        self.viewport().setMouseTracking(True)
        # Every pixel is painted here, so what is scrolled can be moved instead of drawn again.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self._lay_out)

    # shown

    @property
    def zoom(self) -> Zoom:
        return self._zoom

    @property
    def grid(self) -> Grid:
        assert self._grid is not None, "no scene was shown"
        return self._grid

    @property
    def cursor_span(self) -> tuple[Seat, datetime, datetime] | None:
        """What is chosen."""
        if self._cursor is None or self._grid is None:
            return None
        begin, end = self._cursor.span(self._grid.axis)
        return self._cursor.seat, begin, end

    def show_scene(self, scene: LaneScene) -> None:
        first = self._scene is None
        self._scene = scene
        self._painter.show(scene)
        self._lay_out()
        if self._cursor is None:
            self._cursor = Cursor(Seat.MANAGER, self.grid.today, self.grid.today)
        if first:
            self.go_to(self.grid.today)

    def show_said(self, said: tuple[str, ...]) -> None:
        """The warnings of what is dragged."""
        if said != self._said:
            self._said = said
            self.viewport().update()

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
        return QSize(260, 220)

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
        if self._drag is None:
            port.scroll(0, dy, QRect(0, header, port.width(), port.height() - header))
        else:
            port.update()
        self.scrolled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self.scrolled.emit()

    # drawing

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
            self._painter.paint_month(painter, grid, month)
        rows = list(grid.rows(top, bottom))
        for row in rows:
            if self._zoom is Zoom.YEAR:
                self._painter.paint_month_row(painter, grid, row)
            self._painter.paint_row(painter, grid, row)
        for row in rows:
            if row.begin <= grid.today < row.end:
                self._painter.paint_now(painter, grid, row, scene.now)
            self._paint_chosen(painter, row)
        painter.restore()
        if self._header:
            paint_header(painter, grid, self._theme, self._header)
        ghost = self._ghost()
        if ghost is not None:
            bounds = QRectF(self.viewport().rect())
            paint_ghost_words(painter, self._theme, ghost, scene, self._pointer, bounds)

    def _paint_chosen(self, painter: QPainter, row: Row) -> None:
        grid, ghost, chosen = self.grid, self._ghost(), self.cursor_span
        if ghost is not None:
            self._painter.paint_ghost(painter, grid, row, ghost)
        elif chosen is not None and self.hasFocus():
            self._painter.paint_selected(painter, grid, row, *chosen)

    def _ghost(self) -> Ghost | None:
        if self._drag is None or not self._drag.moved or self._scene is None:
            return None
        begin, end = self._span(self._drag)
        return Ghost(
            seat=self._drag.seat, responder=self._drag.responder, begin=begin, end=end, said=self._said
        )

    def _span(self, drag: Drag) -> tuple[datetime, datetime]:
        assert self._scene is not None
        grid = self.grid
        around = drag.at - DAYS * DAY, drag.at + DAYS * DAY
        marks = [at for band in self._scene.lanes.plan(*around) for at in (band.starts_at, band.ends_at)]
        day_width = max(
            1.0,
            (grid.width - grid.measures.gutter)
            / DAYS
            / max(1, grid.columns if self._zoom is Zoom.YEAR else 1),
        )
        near = DAY * (_NEAR / day_width)
        return drag.span(grid.axis, STEP[self._zoom], marks, near)

    # mouse

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
        seat = next(
            (s for s in Seat if self._painter.lane(self._grid, row, s).contains(position.x(), y)), None
        )
        return row, seat, at

    def _held(self, row: Row, seat: Seat, at: datetime, x: float) -> tuple[ShiftException, Grip] | None:
        """The override whose edge is under the pointer."""
        assert self._scene is not None
        grid = self.grid
        around = at - DAY, at + DAY
        for band in self._scene.lanes.laid_over(*around):
            if band.seat is not seat or band.exception is None:
                continue
            box = self._painter.box(grid, row, seat, band.starts_at, band.ends_at)
            if box is not None and abs(box.left() - x) <= _NEAR:
                return band.exception, Grip.BEGIN
            if box is not None and abs(box.right() - x) <= _NEAR:
                return band.exception, Grip.END
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._under(event.position())
        row, seat, at = found if found is not None else (None, None, None)
        pressed = event.button() is Qt.MouseButton.LeftButton
        if not pressed or row is None or seat is None or at is None:
            super().mousePressEvent(event)
            return
        self._pressed_at = self._pointer = event.position()
        self._cursor = Cursor(seat, self.grid.axis.day_of(at), self.grid.axis.day_of(at))
        held = self._held(row, seat, at, event.position().x()) if self.can_change else None
        person = held[0].responder if held else self._first_person(seat, at)
        self._drag = Drag(seat=seat, anchor=at, at=at, responder=person)
        if held is not None:
            self._drag = replace(self._drag, exception=held[0], grip=held[1])
        self._tell_chosen()

    def _first_person(self, seat: Seat, at: datetime) -> str:
        """Who is meant by a drag: me, unless it is my own time; then the next of the people."""
        assert self._scene is not None
        band = self._scene.lanes.band_at(seat, at)
        there = band.responder if band is not None else ""
        me = self._scene.viewer.me
        if me in self.people and me != there:
            return me or ""
        return next((who for who in self.people if who != there), there)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        found = self._under(event.position())
        if self._drag is None:
            self._show_grip(found)
            return
        far = (event.position() - self._pressed_at).manhattanLength() >= _CLICK
        if not self.can_change or not (far or self._drag.moved):
            return
        bar = self.verticalScrollBar()
        if event.position().y() < self._header + 8:
            bar.setValue(bar.value() - bar.singleStep() // 2)
        elif event.position().y() > self.viewport().height() - 8:
            bar.setValue(bar.value() + bar.singleStep() // 2)
        if found is not None:
            self._drag = self._drag.to(found[2])
            self._tell_ghost()

    def _show_grip(self, found: tuple[Row, Seat | None, datetime] | None) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if found is not None and found[1] is not None and self.can_change:
            held = self._held(found[0], found[1], found[2], self._pointer.x())
            shape = Qt.CursorShape.SizeHorCursor if held is not None else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, ghost = self._drag, self._ghost()
        self._drag = None
        self._said = ()
        self.ghost_moved.emit(None)
        self.viewport().update()
        event.accept()
        if drag is None or ghost is None:
            return
        if drag.exception is not None:
            self.stretched.emit(drag.exception, ghost.begin, ghost.end)
        else:
            self.wanted.emit(ghost.seat, ghost.begin, ghost.end, ghost.responder)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._under(event.position())
        if found is not None and found[1] is not None:
            self._want(found[1], found[2])

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._drag is not None and self._drag.moved:
            self._other_person(1 if event.angleDelta().y() < 0 else -1)
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._step_zoom(1 if event.angleDelta().y() < 0 else -1)
            return
        super().wheelEvent(event)

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
        return band_words(band, scene.team, scene.viewer, scene.now) if band is not None else ""

    # keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._drag is not None and self._drag.moved:
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._other_person(-1 if key is Qt.Key.Key_Up else 1)
            elif key is Qt.Key.Key_Escape:
                self._drag = None
                self.ghost_moved.emit(None)
                self.viewport().update()
            return
        if self._cursor is None or not self._handle(key, event.modifiers()):
            super().keyPressEvent(event)

    def _handle(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        cursor, grid = self._cursor, self.grid
        assert cursor is not None
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        after = moved(cursor, key, grid, shift=shift)
        if after is not None:
            self._cursor = after
            self._reveal()
            return True
        seat, begin, end = self.cursor_span or (
            cursor.seat,
            grid.axis.begin(cursor.day),
            grid.axis.begin(cursor.day + DAY),
        )
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit(seat, begin, end, "")
        elif key is Qt.Key.Key_T:
            self._cursor = Cursor(cursor.seat, grid.today, grid.today)
            self.go_to(grid.today)
            self._tell_chosen()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self._step_zoom(1 if key is Qt.Key.Key_Minus else -1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._remove(seat, begin, end)
        else:
            return False
        return True

    def _remove(self, seat: Seat, begin: datetime, end: datetime) -> None:
        assert self._scene is not None
        for band in self._scene.lanes.laid_over(begin, end):
            if band.seat is seat and band.exception is not None:
                self.removed.emit(band.exception)
                return

    def _want(self, seat: Seat, at: datetime) -> None:
        """The time of what stands there is to be changed."""
        assert self._scene is not None
        band = self._scene.lanes.band_at(seat, at)
        if band is not None:
            self.wanted.emit(seat, band.starts_at, band.ends_at, "")

    def _step_zoom(self, by: int) -> None:
        zooms = list(Zoom)
        number = zooms.index(self._zoom) + by
        if 0 <= number < len(zooms):
            self.zoom_wanted.emit(zooms[number])

    def _other_person(self, by: int) -> None:
        if self._drag is None or not self.people or self._drag.exception is not None:
            return
        known = self.people.index(self._drag.responder) if self._drag.responder in self.people else 0
        self._drag = replace(self._drag, responder=self.people[(known + by) % len(self.people)])
        self._tell_ghost()

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

    def _tell_ghost(self) -> None:
        self.ghost_moved.emit(self._ghost())
        self.viewport().update()

    def band_at(self, seat: Seat, at: datetime) -> Band | None:
        """What stands there."""
        return self._scene.lanes.band_at(seat, at) if self._scene is not None else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell_chosen()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
