"""A week of the retro with every figure filled, beside a better and a worse one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from desktop.core.retro.compared_weeks import ComparedWeeks
from desktop.core.retro.debt import Debt, WorkedOn
from desktop.core.retro.retro_figures import CalledFor, PersonNights, RetroFigures, ServiceFigures
from desktop.core.retro.retro_incident import Climb, Mentioned
from desktop.core.retro.retro_trouble import Repeat
from desktop.core.retro.spread import Spread
from desktop.core.retro.uptime import ServiceUptime, WeekUptime
from desktop.core.team.seat import Seat
from tests.ui.story import NIGHT

MONDAY = date(2026, 11, 23)
MINUTE = timedelta(minutes=1)
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def mentioned(number: int, title: str, service: str = "checkout-api") -> Mentioned:
    return Mentioned(incident_id=UUID(int=number), number=number, title=title, service=service)


def spread(count: int, median: float, ninetieth: float) -> Spread:
    return Spread(count=count, median=median * MINUTE, ninetieth=ninetieth * MINUTE)


FULL = RetroFigures(
    starts_on=MONDAY,
    pages=41,
    incidents=12,
    manager=spread(11, 1.2, 4.75),
    engineer=spread(12, 0.9, 6.5),
    resolved=spread(10, 38, 214),
    climbs=(
        Climb(
            incident=mentioned(143, "Checkout fails"),
            seat=Seat.MANAGER,
            level=2,
            paged=("mei", "dmitri"),
            woken=("mei",),
        ),
    ),
    nights=(
        PersonNights(responder="ana", nights=3),
        PersonNights(responder="ben", nights=2),
        PersonNights(responder="mei", nights=1),
    ),
    updates_on_time=19,
    updates_late=2,
    undecided=(
        mentioned(138, "Queue of the mailer grows", "mailer"),
        mentioned(141, "Disk of db-7 at 91 %", ""),
    ),
    disputed=(mentioned(139, "Certificate of edge ends in 6 days", "edge"),),
    documented=5,
    automated=1,
    neither=3,
    unsaid=2,
    repeats=(
        Repeat(
            incident_id=UUID(int=142),
            title="Connections leak until the pool is empty",
            service="checkout-api",
            numbers=(140, 142),
            earlier=(97, 110, 121),
            lost=timedelta(hours=7, minutes=12),
        ),
    ),
    both_seats=(mentioned(140, "Connections leak"),),
    drawn_in=14,
    services=(
        ServiceFigures(
            service="checkout-api",
            incidents=4,
            called=(CalledFor(responder="priya", incidents=3),),
            without_run_book=2,
        ),
        ServiceFigures(service="mailer", incidents=3),
    ),
    left_out=4,
)
BEFORE = replace(
    FULL,
    starts_on=MONDAY - timedelta(days=7),
    pages=55,
    incidents=12,
    manager=spread(12, 1.0, 5.2),
    engineer=spread(12, 1.4, 7),
    resolved=spread(12, 55, 300),
    climbs=FULL.climbs * 3,
    nights=FULL.nights[:2],
    updates_late=5,
    documented=3,
    repeats=FULL.repeats * 2,
    drawn_in=31,
    left_out=4,
)


def uptime(service: str, *percents: str) -> ServiceUptime:
    """Five weeks."""
    weeks = [
        WeekUptime(
            starts_on=MONDAY + timedelta(days=7 * (number - 4)),
            percent=Decimal(percent) if percent else None,
            rolling=Decimal(percent) if percent else None,
            weeks=min(number, 4),
        )
        for number, percent in enumerate(percents)
    ]
    return ServiceUptime(service=service, weeks=tuple(weeks))


DEBT = Debt(
    incident_id=UUID(int=142),
    title="Connections leak until the pool is empty",
    service="checkout-api",
    numbers=(97, 110, 121, 140, 142),
    again=(140, 142),
    since=NIGHT - timedelta(days=52),
    lost=timedelta(hours=11, minutes=35),
    woken=3,
    nights=8,
    worked=(
        WorkedOn(responder="ana", spent=timedelta(hours=3, minutes=20)),
        WorkedOn(responder="ben", spent=timedelta(hours=7)),
        WorkedOn(responder="mei", spent=timedelta(hours=1, minutes=15)),
    ),
)
WEEK = ComparedWeeks(
    zone="Europe/Berlin",
    told_at=NIGHT,
    debts=(DEBT,),
    week=FULL,
    before=BEFORE,
    four_ago=None,
    uptime=(
        uptime("checkout-api", "99.00", "99.60", "99.80", "100.00", "99.40"),
        replace(
            uptime("mailer", "", "", "", "99.90", "100.00"),
            weeks=(
                *uptime("mailer", "", "", "", "99.90").weeks,
                WeekUptime(starts_on=MONDAY, percent=Decimal("100.00"), rolling=Decimal("99.95"), weeks=2),
            ),
        ),
    ),
)
WORDY = replace(
    WEEK,
    week=replace(
        FULL,
        disputed=tuple(mentioned(200 + n, f"{LONG} {n}", LONG) for n in range(12)),
        services=(replace(FULL.services[0], service=LONG),),
    ),
    four_ago=replace(BEFORE, starts_on=MONDAY - timedelta(days=28)),
    uptime=(replace(WEEK.uptime[0], service=LONG),),
)
