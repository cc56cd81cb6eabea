"""Absences in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from desktop.core.schedule.absence import Absence, AbsenceKind, AbsenceSource
from desktop.core.zones import zone
from desktop.ui.present.schedule.schedule_away import (
    SHOWN,
    away_problem,
    away_rows,
    calendar_words,
    usual_away,
)
from desktop.ui.present.times import Viewer
from desktop.wire.schedule import AbsenceCalendarState
from tests.ui.story import NIGHT

BEN = Viewer("ben", zone("Europe/Berlin"))
DAY = timedelta(days=1)
SICK = Absence(id=UUID(int=1), responder="ben", starts_at=NIGHT, ends_at=NIGHT + DAY, kind=AbsenceKind.SICK)


def test_it_begins_with_all_of_tomorrow_by_my_clocks() -> None:
    spring = datetime(2026, 3, 28, 12, tzinfo=UTC)
    usual = usual_away("ben", BEN, spring)
    assert (usual.begin.astimezone(BEN.zone).hour, usual.end.astimezone(BEN.zone).hour) == (0, 0)
    assert usual.end - usual.begin == timedelta(hours=23), "the night in which summer time begins"
    assert away_problem(usual) == ""
    assert away_problem(replace(usual, end=usual.begin)) != ""


def test_theirs_that_are_not_over_are_listed_in_order() -> None:
    over = replace(SICK, id=UUID(int=2), starts_at=NIGHT - 2 * DAY, ends_at=NIGHT)
    later = replace(
        SICK,
        id=UUID(int=3),
        starts_at=NIGHT + 3 * DAY,
        ends_at=NIGHT + 4 * DAY,
        source=AbsenceSource.CALENDAR,
    )
    other = replace(SICK, id=UUID(int=4), responder="mei")
    rows = away_rows((later, other, over, SICK), "ben", BEN, NIGHT)
    assert [(row.id.int, row.can_go) for row in rows] == [(1, True), (3, False)]
    many = [replace(SICK, id=UUID(int=n)) for n in range(40)]
    assert len(away_rows(many, "ben", BEN, NIGHT)) == SHOWN


def test_how_reading_the_calendar_goes_is_a_sentence() -> None:
    unset = AbsenceCalendarState(responder="ben", is_set=False)
    assert "kept encrypted" in calendar_words(unset, BEN, NIGHT)
    waiting = replace(unset, is_set=True)
    assert "in a moment" in calendar_words(waiting, BEN, NIGHT)
    read = replace(waiting, looked_at=NIGHT, problem="It could not be found.")
    assert calendar_words(read, BEN, NIGHT).endswith("It could not be found.")
