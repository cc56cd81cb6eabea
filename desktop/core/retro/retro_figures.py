"""The numbers of the retro: what a week, or several, come to. All of them are made here, and nowhere else.

Everything counts once, in the week of one instant of its own, so that weeks add up, and what is written
later changes one week only:

    a page                                when it was attempted
    an incident, who was drawn into it    when it opened
    an answer, an update, both seats      when it happened
    a climb                               when its first page was sent
    a night                               on the date of its evening, by the calendar of who was woken
    how it ended, verdicts, steps         when the incident was resolved

Repeats alone look back: what was left open the last time and is written down since is no debt any more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.core.closing.left_out import disagree, to_discuss
from desktop.core.incident.incident import Incident
from desktop.core.retro.morale import MoraleFigures
from desktop.core.retro.nights import night_of
from desktop.core.retro.retro_incident import (
    Climb,
    Mentioned,
    ToldIncident,
    climbs,
    drawn_in,
    had_both,
    is_undecided,
    mention,
    updates,
    waits,
)
from desktop.core.retro.retro_trouble import Repeat, Trouble, repeats
from desktop.core.retro.retro_week import Week
from desktop.core.retro.spread import NO_SPREAD, Spread, spread
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.telling.notice import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonNights:
    """In so many nights this person was paged between 22:00 and 08:00 of their clock, however often."""

    responder: str
    nights: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledFor:
    """In so many incidents this person was called in by name."""

    responder: str
    incidents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFigures:
    """One service. `called`: whom its incidents called in, most often first; `without_run_book`: in so
    many of its incidents no run-book was worked through."""

    service: str
    incidents: int
    called: tuple[CalledFor, ...] = ()
    without_run_book: int = 0

    @property
    def same_person(self) -> float | None:
        """The share of its incidents in which the one who is called in most often was; None: nobody ever
        was."""
        return self.called[0].incidents / self.incidents if self.called else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetroFigures:
    """What a time comes to. `starts_on` is its Monday. `manager` and `engineer`: from a seat's first page
    until somebody claims it. `resolved`: from opening to the end. `drawn_in`: people beyond the pair, counted
    in each incident anew. Of the incidents that ended, `documented` and `automated` may both be true,
    `neither` was said, `unsaid` was nothing. `left_out` counts closing steps. `unproven`: shifts that began
    without a sound check; None: not known. `recovery_days`: how many days people took to recover from nights,
    all together; None: nobody ever noted one by then. `morale` None: not asked."""

    starts_on: date
    pages: int = 0
    incidents: int = 0
    manager: Spread = NO_SPREAD
    engineer: Spread = NO_SPREAD
    resolved: Spread = NO_SPREAD
    climbs: tuple[Climb, ...] = ()
    nights: tuple[PersonNights, ...] = ()
    updates_on_time: int = 0
    updates_late: int = 0
    undecided: tuple[Mentioned, ...] = ()
    disputed: tuple[Mentioned, ...] = ()
    documented: int = 0
    automated: int = 0
    neither: int = 0
    unsaid: int = 0
    repeats: tuple[Repeat, ...] = ()
    both_seats: tuple[Mentioned, ...] = ()
    drawn_in: int = 0
    services: tuple[ServiceFigures, ...] = ()
    left_out: int = 0
    unproven: int | None = None
    recovery_days: float | None = None
    morale: MoraleFigures | None = None

    @property
    def nights_disturbed(self) -> int:
        """Of all together."""
        return sum(person.nights for person in self.nights)

    @property
    def woken(self) -> int:
        """How many people climbing seats woke, each counted once for each climb."""
        return sum(len(climb.woken) for climb in self.climbs)

    @property
    def hours_lost(self) -> timedelta:
        """To what came again though it could have been written down."""
        return sum((repeat.lost for repeat in self.repeats), timedelta())

    @property
    def drawn_in_each(self) -> float | None:
        """People beyond the pair for an incident; None without incidents."""
        return self.drawn_in / self.incidents if self.incidents else None


def retro_figures(
    week: Week,
    told: Sequence[ToldIncident],
    team: Team,
    notices: Iterable[Notice] = (),
    earlier: Iterable[Trouble] = (),
    unproven: int | None = None,
) -> RetroFigures:
    """The figures of `week`. `told` are at least the incidents that opened or were resolved or ran in it or
    were paged for on the days around it, more do no harm; `earlier`: the troubles before them, for repeats.
    """
    shown = list(notices)
    opened = [one for one in told if week.holds(one.incident.opened_at)]
    over = [one.incident for one in told if one.incident.resolved_at and week.holds(one.incident.resolved_at)]
    waited = {seat: [wait for one in told for wait in waits(one, seat, week)] for seat in Seat}
    on_time, late = zip(*(updates(one, week) for one in told), strict=True) if told else ((), ())
    outcomes = [incident.outcome for incident in over]
    left = (to_discuss(incident, shown) for incident in over)
    return RetroFigures(
        starts_on=week.monday,
        pages=sum(week.holds(page.attempted_at) for one in told for page in one.pages),
        incidents=len(opened),
        manager=spread(waited[Seat.MANAGER]),
        engineer=spread(waited[Seat.ENGINEER]),
        resolved=spread(i.resolved_at - i.opened_at for i in over if i.resolved_at is not None),
        climbs=tuple(climb for one in told for climb in climbs(one, team, week)),
        nights=_nights(told, team, week),
        updates_on_time=sum(on_time),
        updates_late=sum(late),
        undecided=_mentioned(one.incident for one in opened if is_undecided(one)),
        disputed=_mentioned(incident for incident in over if disagree(incident.verdicts)),
        documented=sum(bool(outcome and outcome.documented) for outcome in outcomes),
        automated=sum(bool(outcome and outcome.automated) for outcome in outcomes),
        neither=sum(bool(outcome and outcome.is_neither) for outcome in outcomes),
        unsaid=sum(not (o and (o.documented or o.automated or o.is_neither)) for o in outcomes),
        repeats=repeats([one.incident for one in opened], earlier),
        both_seats=_mentioned(one.incident for one in told if had_both(one, week)),
        drawn_in=sum(len(drawn_in(one)) for one in opened),
        services=_services([one.incident for one in opened]),
        left_out=sum(len(one.steps) for one in left if one is not None),
        unproven=unproven,
    )


def _mentioned(incidents: Iterable[Incident]) -> tuple[Mentioned, ...]:
    return tuple(mention(incident) for incident in sorted(incidents, key=lambda one: one.number))


def _nights(told: Iterable[ToldIncident], team: Team, week: Week) -> tuple[PersonNights, ...]:
    """In the order of the roster: it is the team's burden and no ranking."""
    found = (night_of(page, team) for one in told for page in one.pages)
    nights = {night for night in found if night is not None and week.holds_day(night[1])}
    counted = Counter(person for person, _ in nights)
    return tuple(
        PersonNights(responder=person.id, nights=counted[person.id])
        for person in team.roster.responders
        if counted[person.id]
    )


def _services(incidents: Iterable[Incident]) -> tuple[ServiceFigures, ...]:
    """By name."""
    by_service = _grouped(incidents, lambda incident: incident.service)
    found = []
    for service in sorted(by_service):
        mine = by_service[service]
        called = Counter(person for one in mine for person in {call.responder for call in one.call_ins})
        ordered = sorted(called.items(), key=lambda item: (-item[1], item[0]))
        found.append(
            ServiceFigures(
                service=service,
                incidents=len(mine),
                called=tuple(CalledFor(responder=person, incidents=n) for person, n in ordered),
                without_run_book=sum(not one.work for one in mine),
            )
        )
    return tuple(found)


def _grouped(incidents: Iterable[Incident], key: Callable[[Incident], str]) -> dict[str, list[Incident]]:
    found: dict[str, list[Incident]] = defaultdict(list)
    for incident in incidents:
        found[key(incident)].append(incident)
    return found
