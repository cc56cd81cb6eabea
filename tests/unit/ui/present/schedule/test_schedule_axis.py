"""Where an instant stands in a week: with days of 23 and 25 hours, and back again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.core.zones import zone
from desktop.ui.present.schedule.schedule_axis import DAY, Axis

BERLIN = Axis(zone("Europe/Berlin"))
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
H = timedelta(hours=1)


def test_an_instant_stands_at_its_part_of_the_day() -> None:
    monday = date(2026, 11, 23)
    assert BERLIN.place(datetime(2026, 11, 24, 11, tzinfo=UTC), monday) == pytest.approx(1.5)
    assert BERLIN.at(1.5, monday) == datetime(2026, 11, 24, 11, tzinfo=UTC)


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 11, 24), 24)])
def test_a_day_has_the_hours_that_it_really_has(day: date, hours: int) -> None:
    assert BERLIN.hours(day) == hours
    middle = BERLIN.begin(day) + hours * H / 2
    assert BERLIN.place(middle, day) == pytest.approx(0.5)


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_every_quarter_of_an_hour_has_one_place_and_finds_back(day: date) -> None:
    first = day - 3 * DAY
    at, places = BERLIN.begin(day - DAY), []
    while at < BERLIN.begin(day + 2 * DAY):
        place = BERLIN.place(at, first)
        assert abs(BERLIN.at(place, first) - at) < timedelta(milliseconds=1)
        places.append(place)
        at += H / 4
    assert places == sorted(set(places)), "time never stands still and never goes back"


def test_the_hour_that_comes_twice_has_two_places() -> None:
    first, second = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert first.astimezone(BERLIN.zone).hour == second.astimezone(BERLIN.zone).hour == 2
    assert BERLIN.place(second, AUTUMN) - BERLIN.place(first, AUTUMN) == pytest.approx(1 / 25)


def test_where_clocks_change_at_midnight_days_follow_each_other_without_a_gap() -> None:
    havana = Axis(zone("America/Havana"))
    for day in (date(2026, 3, 8), date(2026, 11, 1)):
        at = havana.begin(day - DAY)
        while at < havana.begin(day + 2 * DAY):
            found = havana.day_of(at)
            assert havana.begin(found) <= at < havana.begin(found + DAY)
            at += H / 2
    assert havana.hours(date(2026, 3, 8)) == 23
    assert havana.hours(date(2026, 11, 1)) == 25


def test_weeks_begin_on_the_chosen_day() -> None:
    assert BERLIN.week_of(date(2026, 11, 29)) == date(2026, 11, 23)
    assert Axis(BERLIN.zone, 3).week_of(date(2026, 11, 25)) == date(2026, 11, 19)


def test_times_snap_to_steps_of_the_day_and_to_its_end() -> None:
    day = date(2026, 11, 24)
    begin = BERLIN.begin(day)
    assert BERLIN.snapped(begin + 2 * H + timedelta(minutes=40), H) == begin + 3 * H
    assert BERLIN.snapped(begin + 23 * H + timedelta(minutes=50), H) == BERLIN.begin(day + DAY)
    spring = BERLIN.begin(SPRING)
    assert BERLIN.snapped(spring + 22 * H + timedelta(minutes=50), 6 * H) == BERLIN.begin(SPRING + DAY)
