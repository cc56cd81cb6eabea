"""What stands in the lanes: the plan, what is laid over it, shadows and absences."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from desktop.core.schedule.schedule import Schedule
from desktop.core.team.seat import Seat
from desktop.ui.present.schedule.schedule_bands import Lanes, stacked
from tests.ui.schedule.scenes import ABSENCES, BUSY, DAY, MONDAY, H, exception


def test_the_plan_is_shown_as_it_was_before_the_exceptions() -> None:
    plan = Lanes(BUSY).plan(MONDAY, MONDAY + 7 * DAY)
    assert [(b.seat, b.responder) for b in plan] == [(Seat.MANAGER, "ana"), (Seat.ENGINEER, "ben")]
    assert plan[0].ends_at == MONDAY + 7 * DAY


def test_exceptions_are_laid_over_it_with_their_kind() -> None:
    over = Lanes(BUSY).laid_over(MONDAY, MONDAY + 20 * DAY)
    assert [b.responder for b in over] == ["kwame", "leila", "ben"]
    assert all(b.exception is not None for b in over)


def test_of_two_for_one_time_the_latest_made_shows_and_the_other_as_far_as_it_is_left() -> None:
    first = exception(1, Seat.MANAGER, "mei", MONDAY, MONDAY + 10 * H)
    second = exception(2, Seat.MANAGER, "jonas", MONDAY + 2 * H, MONDAY + 4 * H)
    over = Lanes(replace(BUSY, exceptions=(second, first))).laid_over(MONDAY, MONDAY + DAY)
    assert [(b.responder, b.starts_at - MONDAY, b.ends_at - MONDAY) for b in over] == [
        ("mei", timedelta(0), 2 * H),
        ("jonas", 2 * H, 4 * H),
        ("mei", 4 * H, 10 * H),
    ]


def test_a_point_in_a_lane_says_who_has_it() -> None:
    lanes = Lanes(BUSY)
    over = lanes.band_at(Seat.ENGINEER, MONDAY + 3 * DAY + H)
    assert over is not None
    assert (over.responder, over.exception is not None) == ("leila", True)
    plan = lanes.band_at(Seat.ENGINEER, MONDAY + DAY)
    assert plan is not None
    assert (plan.responder, plan.exception) == ("ben", None)
    assert Lanes(Schedule()).band_at(Seat.MANAGER, MONDAY) is None


def test_shadows_and_absences_stand_below_each_on_a_line_of_its_own() -> None:
    lanes = Lanes(BUSY, ABSENCES)
    beside = lanes.beside(MONDAY, MONDAY + 7 * DAY)
    assert [b.responder for b in beside] == ["sofia", "tomas"]
    placed, left_out = stacked(beside, 2)
    assert {b.responder: line for line, b in placed} == {"tomas": 0, "sofia": 0}
    assert left_out == 0
    placed, left_out = stacked([beside[1], beside[1], beside[1]], 2)
    assert (len(placed), left_out) == (2, 1)
