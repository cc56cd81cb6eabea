"""Debts: trouble that came again though it was left neither documented nor automated, and what it cost until
now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from desktop.core.incident.page import Page
from desktop.core.retro.incident_hours import HeldSeat, incident_hours
from desktop.core.retro.nights import night_of
from desktop.core.retro.retro_trouble import Repeat, Trouble, trouble_marks
from desktop.core.team.team import Team

DEBT_DEFINITION = (
    "Hours lost are person-hours: the time in which somebody held a seat of these incidents while they ran,"
    " since the first of them. Whoever held both seats, or seats of two of them at once, spent that time"
    " once. Nobody's hours are counted who helped without a seat, nor what was done afterwards. A debt is"
    " paid when the last word on any of its incidents is that it is documented or automated."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedOn:
    """So long this person held a seat of them."""

    responder: str
    spent: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """One trouble. `incident_id` is its last incident; `numbers` are all until now, `again` those of the
    week. `lost` is told by `DEBT_DEFINITION`. `woken` people were paged in their night, in `nights` of
    different people together. `worked`: who held a seat, in the order of the roster, for it is no ranking."""

    incident_id: UUID
    title: str
    service: str
    numbers: tuple[int, ...]
    again: tuple[int, ...]
    since: datetime
    lost: timedelta
    woken: int = 0
    nights: int = 0
    worked: tuple[WorkedOn, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What was spent on an incident: seats that were held, and pages that were sent."""

    held: Sequence[HeldSeat] = ()
    pages: Sequence[Page] = ()


def debts(
    found: Iterable[Repeat], known: Iterable[Trouble], spent: Mapping[UUID, Spent], team: Team
) -> tuple[Debt, ...]:
    """Those of the repeats that are not paid, the one with most hours first.

    `known` are all incidents with their trouble, also those that came later: a debt may be paid by the last
    word on any of them. `spent` is by the incident's id; one that is missing cost nothing.
    """
    known = list(known)
    by_number = {one.number: one for one in known}
    by_mark: dict[str, list[Trouble]] = defaultdict(list)
    for one in known:
        for mark in trouble_marks(one):
            by_mark[mark].append(one)
    made = []
    for repeat in found:
        numbers = tuple(sorted({*repeat.earlier, *repeat.numbers}))
        ours = [by_number[number] for number in numbers if number in by_number]
        alike = {one.id: one for mine in ours for mark in trouble_marks(mine) for one in by_mark[mark]}
        if not is_paid(alike.values()):
            made.append(_debt(repeat, numbers, ours, spent, team))
    return tuple(sorted(made, key=lambda debt: (-debt.lost, debt.numbers)))


def is_paid(incidents: Iterable[Trouble]) -> bool:
    """Whether the last word on any of these, by when it was said, is that it is documented or automated."""
    words = [
        (one.outcome.at, one.number, bool(one.outcome.documented or one.outcome.automated))
        for one in incidents
        if one.outcome is not None and (one.outcome.documented is not None or one.outcome.automated)
    ]
    return bool(words) and max(words)[2]


def _debt(
    repeat: Repeat,
    numbers: tuple[int, ...],
    ours: Sequence[Trouble],
    spent: Mapping[UUID, Spent],
    team: Team,
) -> Debt:
    held = [seat for one in ours for seat in spent.get(one.id, Spent()).held]
    pages = [page for one in ours for page in spent.get(one.id, Spent()).pages]
    nights = {night for night in (night_of(page, team) for page in pages) if night is not None}
    begin = min((seat.starts_at for seat in held), default=ours[0].opened_at)
    end = max((seat.ends_at for seat in held), default=begin)
    hours = incident_hours(held, begin, end).hours
    roster = [person.id for person in team.roster.responders]
    people = [*(who for who in roster if who in hours), *(who for who in hours if who not in roster)]
    worked = tuple(WorkedOn(responder=who, spent=_whole(hours[who])) for who in people)
    return Debt(
        incident_id=repeat.incident_id,
        title=repeat.title,
        service=repeat.service,
        numbers=numbers,
        again=repeat.numbers,
        since=min(one.opened_at for one in ours),
        lost=sum((one.spent for one in worked), timedelta()),
        woken=len({person for person, _ in nights}),
        nights=len(nights),
        worked=worked,
    )


def _whole(hours: float) -> timedelta:
    """To the second: hours are told as fractions."""
    return timedelta(seconds=round(hours * 3600))
