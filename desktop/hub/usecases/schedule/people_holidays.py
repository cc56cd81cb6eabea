"""The public holidays of people's countries, for rotations that part them evenly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.core.team.responder import Responder
from desktop.hub.usecases.errors import BadUrgency
from desktop.hub.usecases.schedule.holidays import known_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleHolidays:
    """`dates` by the person's id, for those of whom a country is known; `problems`: whose holidays could not
    be found, and why."""

    dates: dict[str, tuple[date, ...]]
    problems: tuple[str, ...] = ()


async def holidays_of(people: Iterable[Responder], today: date) -> PeopleHolidays:
    """From this year on for as long as `known_of` knows them. Each place is looked up once, all of them
    by one process."""
    places: dict[tuple[str, str], list[Responder]] = {}
    for person in people:
        if person.country:
            places.setdefault((person.country, person.region), []).append(person)
    dates: dict[str, tuple[date, ...]] = {}
    problems: list[str] = []
    try:
        found = await known_of(tuple(places), today)
    except BadUrgency as error:
        return PeopleHolidays(dates={}, problems=(f"{error.sentence} {error.remedy}",))
    for known, residents in zip(found, places.values(), strict=True):
        if known.sentence:
            names = ", ".join(person.name for person in residents)
            problems.append(f"{names}: {known.sentence} {known.remedy}")
        else:
            dates |= dict.fromkeys((person.id for person in residents), known.dates)
    return PeopleHolidays(dates=dates, problems=tuple(problems))
