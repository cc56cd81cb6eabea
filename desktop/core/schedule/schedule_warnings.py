"""What people should know about a schedule before they agree to it. Warnings, never walls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desktop.core.schedule.absence import Absence
from desktop.core.schedule.schedule import Schedule, Shift
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team

SHORTEST_REST = timedelta(hours=12)
"""Between two times on duty; the European working time directive asks for 11 hours a day."""
LONGEST_STRETCH = timedelta(days=7)
"""On duty without rest; longer is two shifts in a row, unless one turn of the rotation is longer."""
SPARE = timedelta(hours=2)
"""A week in which clocks are put back is no longer than a week."""
_AROUND = timedelta(days=32)
"""So much before and after is looked at for rest."""


class WarningKind(StrEnum):
    """What is not as it should be."""

    GAP = "gap"
    """Nobody is on duty."""
    NOT_PAGEABLE = "not_pageable"
    """The roster does not know the person any more, or as an observer: level 1 is skipped for the seat."""
    ABSENT = "absent"
    """On duty while away."""
    BOTH_SEATS = "both_seats"
    """One person is the pair."""
    ONE_TEAM = "one_team"
    """Both of the pair are of one (sub-)team."""
    SHORT_REST = "short_rest"
    """Less than SHORTEST_REST between two times on duty: `starts_at` to `ends_at` is the rest."""
    IN_A_ROW = "in_a_row"
    """On duty for longer than LONGEST_STRETCH: two shifts in a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleWarning:
    """`kind` says what; `responder` is empty for a gap, `seat` None where it concerns no single one.
    `partner` is the other one where it concerns two, and `team` what they have in common."""

    kind: WarningKind
    starts_at: datetime
    ends_at: datetime
    responder: str = ""
    seat: Seat | None = None
    partner: str = ""
    team: str = ""


def warnings_of(
    team: Team,
    begin: datetime,
    end: datetime,
    absences: Iterable[Absence] = (),
    schedule: Schedule | None = None,
) -> tuple[ScheduleWarning, ...]:
    """All warnings that touch the time from `begin` until before `end`, in the order of their beginning.
    `schedule`: as if the team had this one, to warn before something is agreed to."""
    schedule = schedule or team.schedule
    shifts = schedule.shifts_between(begin - _AROUND, end + _AROUND)
    found = [
        *_gaps(shifts, begin, end),
        *_of_shifts(shifts, team),
        *_absent(shifts, absences),
        *_rest(shifts, schedule),
    ]
    touching = [warning for warning in found if warning.starts_at < end and warning.ends_at > begin]
    return tuple(sorted(touching, key=lambda w: (w.starts_at, w.kind, w.responder)))


def new_warnings(
    before: Sequence[ScheduleWarning], after: Sequence[ScheduleWarning]
) -> list[ScheduleWarning]:
    """Those that were not there before: what a change is to blame for."""
    known = set(before)
    return [warning for warning in after if warning not in known]


def _gaps(shifts: Sequence[Shift], begin: datetime, end: datetime) -> Iterator[ScheduleWarning]:
    at = begin
    for shift in shifts:
        if at < shift.starts_at and at < end:
            yield ScheduleWarning(kind=WarningKind.GAP, starts_at=at, ends_at=min(shift.starts_at, end))
        at = max(at, shift.ends_at)
    if at < end:
        yield ScheduleWarning(kind=WarningKind.GAP, starts_at=at, ends_at=end)


def _of_shifts(shifts: Sequence[Shift], team: Team) -> Iterator[ScheduleWarning]:
    for shift in shifts:
        turn, begin, end = shift.turn, shift.starts_at, shift.ends_at
        if turn.manager == turn.engineer:
            yield ScheduleWarning(
                kind=WarningKind.BOTH_SEATS, responder=turn.manager, starts_at=begin, ends_at=end
            )
        if shared := team.roster.team_of_both(turn.manager, turn.engineer):
            yield ScheduleWarning(
                kind=WarningKind.ONE_TEAM,
                responder=turn.manager,
                partner=turn.engineer,
                team=shared,
                starts_at=begin,
                ends_at=end,
            )
        for seat in Seat:
            if not team.roster.can_be_paged(turn.of(seat)):
                yield ScheduleWarning(
                    kind=WarningKind.NOT_PAGEABLE,
                    responder=turn.of(seat),
                    seat=seat,
                    starts_at=begin,
                    ends_at=end,
                )


def _absent(shifts: Sequence[Shift], absences: Iterable[Absence]) -> Iterator[ScheduleWarning]:
    away: dict[str, list[Absence]] = {}
    for absence in absences:
        away.setdefault(absence.responder, []).append(absence)
    for shift in shifts:
        for seat in Seat:
            person = shift.turn.of(seat)
            for absence in away.get(person, ()):
                begin = max(absence.starts_at, shift.starts_at)
                end = min(absence.ends_at, shift.ends_at)
                if begin < end:
                    yield ScheduleWarning(
                        kind=WarningKind.ABSENT, responder=person, seat=seat, starts_at=begin, ends_at=end
                    )


def _rest(shifts: Sequence[Shift], schedule: Schedule) -> Iterator[ScheduleWarning]:
    for person, times in stretches(shifts).items():
        before: datetime | None = None
        for begin, end in times:
            if before is not None and begin - before < SHORTEST_REST and _other_turn(schedule, before, begin):
                yield ScheduleWarning(
                    kind=WarningKind.SHORT_REST, responder=person, starts_at=before, ends_at=begin
                )
            before = end
            if end - begin > max(LONGEST_STRETCH, schedule.turn_length_at(begin)) + SPARE:
                yield ScheduleWarning(
                    kind=WarningKind.IN_A_ROW, responder=person, starts_at=begin, ends_at=end
                )


def _other_turn(schedule: Schedule, before: datetime, begin: datetime) -> bool:
    """Whether a hand-over lies between: an hour off in one's own shift is a relief, and no lack of rest."""
    ended = schedule.turn_ends_at(before - timedelta(microseconds=1))
    return ended is not None and ended <= begin


def stretches(shifts: Sequence[Shift]) -> dict[str, list[tuple[datetime, datetime]]]:
    """For each person from when until when they are on duty without a break, in whichever seat."""
    found: dict[str, list[tuple[datetime, datetime]]] = {}
    for shift in shifts:
        for person in {shift.turn.manager, shift.turn.engineer}:
            times = found.setdefault(person, [])
            if times and times[-1][1] == shift.starts_at:
                times[-1] = (times[-1][0], shift.ends_at)
            else:
                times.append((shift.starts_at, shift.ends_at))
    return found
