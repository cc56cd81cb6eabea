"""What stands in the lanes: for each seat the turns of the plan, and what was laid over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from desktop.core.schedule.absence import Absence
from desktop.core.schedule.painting import Painting
from desktop.core.schedule.schedule import Schedule, Shadow, ShiftException
from desktop.core.schedule.shift_exception import in_order
from desktop.core.team.seat import Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One person's time in one seat. `exception`: what was laid over the plan to make it so."""

    seat: Seat
    responder: str
    starts_at: datetime
    ends_at: datetime
    exception: ShiftException | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands below the lanes: somebody shadows, or is away."""

    responder: str
    starts_at: datetime
    ends_at: datetime
    shadow: Shadow | None = None
    absence: Absence | None = None


class Lanes:
    """Of one schedule; made anew when it changes. Asked for a time, it answers for that time only."""

    def __init__(self, schedule: Schedule, absences: Sequence[Absence] = ()) -> None:
        self.schedule = schedule
        self.absences = tuple(absences)
        self._plan = replace(schedule, exceptions=(), shadows=())

    @cached_property
    def _laid(self) -> dict[Seat, Painting]:
        made = in_order(self.schedule.exceptions)
        return {seat: Painting(e for e in made if e.seat is seat) for seat in Seat}

    def plan(self, begin: datetime, end: datetime) -> list[Band]:
        """The turns as they were planned, whole ones that touch the time, the Manager's first."""
        shifts = self._plan.shifts_between(begin, end)
        found: list[Band] = []
        for seat in Seat:
            for shift in shifts:
                person = shift.turn.of(seat)
                found.append(
                    Band(seat=seat, responder=person, starts_at=shift.starts_at, ends_at=shift.ends_at)
                )
        return found

    def laid_over(self, begin: datetime, end: datetime) -> list[Band]:
        """The exceptions as far as they show: of several, the latest made."""
        found: list[Band] = []
        for painting in self._laid.values():
            at: datetime | None = begin
            while at is not None and at < end:
                exception, since, until = painting.look(at)
                if exception is not None:
                    found.append(_shown(exception, since, until))
                at = until
        return found

    def band_at(self, seat: Seat, at: datetime) -> Band | None:
        """What shows there: an exception, or else the plan; None where nobody is on duty."""
        exception, since, until = self._laid[seat].look(at)
        if exception is not None:
            return _shown(exception, since, until)
        shift = self._plan.shift_at(at)
        if shift is None:
            return None
        return Band(
            seat=seat, responder=shift.turn.of(seat), starts_at=shift.starts_at, ends_at=shift.ends_at
        )

    def beside(self, begin: datetime, end: datetime) -> list[Beside]:
        """Shadows, then absences, that touch the time; each in the order of their beginning."""
        shadows = [
            Beside(shadow.responder, shadow.starts_at, shadow.ends_at, shadow=shadow)
            for shadow in sorted(self.schedule.shadows, key=lambda s: s.starts_at)
            if shadow.starts_at < end and shadow.ends_at > begin
        ]
        absent = [
            Beside(absence.responder, absence.starts_at, absence.ends_at, absence=absence)
            for absence in sorted(self.absences, key=lambda a: a.starts_at)
            if absence.starts_at < end and absence.ends_at > begin
        ]
        return shadows + absent


def _shown(exception: ShiftException, since: datetime | None, until: datetime | None) -> Band:
    return Band(
        seat=exception.seat,
        responder=exception.responder,
        starts_at=since or exception.starts_at,
        ends_at=until or exception.ends_at,
        exception=exception,
    )


def stacked(beside: Sequence[Beside], lines: int) -> tuple[list[tuple[int, Beside]], int]:
    """Each with the line on which it has room, the first that is free; and for how many there was none."""
    free_from: list[datetime | None] = [None] * lines
    placed: list[tuple[int, Beside]] = []
    left_out = 0
    for one in sorted(beside, key=lambda b: b.starts_at):
        for number, free in enumerate(free_from):
            if free is None or free <= one.starts_at:
                free_from[number] = one.ends_at
                placed.append((number, one))
                break
        else:
            left_out += 1
    return placed, left_out
