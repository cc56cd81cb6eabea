"""Warnings about a schedule, and what a plan changes for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from desktop.core.schedule.absence import Absence
from desktop.core.schedule.duty_changes import DutyChange, duty_changes
from desktop.core.schedule.schedule import Schedule, Segment, ShiftException, Turn
from desktop.core.schedule.schedule_warnings import ScheduleWarning, WarningKind, new_warnings, warnings_of
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from tests.sample import NIGHT, ROSTER
from tests.sample import SCHEDULE as SAMPLE

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)

SCHEDULE = replace(SAMPLE, turns=(*SAMPLE.turns[:2], Turn(manager="priya", engineer="henrik")))
TEAM = Team(roster=ROSTER, schedule=SCHEDULE)


def exception(seat: Seat, responder: str, starts_at: datetime, ends_at: datetime) -> ShiftException:
    return ShiftException(
        id=UUID(int=1),
        seat=seat,
        responder=responder,
        starts_at=starts_at,
        ends_at=ends_at,
        by="ana",
        at=NIGHT,
    )


def with_exceptions(*exceptions: ShiftException) -> Schedule:
    return replace(SCHEDULE, exceptions=exceptions)


def kinds(schedule: Schedule, begin: datetime = NIGHT, end: datetime = MONDAY + 3 * WEEK) -> set[WarningKind]:
    return {warning.kind for warning in warnings_of(TEAM, begin, end, schedule=schedule)}


def test_a_plain_rotation_is_as_it_should_be():
    assert kinds(SCHEDULE) == set()


def test_the_week_in_which_clocks_are_put_back_is_no_longer_than_a_week():
    assert kinds(SCHEDULE, datetime(2027, 10, 1, tzinfo=UTC), datetime(2027, 11, 30, tzinfo=UTC)) == set()


def test_one_person_in_both_seats():
    changed = with_exceptions(exception(Seat.MANAGER, "ben", NIGHT, NIGHT + HOUR))
    found = warnings_of(TEAM, NIGHT, MONDAY, schedule=changed)
    assert found == (
        ScheduleWarning(kind=WarningKind.BOTH_SEATS, responder="ben", starts_at=NIGHT, ends_at=NIGHT + HOUR),
    )


def test_both_of_one_team():
    people = tuple(replace(r, team="payments") if r.id in ("ana", "ben") else r for r in ROSTER.responders)
    team = replace(TEAM, roster=replace(ROSTER, responders=people))
    (found,) = warnings_of(team, NIGHT, MONDAY)
    assert found == ScheduleWarning(
        kind=WarningKind.ONE_TEAM,
        responder="ana",
        partner="ben",
        team="payments",
        starts_at=MONDAY - WEEK,
        ends_at=MONDAY,
    )
    swapped = with_exceptions(exception(Seat.ENGINEER, "mei", NIGHT, NIGHT + HOUR))
    during = warnings_of(team, NIGHT, NIGHT + HOUR, schedule=swapped)
    assert WarningKind.ONE_TEAM not in {warning.kind for warning in during}


def test_two_shifts_in_a_row_in_whichever_seat():
    changed = with_exceptions(exception(Seat.MANAGER, "ben", MONDAY, MONDAY + WEEK))
    (found,) = (w for w in warnings_of(TEAM, NIGHT, MONDAY, schedule=changed))
    assert (found.kind, found.responder) == (WarningKind.IN_A_ROW, "ben")
    assert (found.starts_at, found.ends_at) == (MONDAY - WEEK, MONDAY + WEEK)


def test_a_week_of_daily_turns_is_no_two_shifts_in_a_row_but_nine_days_are():
    def daily(*people: str) -> Schedule:
        turns = tuple(Turn(manager=person, engineer=f"{person}{n % 2}") for n, person in enumerate(people))
        return Schedule(published=(Segment(starts_on=date(2026, 12, 1), days=1, turns=turns),))

    for days, warned in ((7, False), (9, True)):
        found = kinds(daily(*["ana"] * days, *["mei"] * 5), MONDAY + 2 * DAY, MONDAY + 11 * DAY)
        assert (WarningKind.IN_A_ROW in found) is warned


def test_too_little_rest():
    begin = MONDAY + 10 * HOUR
    changed = with_exceptions(exception(Seat.MANAGER, "ana", begin, begin + HOUR))
    found = warnings_of(TEAM, NIGHT, MONDAY + DAY, schedule=changed)
    assert [(w.kind, w.responder, w.starts_at, w.ends_at) for w in found] == [
        (WarningKind.SHORT_REST, "ana", MONDAY, begin)
    ]
    enough = with_exceptions(exception(Seat.MANAGER, "ana", begin + 2 * HOUR, begin + 3 * HOUR))
    assert kinds(enough, NIGHT, MONDAY + DAY) == set()


def test_somebody_who_is_away_or_cannot_be_paged():
    away = Absence(id=UUID(int=3), responder="mei", starts_at=MONDAY + DAY, ends_at=MONDAY + 30 * DAY)
    (found,) = warnings_of(TEAM, NIGHT, MONDAY + WEEK, [away])
    assert (found.kind, found.seat) == (WarningKind.ABSENT, Seat.MANAGER)
    assert (found.starts_at, found.ends_at) == (MONDAY + DAY, MONDAY + WEEK)
    changed = with_exceptions(exception(Seat.ENGINEER, "olga", NIGHT, NIGHT + HOUR))
    assert kinds(changed, NIGHT, NIGHT + HOUR) == {WarningKind.NOT_PAGEABLE}


def test_a_time_without_anybody_is_a_gap():
    plan = Segment(starts_on=date(2026, 12, 7), zone="Europe/Berlin", turns=SCHEDULE.turns)
    team = Team(roster=ROSTER, schedule=Schedule(published=(plan,)))
    (found,) = warnings_of(team, MONDAY, MONDAY + 2 * WEEK)
    assert (found.kind, found.starts_at, found.ends_at) == (WarningKind.GAP, MONDAY, MONDAY + WEEK)
    assert [w.kind for w in warnings_of(Team(), MONDAY, MONDAY + WEEK)] == [WarningKind.GAP]


def test_what_a_change_is_to_blame_for():
    one = with_exceptions(exception(Seat.MANAGER, "ben", NIGHT, NIGHT + HOUR))
    two = with_exceptions(*one.exceptions, exception(Seat.MANAGER, "ben", MONDAY - HOUR, MONDAY))
    before, after = (warnings_of(TEAM, NIGHT, MONDAY, schedule=s) for s in (one, two))
    assert [w.starts_at for w in new_warnings(before, after)] == [MONDAY - HOUR]


def test_what_a_plan_changes_for_whom():
    plan = Segment(
        starts_on=date(2026, 12, 7),
        zone="Europe/Berlin",
        turns=(Turn(manager="priya", engineer="mei"), Turn(manager="dmitri", engineer="ben")),
    )
    after = replace(SCHEDULE, published=(plan,))
    assert duty_changes(SCHEDULE, after, NIGHT, MONDAY + 3 * WEEK) == [
        DutyChange(
            seat=Seat.ENGINEER, before="henrik", after="mei",
            starts_at=MONDAY + WEEK, ends_at=MONDAY + 2 * WEEK,
        ),
        DutyChange(
            seat=Seat.MANAGER, before="ana", after="dmitri",
            starts_at=MONDAY + 2 * WEEK, ends_at=MONDAY + 3 * WEEK,
        ),
    ]  # fmt: skip
    assert duty_changes(after, after, NIGHT, MONDAY + 3 * WEEK) == []
    nobody = duty_changes(Schedule(), SCHEDULE, NIGHT, MONDAY)
    assert [(change.before, change.after) for change in nobody] == [(None, "ana"), (None, "ben")]
