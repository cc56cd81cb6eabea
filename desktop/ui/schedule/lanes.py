"""Weeks as lanes: walked through by keyboard, dragged upon by mouse."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop.core.schedule.schedule import ShiftException
from desktop.core.team.seat import Seat
from desktop.ui.present.schedule.schedule_axis import DAY, DAYS
from desktop.ui.present.schedule.schedule_grid import Row, Zoom
from desktop.ui.schedule.lane_canvas import LaneCanvas
from desktop.ui.schedule.lane_cursor import Cursor, moved
from desktop.ui.schedule.lane_drag import STEP, Drag, Grip
from desktop.ui.schedule.lane_places import box
from desktop.ui.schedule.lane_scene import Ghost
from desktop.ui.theme.theme import Theme

_NEAR = 7
"""So many pixels from an edge of an override one takes hold of it; so near a hand-over, times snap to it."""
_CLICK = 5
"""Less than this far it was a click."""


class LaneView(LaneCanvas):
    """What is dragged is a Ghost, told while it moves; what is chosen, a span of a seat. Emits only: the
    presenter changes things."""

    wanted = Signal(object, object, object, str)
    """Seat, begin, end, responder (or empty): an override is to be written there."""
    ghost_moved = Signal(object)
    """Ghost | None."""
    stretched = Signal(object, object, object)
    """ShiftException, begin, end."""
    removed = Signal(object)
    """ShiftException."""
    zoom_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._drag: Drag | None = None
        self._pressed_at = QPointF()
        self.people: tuple[str, ...] = ()
        self.can_change = False

    def show_said(self, said: tuple[str, ...]) -> None:
        """The warnings of what is dragged."""
        if self._ghost is not None and said != self._ghost.said:
            self._ghost = replace(self._ghost, said=said)
            self.viewport().update()

    def _ghost_of(self, drag: Drag | None) -> Ghost | None:
        if drag is None or not drag.moved:
            return None
        begin, end = self._span(drag)
        said = self._ghost.said if self._ghost is not None else ()
        return Ghost(seat=drag.seat, responder=drag.responder, begin=begin, end=end, said=said)

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

    def _held(self, row: Row, seat: Seat, at: datetime, x: float) -> tuple[ShiftException, Grip] | None:
        """The override whose edge is under the pointer."""
        assert self._scene is not None
        grid = self.grid
        around = at - DAY, at + DAY
        for band in self._scene.lanes.laid_over(*around):
            if band.seat is not seat or band.exception is None:
                continue
            edges = box(grid, row, seat, band.starts_at, band.ends_at)
            if edges is not None and abs(edges.left() - x) <= _NEAR:
                return band.exception, Grip.BEGIN
            if edges is not None and abs(edges.right() - x) <= _NEAR:
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
        drag, ghost = self._drag, self._ghost
        self._let_go()
        event.accept()
        if drag is None or ghost is None:
            return
        if drag.exception is not None:
            self.stretched.emit(drag.exception, ghost.begin, ghost.end)
        else:
            self.wanted.emit(ghost.seat, ghost.begin, ghost.end, ghost.responder)

    def _let_go(self) -> None:
        self._drag = None
        self._tell_ghost()

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._drag is not None and self._drag.moved:
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._other_person(-1 if key is Qt.Key.Key_Up else 1)
            elif key is Qt.Key.Key_Escape:
                self._let_go()
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

    def _tell_ghost(self) -> None:
        self._ghost = self._ghost_of(self._drag)
        self.ghost_moved.emit(self._ghost)
        self.viewport().update()
