"""Where lanes and times stand within a row."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF

from desktop.core.team.seat import Seat
from desktop.ui.present.schedule.schedule_grid import Grid, Row


def lane(grid: Grid, row: Row, seat: Seat) -> QRectF:
    """The lane of the row, as far as its days are shown."""
    sizes = grid.measures
    top = row.top + sizes.head + (sizes.lane + sizes.gap if seat is Seat.ENGINEER else 0)
    left = row.column(row.begin)
    return QRectF(left, top, row.column(row.end) - left, sizes.lane)


def box(grid: Grid, row: Row, seat: Seat, begin: datetime, end: datetime) -> QRectF | None:
    """Where that time stands in the lane; None when the row does not show any of it."""
    whole = lane(grid, row, seat)
    found = across(grid, row, begin, end)
    return QRectF(found[0], whole.top(), found[1], whole.height()) if found is not None else None


def across(grid: Grid, row: Row, begin: datetime, end: datetime) -> tuple[float, float] | None:
    """Left and width of that time; None when the row does not show any of it."""
    axis = grid.axis
    since, until = axis.begin(row.begin), axis.begin(row.end)
    if begin >= until or end <= since:
        return None
    left = row.x(axis.place(max(begin, since), row.first))
    right = row.column(row.end) if end >= until else row.x(axis.place(end, row.first))
    return (left, right - left) if right - left >= 1 else None
