"""Half a year of a team that learns: fewer pages, sooner answers, nobody without whom nothing works; with the
gaps that a real half year has."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from desktop.core.retro.morale import MoraleFigures
from desktop.core.retro.retro_figures import CalledFor, PersonNights, RetroFigures, ServiceFigures
from desktop.core.retro.retro_incident import Climb, Mentioned
from desktop.core.retro.retro_trouble import Repeat
from desktop.core.retro.retro_week import Week
from desktop.core.retro.spread import Spread
from desktop.core.retro.trends import Trends, trends
from desktop.core.retro.uptime import ServiceUptime, WeekUptime, rolling
from desktop.core.team.seat import Seat

MINUTE = timedelta(minutes=1)
SERVICES = ("checkout-api", "mailer", "search", "storage")


def plausible_weeks(
    monday: date, told_at: datetime, weeks: int = 26, unwatched: int = 2, services: tuple[str, ...] = SERVICES
) -> Trends:
    """The weeks until the one of `monday`. Nobody watched in the first `unwatched`; in one week nothing
    happened."""
    dice = random.Random(11)
    last = Week(monday=monday, zone="Europe/Berlin")
    row = [last.moved(-n) for n in range(weeks - 1, -1, -1)]
    figures = {
        week.monday: _figures(
            week, number / max(1, weeks - 1), dice, services, quiet=number == weeks * 2 // 3
        )
        for number, week in enumerate(row)
        if number >= unwatched
    }
    return trends(row, figures, [_uptime(one, row, unwatched, dice) for one in services], told_at)


def _figures(
    week: Week, age: float, dice: random.Random, services: tuple[str, ...], *, quiet: bool
) -> RetroFigures:
    """`age` goes from 0, the worst, to 1."""
    if quiet:
        return RetroFigures(starts_on=week.monday, unproven=0, recovery_days=0)

    def some(then: float, now: float, rough: float = 0.25) -> int:
        return max(0, round((then + (now - then) * age) * dice.uniform(1 - rough, 1 + rough)))

    def spread(then: float, now: float, tail: float) -> Spread:
        median = (then + (now - then) * age) * dice.uniform(0.75, 1.3) * MINUTE
        return Spread(count=9, median=median, ninetieth=median * dice.uniform(tail - 1, tail + 1))

    incidents = some(19, 11)
    who = Mentioned(incident_id=UUID(int=1), number=1, title="Checkout fails")
    climb = Climb(incident=who, seat=Seat.MANAGER, level=2, paged=("mei", "dmitri"), woken=("mei",))
    repeat = Repeat(
        incident_id=who.incident_id,
        title=who.title,
        service="search",
        numbers=(1,),
        earlier=(),
        lost=timedelta(hours=9),
        lost_again=timedelta(hours=dice.uniform(0.5, 3)),
    )
    ended = some(18, 11)
    documented = min(ended, some(2, 7))
    automated = min(ended - documented, some(0, 3))
    neither = min(ended - documented - automated, some(9, 1))
    answers = dice.randint(3, 7)
    return RetroFigures(
        starts_on=week.monday,
        pages=some(70, 31),
        incidents=incidents,
        manager=spread(3.4, 1.2, 4),
        engineer=spread(2.8, 1.0, 4),
        resolved=spread(65, 34, 5),
        climbs=(climb,) * some(6, 1),
        nights=(PersonNights(responder="ana", nights=some(9, 3)),),
        updates_on_time=some(22, 30),
        updates_late=some(9, 1),
        undecided=(who,) * some(7, 1),
        disputed=(who,) * some(3, 1),
        documented=documented,
        automated=automated,
        neither=neither,
        unsaid=ended - documented - automated - neither,
        repeats=(repeat,) * some(5, 1),
        both_seats=(who,) * some(2, 0),
        drawn_in=round(incidents * (2.6 - 1.9 * age) * dice.uniform(0.8, 1.2)),
        services=tuple(_service(name, n, age, dice) for n, name in enumerate(services)),
        left_out=some(12, 4),
        unproven=some(4, 0),
        morale=MoraleFigures(answers=answers, moods=_moods(answers, age, dice), slept=(1, 1, 1)),
        recovery_days=some(1, 4, 0.6) / 2,
    )


def _moods(answers: int, age: float, dice: random.Random) -> tuple[int, ...]:
    found = [0] * 5
    for _ in range(answers):
        found[min(4, max(0, round(1.6 + 1.8 * age + dice.uniform(-1, 1))))] += 1
    return tuple(found)


def _service(name: str, number: int, age: float, dice: random.Random) -> ServiceFigures:
    incidents = dice.randint(2, 6)
    called = min(incidents, round(incidents * (1 - 0.8 * age) * dice.uniform(0.6, 1.1))) if number < 3 else 0
    return ServiceFigures(
        service=name,
        incidents=incidents,
        called=(CalledFor(responder="priya", incidents=called),) if called else (),
        without_run_book=min(incidents, round(incidents * (0.9 - 0.7 * age) * dice.uniform(0.7, 1.2))),
    )


def _uptime(service: str, weeks: list[Week], unwatched: int, dice: random.Random) -> ServiceUptime:
    percents = [
        None
        if number < unwatched or (number == len(weeks) // 2 and service == "search")
        else Decimal(f"{min(100, 99.2 + number * 0.025 + dice.uniform(-0.45, 0.3)):.2f}")
        for number in range(len(weeks))
    ]
    return ServiceUptime(
        service=service,
        weeks=tuple(
            WeekUptime(starts_on=week.monday, percent=percent, rolling=mean, weeks=count)
            for week, percent, (mean, count) in zip(weeks, percents, rolling(percents), strict=True)
        ),
    )
