"""How what being on duty costs is spread: for each person over a time, by seat, nights, weekends, holidays.

What nobody counted has no column: a zero would be a lie.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from statistics import fmean

from desktop.core.incident.page import PageReason
from desktop.core.retro.incident_hours import IncidentHours
from desktop.core.retro.page_log import all_in_all
from desktop.core.retro.page_row import PageRow
from desktop.core.retro.recovery import RecoveryHours
from desktop.core.schedule.schedule import Schedule, Shift
from desktop.core.schedule.shift_burden import NO_BURDEN, Burden, burden
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one person had. `manager` and `engineer` are turns in which they had the seat for any time;
    `on_duty` is all their time, once where they had both seats."""

    id: str
    manager: int = 0
    engineer: int = 0
    on_duty: timedelta = timedelta(0)
    burden: Burden = NO_BURDEN


def shares(
    team: Team,
    begin: datetime,
    end: datetime,
    holidays: Sequence[date] = (),
    also: Collection[str] = (),
) -> list[Share]:
    """For everybody on the roster who is in the rotation, was on duty, or is one of `also`, in the roster's
    order; nights and weekends by their own clocks."""
    schedule = team.schedule
    shifts = [_within(s, begin, end) for s in schedule.shifts_between(begin, end)]
    named = {person for shift in shifts for person in (shift.turn.manager, shift.turn.engineer)}
    named |= {person for turn in schedule.turns for person in (turn.manager, turn.engineer)}
    named |= set(also)
    return [
        _share(responder.id, responder.zone, shifts, schedule, holidays)
        for responder in team.roster.responders
        if responder.id in named
    ]


def pages_of(rows: Sequence[PageRow]) -> dict[str, dict[str, float]]:
    """For each person the pages that were sent to them, and the nights in which one found them asleep; not
    those that they got as a shadow, which count for nothing."""
    by_person: dict[str, list[PageRow]] = {}
    for row in rows:
        if row.reason is PageReason.SHADOW:
            continue
        by_person.setdefault(row.responder, []).append(row)
    sums = {person: all_in_all(own) for person, own in by_person.items()}
    return {
        tr("Pages"): {person: found.pages for person, found in sums.items()},
        tr("Sleep interrupted"): {person: found.nights for person, found in sums.items()},
    }


def hours_of(worked: IncidentHours) -> dict[str, dict[str, float]]:
    """For each person the hours in which they held a seat of an incident, to a tenth."""
    return {tr("Hours on incidents"): {who: round(hours, 1) for who, hours in worked.hours.items()}}


def rest_of(taken: RecoveryHours) -> dict[str, dict[str, float]]:
    """For each person the hours that they rested after nights."""
    return {recovery_name(): dict(taken.hours)}


def recovery_name() -> str:
    """What its column is called. It ranks nobody: who rests more is not worse."""
    return tr("Recovery hours")


def _within(shift: Shift, begin: datetime, end: datetime) -> Shift:
    since, until = max(shift.starts_at, begin), min(shift.ends_at, end)
    return Shift(turn=shift.turn, starts_at=since, ends_at=until)


def _share(
    person: str, zone_name: str, shifts: Sequence[Shift], schedule: Schedule, holidays: Sequence[date]
) -> Share:
    turns: dict[Seat, set[datetime | None]] = {seat: set() for seat in Seat}
    times: list[tuple[datetime, datetime]] = []
    for shift in shifts:
        if shift.seat_of(person) is None:
            continue
        for seat in Seat:
            if shift.turn.of(seat) == person:
                turns[seat].add(schedule.turn_ends_at(shift.starts_at))
        if times and times[-1][1] == shift.starts_at:
            times[-1] = (times[-1][0], shift.ends_at)
        else:
            times.append((shift.starts_at, shift.ends_at))
    total = NO_BURDEN
    for since, until in times:
        total += burden(since, until, zone_name, frozenset(holidays))
    return Share(
        id=person,
        manager=len(turns[Seat.MANAGER]),
        engineer=len(turns[Seat.ENGINEER]),
        on_duty=sum((until - since for since, until in times), timedelta(0)),
        burden=total,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FairColumn:
    """A measure: a value for each row, as it is written, and their mean. One that does not rank is no order
    to sort people by."""

    name: str
    values: tuple[float, ...]
    words: tuple[str, ...]
    ranks: bool = True

    @property
    def mean(self) -> float:
        return fmean(self.values) if self.values else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FairTable:
    """`people` are the rows, `ids` theirs; `bars` splits the first column by seat for the chart."""

    ids: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    columns: tuple[FairColumn, ...] = ()
    bars: tuple[tuple[int, int], ...] = ()


def fair_table(
    found: Sequence[Share],
    team: Team,
    viewer: Viewer,
    *,
    with_holidays: bool,
    counted: Mapping[str, Mapping[str, float]] | None = None,
) -> FairTable:
    """The table. `counted`: further measures by their names, each by person, as far as somebody counted
    them."""
    columns = [
        _column(tr("Shifts"), [s.manager + s.engineer for s in found]),
        _column(tr("Manager"), [s.manager for s in found]),
        _column(tr("Engineer"), [s.engineer for s in found]),
        _hours(found),
        _column(tr("Nights"), [s.burden.nights for s in found]),
        _column(tr("Weekends"), [s.burden.weekends for s in found]),
    ]
    if with_holidays:
        columns.append(_column(tr("Holidays"), [s.burden.holidays for s in found]))
    for name, values in (counted or {}).items():
        column = _column(name, [values.get(s.id, 0) for s in found])
        columns.append(replace(column, ranks=name != recovery_name()))
    return FairTable(
        ids=tuple(s.id for s in found),
        people=tuple(
            tr("{name} (you)").format(name=team.roster.name(s.id))
            if s.id == viewer.me
            else team.roster.name(s.id)
            for s in found
        ),
        columns=tuple(columns),
        bars=tuple((s.manager, s.engineer) for s in found),
    )


def _column(name: str, values: Sequence[float]) -> FairColumn:
    return FairColumn(name=name, values=tuple(values), words=tuple(f"{value:g}" for value in values))


def _hours(found: Sequence[Share]) -> FairColumn:
    hours = [s.on_duty / timedelta(hours=1) for s in found]
    return FairColumn(
        name=tr("Hours on duty"), values=tuple(hours), words=tuple(f"{hour:.0f}" for hour in hours)
    )


def fairness_words(table: FairTable) -> str:
    """Who has the most and who the least nights, against the mean; the picture in a sentence."""
    nights = next((column for column in table.columns if column.name == tr("Nights")), None)
    if nights is None or len(table.people) < 2:
        return ""
    most, least = max(nights.values), min(nights.values)
    if most == least:
        return tr("Everybody has {n} nights on duty.").format(n=f"{most:g}")
    top = table.people[nights.values.index(most)]
    low = table.people[nights.values.index(least)]
    words = tr("Nights on duty: {mean} on average; most for {top} ({most}), least for {low} ({least}).")
    return words.format(mean=f"{nights.mean:.1f}", top=top, most=f"{most:g}", low=low, least=f"{least:g}")
