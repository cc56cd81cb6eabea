"""What one schedule changes against another, and for whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from desktop.core.schedule.schedule import Schedule
from desktop.core.team.seat import Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyChange:
    """`after` has `seat` instead of `before`; None for nobody."""

    seat: Seat
    before: str | None
    after: str | None
    starts_at: datetime
    ends_at: datetime


def duty_changes(before: Schedule, after: Schedule, begin: datetime, end: datetime) -> list[DutyChange]:
    """All that differs from `begin` until before `end`, in order; the Manager's seat first."""
    edges = {begin, end}
    for schedule in (before, after):
        for shift in schedule.shifts_between(begin, end):
            edges |= {at for at in (shift.starts_at, shift.ends_at) if begin < at < end}
    found: list[DutyChange] = []
    running: dict[Seat, DutyChange] = {}
    ordered = sorted(edges)
    for at, until in pairwise(ordered):
        old, new = before.shift_at(at), after.shift_at(at)
        for seat in Seat:
            had = old.turn.of(seat) if old else None
            has = new.turn.of(seat) if new else None
            current = running.pop(seat, None)
            if current is not None and (current.before, current.after) == (had, has):
                running[seat] = replace(current, ends_at=until)
                continue
            if current is not None:
                found.append(current)
            if had != has:
                running[seat] = DutyChange(seat=seat, before=had, after=has, starts_at=at, ends_at=until)
    found += running.values()
    return sorted(found, key=lambda change: (change.starts_at, change.seat is Seat.ENGINEER))
