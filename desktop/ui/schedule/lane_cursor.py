"""Where the keyboard is in the lanes: a day in a seat, or several days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt

from desktop.core.team.seat import Seat
from desktop.ui.present.schedule.schedule_axis import DAY, DAYS, Axis
from desktop.ui.present.schedule.schedule_grid import Grid, Zoom

_WEEK = DAYS * DAY
_PAGE = {Zoom.WEEK: _WEEK, Zoom.MONTH: 4 * _WEEK, Zoom.QUARTER: 13 * _WEEK, Zoom.YEAR: 13 * _WEEK}


@dataclass(frozen=True, slots=True)
class Cursor:
    """`day` moves; `anchor` stays where Shift was pressed first."""

    seat: Seat
    day: date
    anchor: date

    def span(self, axis: Axis) -> tuple[datetime, datetime]:
        """Whole days."""
        return axis.begin(min(self.day, self.anchor)), axis.begin(max(self.day, self.anchor) + DAY)


def moved(cursor: Cursor, key: Qt.Key, grid: Grid, *, shift: bool) -> Cursor | None:
    """The cursor after a key; None for keys that do not move it. Up and down go through the seats of a week,
    then to the next week; with Shift they take whole weeks along."""
    by: timedelta | None = None
    seat = cursor.seat
    week = grid.axis.week_of(cursor.day)
    match key:
        case Qt.Key.Key_Left:
            by = -DAY
        case Qt.Key.Key_Right:
            by = DAY
        case Qt.Key.Key_PageUp:
            by = -_PAGE[grid.zoom]
        case Qt.Key.Key_PageDown:
            by = _PAGE[grid.zoom]
        case Qt.Key.Key_Home:
            by = week - cursor.day
        case Qt.Key.Key_End:
            by = week + 6 * DAY - cursor.day
        case Qt.Key.Key_Up if shift or seat is Seat.MANAGER:
            by, seat = -_WEEK, seat if shift else Seat.ENGINEER
        case Qt.Key.Key_Down if shift or seat is Seat.ENGINEER:
            by, seat = _WEEK, seat if shift else Seat.MANAGER
        case Qt.Key.Key_Up | Qt.Key.Key_Down:
            by, seat = timedelta(0), seat.other
    if by is None:
        return None
    day = cursor.day + by
    if grid.row_of(day) is None:
        return cursor
    return replace(cursor, seat=seat, day=day, anchor=cursor.anchor if shift else day)
