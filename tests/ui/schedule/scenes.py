"""Schedules for tests and screenshots: the sample's with exceptions, one person alone, forty people."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from desktop.core.schedule.absence import Absence, AbsenceKind
from desktop.core.schedule.schedule import ExceptionKind, Schedule, Shadow, ShiftException, Turn
from desktop.core.schedule.schedule_warnings import warnings_of
from desktop.core.schedule.shift_offer import Part
from desktop.core.team.responder import Responder, Role, Roster
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.zones import zone
from desktop.ui.present.schedule.schedule_bands import Lanes
from desktop.ui.present.schedule.schedule_people import hues
from desktop.ui.present.times import Viewer, viewer_of
from desktop.ui.schedule.lane_scene import LaneScene
from tests.doubles.table_schedule import offer
from tests.ui.story import NIGHT, ROSTER, SCHEDULE, TEAM, Story

H = timedelta(hours=1)
DAY = timedelta(days=1)
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
"""09:00 in Berlin: the hand-over."""
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def exception(
    number: int,
    seat: Seat,
    responder: str,
    begin: datetime,
    end: datetime,
    kind: ExceptionKind = ExceptionKind.OVERRIDE,
    because: str = "",
) -> ShiftException:
    return ShiftException(
        id=UUID(int=number),
        seat=seat,
        responder=responder,
        starts_at=begin,
        ends_at=end,
        kind=kind,
        by="ana",
        at=NIGHT - DAY + number * timedelta(seconds=1),
        because=because,
    )


EXCEPTIONS = (
    exception(1, Seat.ENGINEER, "leila", MONDAY + 3 * DAY, MONDAY + 4 * DAY, because="dentist"),
    exception(2, Seat.MANAGER, "kwame", MONDAY + 9 * DAY, MONDAY + 10 * DAY + 8 * H, kind=ExceptionKind.SWAP),
    exception(
        3, Seat.ENGINEER, "ben", MONDAY + 12 * DAY, MONDAY + 12 * DAY + 6 * H, kind=ExceptionKind.TAKEN_OVER
    ),
)
SHADOWS = (
    Shadow(
        id=UUID(int=50),
        responder="sofia",
        starts_at=MONDAY + 2 * DAY,
        ends_at=MONDAY + 6 * DAY,
        by="ana",
        at=NIGHT,
    ),
)
ABSENCES = (
    Absence(id=UUID(int=60), responder="mei", starts_at=MONDAY + 8 * DAY, ends_at=MONDAY + 12 * DAY),
    Absence(
        id=UUID(int=61),
        responder="tomas",
        starts_at=MONDAY - DAY,
        ends_at=MONDAY + 2 * DAY,
        kind=AbsenceKind.SICK,
    ),
)
BUSY = replace(SCHEDULE, exceptions=EXCEPTIONS, shadows=SHADOWS)
BUSY_TEAM = replace(TEAM, schedule=BUSY)

ALONE_TEAM = Team(
    roster=Roster(
        responders=(Responder(id="ana", name="Ana Okafor", zone="Europe/Berlin", role=Role.ADMIN),)
    ),
    schedule=Schedule(zone="Europe/Berlin", turns=(Turn(manager="ana", engineer="ana"),)),
)


def forty() -> Team:
    """Forty people whose turns are a week each."""
    first = [responder.name.split(" ")[0] for responder in ROSTER.responders]
    last = [responder.name.split(" ")[1] for responder in ROSTER.responders]
    people = [Responder(id="ana", name="Ana Okafor", zone="Europe/Berlin", role=Role.ADMIN)]
    for number in range(1, 40):
        name = f"{first[number % 13]} {last[(number * 5 + number // 13) % 13]}"
        people.append(Responder(id=f"p{number}", name=name, zone=ROSTER.responders[number % 13].zone))
    turns = tuple(
        Turn(manager=people[(2 * n) % 40].id, engineer=people[(2 * n + 1) % 40].id) for n in range(40)
    )
    schedule = Schedule(zone="Europe/Berlin", starts_on=date(2026, 1, 5), hand_over=time(9), turns=turns)
    return Team(roster=Roster(responders=tuple(people)), schedule=schedule)


def scene(
    team: Team = BUSY_TEAM,
    me: str | None = "ben",
    now: datetime = NIGHT,
    absences: tuple[Absence, ...] = ABSENCES,
) -> LaneScene:
    found = warnings_of(team, now - 30 * DAY, now + 120 * DAY, absences)
    known = team.roster.find(me)
    viewer = viewer_of(team, me) if known else Viewer(me, zone("UTC"))
    return LaneScene(
        lanes=Lanes(team.schedule, absences),
        team=team,
        viewer=viewer,
        now=now,
        hues=hues(team.roster),
        warnings=found,
    )


def story(team: Team = BUSY_TEAM, me: str = "ben", absences: tuple[Absence, ...] = ABSENCES) -> Story:
    """A quiet night of that team."""
    made = Story(me, team, quiet=True)
    made.session.schedule.put_absences(*absences)
    return made


def offers(told: Story) -> None:
    """Mei offers me a swap, Priya asks everybody, and I asked Jonas."""
    now = told.clock.now()
    told.session.schedule.put_offers(
        offer(
            71,
            "mei",
            Part(seat=Seat.MANAGER, starts_at=MONDAY + 28 * DAY, ends_at=MONDAY + 35 * DAY),
            now,
            to="ben",
            in_return=Part(seat=Seat.ENGINEER, starts_at=MONDAY + 21 * DAY, ends_at=MONDAY + 28 * DAY),
        ),
        offer(
            72,
            "priya",
            Part(seat=Seat.MANAGER, starts_at=MONDAY + 15 * DAY, ends_at=MONDAY + 15 * DAY + 8 * H),
            now,
        ),
        offer(73, "ben", Part(seat=Seat.ENGINEER, starts_at=now, ends_at=now + H), now, to="jonas"),
    )
