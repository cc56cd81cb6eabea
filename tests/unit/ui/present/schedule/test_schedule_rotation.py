"""From what was filled in to what is asked for, and what comes out in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.core.errors import PairwatchError
from desktop.core.schedule.duty_changes import duty_changes
from desktop.core.schedule.rotation import RotationProgress, RotationResult
from desktop.core.schedule.rotation_facts import facts_of
from desktop.core.schedule.schedule import Turn
from desktop.core.team.seat import Seat
from desktop.core.zones import zone
from desktop.ui.present.schedule.schedule_rotation import (
    as_csv,
    change_rows,
    planned,
    progress_words,
    request_of,
    summary_words,
    usual_draft,
    with_facts,
)
from desktop.ui.present.times import Viewer
from tests.ui.schedule.scenes import ABSENCES, BUSY_TEAM
from tests.ui.story import NIGHT, TEAM

BEN = Viewer("ben", zone("Europe/Berlin"))
DRAFT = replace(usual_draft(TEAM, NIGHT), end=date(2026, 12, 28))


def result(turns: list[tuple[str, str]]) -> RotationResult:
    made = tuple(Turn(manager=m, engineer=e) for m, e in turns)
    return RotationResult(turns=made, figures=(), unmet=(), best=1, bound=0, elapsed=timedelta(seconds=2))


def test_it_begins_after_the_next_hand_over_so_that_people_hear_of_it() -> None:
    usual = usual_draft(TEAM, NIGHT)
    assert usual.begin == date(2026, 12, 7)
    assert usual.begin.weekday() == usual.hand_over_day == 0


def test_who_had_shifts_brings_their_load_and_who_is_new_does_not() -> None:
    draft = replace(DRAFT, people=(*DRAFT.people, "kwame"))
    asked = request_of(draft, TEAM)
    begin, end = asked.times[0][0], asked.times[-1][1]
    independence = date(2026, 12, 10)
    away = [replace(a, starts_at=begin, ends_at=end) for a in ABSENCES]
    facts = facts_of(TEAM, begin, end, away, {"ana": (independence,)})
    request = with_facts(asked, facts)
    loads = {person.id: person.load for person in request.people}
    assert loads["kwame"] is None
    ana = loads["ana"]
    assert ana is not None
    assert ana.manager > 3
    assert all(shift.ends_at <= request.times[0][0] for shift in request.published)
    assert request.published[-1].ends_at == begin, "rest counts from the last shift before"
    holidays = {person.id: person.holidays for person in request.people}
    assert holidays["ana"] == (independence,)
    assert holidays["ben"] == TEAM.urgency.office.holidays
    assert [a.responder for a in request.absences] == ["mei"], "those of the people who take turns"


def test_a_repair_keeps_the_plan_without_what_lies_over_it() -> None:
    request = request_of(replace(DRAFT, repair=True), BUSY_TEAM)
    assert list(request.plan) == [
        shift.turn for shift in TEAM.schedule.shifts_between(request.times[0][0], request.times[-1][1])
    ]
    assert request_of(DRAFT, BUSY_TEAM).plan == ()
    with pytest.raises(PairwatchError, match="has other hand-overs"):
        request_of(replace(DRAFT, repair=True, days=14), BUSY_TEAM)
    with pytest.raises(PairwatchError, match="has other hand-overs"):
        request_of(replace(DRAFT, repair=True, hand_over_day=2), BUSY_TEAM)


def test_what_cannot_be_planned_is_refused_in_words() -> None:
    with pytest.raises(PairwatchError, match="Nobody takes turns"):
        request_of(replace(DRAFT, people=()), TEAM)
    with pytest.raises(PairwatchError, match="unknown"):
        request_of(replace(DRAFT, zone="Mars/Olympus"), TEAM)
    with pytest.raises(PairwatchError, match="No shift begins"):
        request_of(replace(DRAFT, end=DRAFT.begin), TEAM)


def test_what_changes_is_told_for_each_person_the_viewer_first() -> None:
    request = request_of(DRAFT, TEAM)
    made = result([("ben", "jonas"), ("ana", "ben"), ("mei", "dmitri")])
    after = planned(TEAM.schedule, request, made)
    changes = duty_changes(TEAM.schedule, after, request.times[0][0], request.times[-1][1])
    rows = change_rows(changes, TEAM, BEN, NIGHT)
    assert [(row.who, row.words) for row in rows] == [
        ("You", "new: 7 Dec Manager"),
        ("Priya Raman", "no longer: 7 Dec Manager"),
    ]
    duty = after.on_duty(Seat.MANAGER, request.times[0][0])
    assert duty is not None
    assert duty.responder == "ben"


def test_progress_and_outcome_are_sentences() -> None:
    request = request_of(DRAFT, TEAM)
    running = RotationProgress(best=2, bound=1, elapsed=timedelta(seconds=3), shifts=3)
    assert progress_words(running, 3) == "3 of 3 shifts have a pair, after 3 s. Making it fairer."
    assert "cannot become fairer" in progress_words(replace(running, bound=2), 3)
    made = result([("ana", "ben")] * 3)
    assert "3 shifts for 6 people" in summary_words(request, made, NIGHT)
    assert "No plan is fairer" in summary_words(request, replace(made, is_best=True), NIGHT)
    assert "first simple plan" in summary_words(request, replace(made, is_improved=False), NIGHT)


def test_a_spreadsheet_has_both_names_by_the_schedule_s_clocks() -> None:
    request = request_of(DRAFT, TEAM)
    lines = as_csv(request, result([("ana", "ben")] * 3), TEAM).splitlines()
    assert lines[1] == "2026-12-07 09:00,2026-12-14 09:00,Europe/Berlin,Ana Okafor,Ben Sato"
    assert len(lines) == 4
