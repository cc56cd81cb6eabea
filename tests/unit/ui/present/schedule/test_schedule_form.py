"""What the forms of the schedule offer."""

from __future__ import annotations

from dataclasses import replace

from desktop.core.team.seat import Seat
from desktop.core.zones import zone
from desktop.ui.present.schedule.schedule_form import (
    OverrideDraft,
    made_words,
    override_problem,
    people_choices,
    seats_now,
    shifts_of,
)
from desktop.ui.present.times import Viewer
from tests.ui.schedule.scenes import ABSENCES, BUSY, BUSY_TEAM, DAY, EXCEPTIONS, MONDAY, H
from tests.ui.story import NIGHT

BEN = Viewer("ben", zone("Europe/Berlin"))
DRAFT = OverrideDraft(seat=Seat.ENGINEER, responder="mei", begin=MONDAY + 8 * DAY, end=MONDAY + 9 * DAY)


def test_people_are_offered_me_first_then_by_name_and_who_is_away_is_said() -> None:
    found = people_choices(BUSY_TEAM, BEN, DRAFT.begin, DRAFT.end, ABSENCES, without=["ana"])
    assert found[0].words == "Ben Sato (you)"
    assert [c.id for c in found[1:3]] == ["dmitri", "henrik"]
    assert next(c.words for c in found if c.id == "mei") == "Mei Lindqvist · away"
    assert "ana" not in [c.id for c in found]


def test_only_coming_times_can_be_swapped_and_exceptions_count() -> None:
    mine = shifts_of(BUSY, "ben", BEN, NIGHT)
    assert all(own.begin > NIGHT for own in mine)
    assert (mine[0].begin, mine[0].end) == (EXCEPTIONS[0].ends_at, MONDAY + 7 * DAY)
    assert mine[1].begin == EXCEPTIONS[2].starts_at, "what he took over is his"
    assert mine[0].words == "Engineer, Fri 27 Nov 09:00 to Mon 30 Nov 09:00"


def test_my_seats_now_and_until_when() -> None:
    assert seats_now(BUSY, "ben", NIGHT) == ((Seat.ENGINEER, EXCEPTIONS[0].starts_at),)
    assert seats_now(BUSY, "kwame", NIGHT) == ()


def test_only_what_cannot_be_is_refused() -> None:
    assert override_problem(DRAFT, NIGHT) == ""
    assert "ends before" in override_problem(replace(DRAFT, end=DRAFT.begin), NIGHT)
    assert "is over" in override_problem(replace(DRAFT, begin=NIGHT - 2 * H, end=NIGHT - H), NIGHT)


def test_what_was_made_is_said() -> None:
    words = made_words(DRAFT, BUSY_TEAM, BEN, NIGHT)
    assert words == "Mei Lindqvist has the Engineer's seat, Tue 1 Dec 09:00 to Wed 2 Dec 09:00."
    assert made_words(replace(DRAFT, responder="ben"), BUSY_TEAM, BEN, NIGHT).startswith("You have")
