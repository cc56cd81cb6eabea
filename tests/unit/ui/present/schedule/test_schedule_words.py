"""The schedule in words: both clocks, exceptions, warnings, who is on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from desktop.core.schedule.schedule import Schedule
from desktop.core.schedule.schedule_warnings import ScheduleWarning, WarningKind
from desktop.core.team.seat import Seat
from desktop.core.zones import zone
from desktop.ui.present.schedule.schedule_bands import Lanes
from desktop.ui.present.schedule.schedule_who import my_line, who_view
from desktop.ui.present.schedule.schedule_words import (
    band_words,
    beside_words,
    both_spans,
    duration,
    initials,
    told_span,
    warning_sentence,
    zone_line,
)
from desktop.ui.present.times import Viewer
from tests.ui.schedule.scenes import ABSENCES, ALONE_TEAM, BUSY, BUSY_TEAM, DAY, MONDAY, H
from tests.ui.story import NIGHT

BEN = Viewer("ben", zone("Europe/Berlin"))
PRIYA = Viewer("priya", zone("Asia/Kolkata"))


def test_a_span_names_the_day_once_where_it_is_one_day() -> None:
    assert told_span(MONDAY, MONDAY + 9 * H, BEN.zone, NIGHT) == "Mon 23 Nov 09:00 to 18:00"
    assert told_span(MONDAY, MONDAY + 7 * DAY, BEN.zone, NIGHT) == "Mon 23 Nov 09:00 to Mon 30 Nov 09:00"


def test_times_are_told_by_both_clocks_where_they_differ() -> None:
    assert both_spans(MONDAY, MONDAY + H, "Europe/Berlin", BEN, NIGHT) == "Mon 23 Nov 09:00 to 10:00"
    assert both_spans(MONDAY, MONDAY + H, "Europe/Berlin", PRIYA, NIGHT) == (
        "Mon 23 Nov 09:00 to 10:00 in Berlin; for you Mon 23 Nov 13:30 to 14:30"
    )
    assert zone_line("Europe/Berlin", BEN, NIGHT) == "Times of Berlin, as yours"
    assert zone_line("Europe/Berlin", PRIYA, NIGHT) == "Times of Berlin; your clock is 4 h 30 min ahead"
    assert zone_line("Asia/Kolkata", BEN, NIGHT) == "Times of Kolkata; your clock is 4 h 30 min behind"


def test_durations_are_those_that_clocks_really_run() -> None:
    assert duration(H) == "1 h"
    assert duration(timedelta(minutes=90)) == "1 h 30 min"
    assert duration(timedelta(minutes=5)) == "5 min"
    # The week in which clocks are put back.
    assert duration(timedelta(days=7, hours=1)) == "7 days 1 h"


def test_a_band_says_whose_how_long_and_by_what() -> None:
    lanes = Lanes(BUSY, ABSENCES)
    band = lanes.band_at(Seat.ENGINEER, MONDAY + 3 * DAY)
    assert band is not None
    words = band_words(band, BUSY_TEAM, BEN, NIGHT)
    assert words == (
        "Engineer: Leila Haddad, Thu 26 Nov 09:00 to Fri 27 Nov 09:00 (override by Ana Okafor: dentist)."
    )
    mine = lanes.band_at(Seat.ENGINEER, MONDAY)
    assert mine is not None
    assert "Ben Sato (you)" in band_words(mine, BUSY_TEAM, BEN, NIGHT)
    told = [beside_words(b, BUSY_TEAM, BEN, NIGHT) for b in lanes.beside(MONDAY, MONDAY + 7 * DAY)]
    assert told[0].startswith("Sofia Marchetti is shadowing")
    assert told[1].startswith("Tomás Novak is sick")
    assert initials("Ana Okafor") == "AO"


def test_every_kind_of_warning_is_a_sentence() -> None:
    for kind in WarningKind:
        for who in ("mei", "ben"):
            warning = ScheduleWarning(
                kind=kind, responder=who, seat=Seat.MANAGER, starts_at=MONDAY, ends_at=MONDAY + 8 * H
            )
            words = warning_sentence(warning, BUSY_TEAM, BEN)
            assert words.endswith(".")
            assert "{" not in words
            if kind is not WarningKind.GAP:
                assert words.startswith("You" if who == "ben" else "Mei Lindqvist")


def test_who_is_on_now_with_each_one_s_clock_and_who_comes_next() -> None:
    found = who_view(BUSY_TEAM, BEN, NIGHT, NIGHT)
    manager, engineer = found.seats
    assert (manager.name, manager.until) == ("Ana Okafor", "until Mon 30 Nov 09:00")
    assert (manager.local, manager.asleep) == ("03:41 in Berlin", True)
    assert engineer.name == "You"
    assert engineer.following == "then Leila Haddad, at 09:00 in Paris"
    assert my_line(BUSY_TEAM, BEN, NIGHT).startswith("You are on duty for 2 days")
    assert my_line(BUSY_TEAM, Viewer("kwame", BEN.zone), NIGHT).startswith("You are on duty next from")
    assert my_line(BUSY_TEAM, Viewer("ruth", BEN.zone), NIGHT) == "You are not in the rotation."


def test_any_moment_is_answered_and_says_by_what_exception() -> None:
    at = MONDAY + 3 * DAY + H
    found = who_view(BUSY_TEAM, BEN, at, NIGHT)
    assert found.title == "On duty on Thu 26 Nov 10:00"
    assert found.seats[1].kind == "Override"
    assert found.beside == "Shadowing: Sofia Marchetti"


def test_somebody_alone_is_on_all_the_time_and_an_empty_schedule_says_so() -> None:
    found = who_view(ALONE_TEAM, Viewer("ana", BEN.zone), NIGHT, NIGHT)
    assert [(s.until, s.following) for s in found.seats] == [("", "all the time")] * 2
    assert my_line(ALONE_TEAM, Viewer("ana", BEN.zone), NIGHT) == "You are on duty all the time."
    empty = who_view(replace(ALONE_TEAM, schedule=Schedule()), BEN, NIGHT, NIGHT)
    assert (empty.title, empty.seats) == ("Nobody is on duty: nothing is planned.", ())


def test_a_year_that_is_another_is_named() -> None:
    later = datetime(2027, 3, 1, 8, tzinfo=UTC)
    assert told_span(later, later + H, BEN.zone, NIGHT) == "Mon 1 Mar 2027 09:00 to 10:00"


def test_two_of_one_team_are_both_named() -> None:
    warning = ScheduleWarning(
        kind=WarningKind.ONE_TEAM,
        responder="mei",
        partner="ben",
        team="payments",
        starts_at=MONDAY,
        ends_at=MONDAY + 8 * H,
    )
    assert warning_sentence(warning, BUSY_TEAM, BEN) == "Mei Lindqvist and you are both of payments."
    other = replace(warning, responder="ben", partner="mei")
    assert warning_sentence(other, BUSY_TEAM, BEN) == "You and Mei Lindqvist are both of payments."
