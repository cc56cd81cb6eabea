"""What a rotation goes by beside what is filled in: holidays, what everybody had, who is away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from desktop.core.schedule.absence import Absence
from desktop.core.schedule.rotation import Load, RotationPerson
from desktop.core.schedule.rotation_figures import figures_of, load_of
from desktop.core.schedule.shift import Shift
from desktop.core.team.team import Team

HISTORY = timedelta(weeks=26)
"""So far back shifts count as what somebody had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """`holidays` are those of the person's country and region, else the office's. `load` None: had no shift,
    so they are new. `starts_on`: no shift of theirs begins before; None: they can begin at any time."""

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
) -> RotationFacts:
    """`holidays` by the person's id, for those of whom a country is known."""
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
    return RotationFacts(
        begin=begin,
        end=end,
        people=tuple(
            PersonFacts(id=person.id, holidays=person.holidays, load=load_of(had) if had.shifts else None)
            for person, had in zip(people, figures_of(past, people), strict=True)
        ),
        published=past,
        absences=tuple(a for a in absences if a.starts_at < end and a.ends_at > begin),
        problems=tuple(problems),
    )
