"""What a rotation goes by beside what is filled in: holidays, what everybody had, who is away, who is new.

Whoever came lately did not have what others had before: that is no debt. They are taken to have had as much
as the others on the average, until they took turns themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from desktop.core.schedule.absence import Absence
from desktop.core.schedule.rotation import Load, RotationPerson
from desktop.core.schedule.rotation_figures import figures_of, load_of
from desktop.core.schedule.shift import Shift
from desktop.core.schedule.shift_burden import Burden
from desktop.core.team.team import Team
from desktop.core.zones import instant, zone

HISTORY = timedelta(weeks=26)
"""So far back shifts count as what somebody had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """`holidays` are those of the person's country and region, else the office's. `load` None: had no shift,
    so there is nothing to make up for. `starts_on` is when they came to the roster, and no shift of theirs
    begins before; None: they were always there."""

    id: str
    holidays: tuple[date, ...] = ()
    load: Load | None = None
    starts_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationFacts:
    """For everybody on the roster. `published` are the shifts of the weeks before `begin`, in order;
    `absences` those that touch the time from `begin` until before `end`; `problems`: what could not be found,
    and why."""

    begin: datetime
    end: datetime
    people: tuple[PersonFacts, ...] = ()
    published: tuple[Shift, ...] = ()
    absences: tuple[Absence, ...] = ()
    problems: tuple[str, ...] = ()


def facts_of(
    team: Team,
    begin: datetime,
    end: datetime,
    absences: Iterable[Absence],
    holidays: Mapping[str, tuple[date, ...]],
    problems: Iterable[str] = (),
    joined: Mapping[str, date] | None = None,
) -> RotationFacts:
    """`holidays` by the person's id, for those of whom a country is known; `joined` is when somebody came, of
    those who were not always there."""
    joined = joined or {}
    past = tuple(
        # A shift that would run on is cut short by the new plan.
        replace(shift, ends_at=min(shift.ends_at, begin))
        for shift in team.schedule.shifts_between(begin - HISTORY, begin)
    )
    office = (*team.urgency.office.holidays, *team.urgency.office.closed)
    people = [
        RotationPerson(id=r.id, name=r.name, zone=r.zone, holidays=holidays.get(r.id, office))
        for r in team.roster.responders
    ]
    had = {figures.id: load_of(figures) for figures in figures_of(past, people)}
    return RotationFacts(
        begin=begin,
        end=end,
        people=tuple(
            PersonFacts(
                id=person.id,
                holidays=person.holidays,
                load=_with_what_others_had(team, person, joined, past, people, had[person.id]),
                starts_on=joined.get(person.id),
            )
            for person in people
        ),
        published=past,
        absences=tuple(a for a in absences if a.starts_at < end and a.ends_at > begin),
        problems=tuple(problems),
    )


def _with_what_others_had(
    team: Team,
    person: RotationPerson,
    joined: Mapping[str, date],
    past: Sequence[Shift],
    people: Sequence[RotationPerson],
    own: Load,
) -> Load | None:
    """Their load; None when they had no shift."""
    if not own.shifts:
        return None
    if person.id not in joined or not past:
        return own
    since = _takes_turns_since(team, person.id, joined[person.id])
    before = [shift for shift in past if shift.starts_at < since]
    others = [other for other in people if other.id not in joined]
    had = [load_of(f) for f in figures_of(before, others) if f.shifts]
    if not had:
        return own

    def mean(amount: Callable[[Load], int]) -> int:
        return round(sum(amount(load) for load in had) / len(had))

    return Load(
        manager=own.manager + mean(lambda load: load.manager),
        engineer=own.engineer + mean(lambda load: load.engineer),
        burden=own.burden
        + Burden(
            nights=mean(lambda load: load.burden.nights),
            weekends=mean(lambda load: load.burden.weekends),
            holidays=mean(lambda load: load.burden.holidays),
        ),
    )


def _takes_turns_since(team: Team, person: str, joined: date) -> datetime:
    """When they came, or later: when the first plan began that names them."""
    schedule = team.schedule
    came_at = instant(joined, time(0), zone(schedule.zone))
    if any(person in (turn.manager, turn.engineer) for turn in schedule.turns):
        return came_at
    plans = (
        s.starts_at for s in schedule.published if any(person in (t.manager, t.engineer) for t in s.turns)
    )
    return max(came_at, min(plans, default=came_at))
