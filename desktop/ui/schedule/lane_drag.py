"""What the mouse holds while it is pressed on a lane: a new override, or one edge of a known one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto

from desktop.core.schedule.schedule import ShiftException
from desktop.core.team.seat import Seat
from desktop.ui.present.schedule.schedule_axis import Axis
from desktop.ui.present.schedule.schedule_grid import Zoom

STEP = {
    Zoom.WEEK: timedelta(hours=1),
    Zoom.MONTH: timedelta(hours=1),
    Zoom.QUARTER: timedelta(hours=3),
    Zoom.YEAR: timedelta(hours=12),
}
"""Times snap to these; and to hand-overs nearby, which come first."""


class Grip(Enum):
    """What is held."""

    NEW = auto()
    BEGIN = auto()
    END = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drag:
    """`anchor` is where it began, `at` where the mouse is; `moved`: no mere click any more."""

    seat: Seat
    anchor: datetime
    at: datetime
    responder: str
    grip: Grip = Grip.NEW
    exception: ShiftException | None = None
    moved: bool = False

    def to(self, at: datetime) -> Drag:
        return replace(self, at=at, moved=True)

    def span(
        self, axis: Axis, step: timedelta, marks: Sequence[datetime], near: timedelta
    ) -> tuple[datetime, datetime]:
        """From when until when, snapped; one step long at least."""
        at = snapped(self.at, axis, step, marks, near)
        if self.exception is not None and self.grip is Grip.BEGIN:
            return min(at, self.exception.ends_at - step), self.exception.ends_at
        if self.exception is not None:
            return self.exception.starts_at, max(at, self.exception.starts_at + step)
        anchor = snapped(self.anchor, axis, step, marks, near)
        begin, end = min(anchor, at), max(anchor, at)
        return begin, max(end, begin + step)


def snapped(
    at: datetime, axis: Axis, step: timedelta, marks: Sequence[datetime], near: timedelta
) -> datetime:
    """The nearest mark if it is near, else the nearest step of the day."""
    mark = min(marks, key=lambda m: abs(m - at), default=None)
    if mark is not None and abs(mark - at) <= near:
        return mark
    return axis.snapped(at, step)
