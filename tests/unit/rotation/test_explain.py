from __future__ import annotations

from datetime import date, timedelta

from desktop.core.schedule.rotation import UnmetKind
from desktop.core.schedule.shift import Turn
from desktop.core.team.seat import Seat
from desktop.rotation.explain import explain
from desktop.rotation.greedy import greedy_plan
from desktop.rotation.problem import problem_of
from tests.unit.rotation.requests import MONDAY, away, person, request

DAY, WEEK = timedelta(days=1), timedelta(days=7)


def sentences(asked, plan=None) -> list[str]:
    problem = problem_of(asked)
    return [one.sentence for one in explain(asked, problem, plan or greedy_plan(problem))]


def test_all_is_well():
    assert sentences(request(4, 6)) == []


def test_only_one_is_there_on_a_day():
    eve = date(2026, 12, 24)
    absences = [away(one, eve, eve) for one in ("ben", "mei")]
    asked = request(3, 40, days=1, absences=tuple(absences))
    # Shifts are from nine to nine: the one before reaches into the day.
    assert sentences(asked)[0] == "From 23 Dec to 25 Dec only Ana Okafor is there, and has both seats."
    asked = request(
        3, 40, days=1, absences=tuple(absences), zone="UTC", hand_over=asked.hand_over.replace(hour=0)
    )
    assert sentences(asked)[0] == "On 24 Dec only Ana Okafor is there, and has both seats."


def test_nobody_is_there_for_two_weeks_is_said_once():
    absences = [away(one, MONDAY + DAY + WEEK, MONDAY + WEEK * 2) for one in ("ana", "ben")]
    asked = request(2, 6, absences=tuple(absences))
    problem = problem_of(asked)
    (unmet,) = explain(asked, problem, greedy_plan(problem))
    assert unmet.sentence == "From 7 Dec to 21 Dec nobody is there, so nobody is planned."
    assert (unmet.kind, unmet.people) == (UnmetKind.NOBODY, ())
    assert (unmet.starts_on, unmet.ends_on) == (date(2026, 12, 7), date(2026, 12, 21))


def test_the_year_is_told_when_it_is_another():
    absences = [away("ben", date(2026, 12, 28), date(2027, 1, 5))]
    asked = request(2, 6, absences=tuple(absences))
    assert sentences(asked)[0] == "From 21 Dec to 11 Jan 2027 only Ana Okafor is there, and has both seats."


def test_nobody_takes_the_seat():
    asked = request((person("ana", Seat.MANAGER), person("ben", Seat.MANAGER)), 1)
    said = sentences(asked)
    assert len(said) == 1
    assert said[0] in {
        f"From 30 Nov to 7 Dec {name} is the Engineer: no other who is there takes the Engineer’s seat."
        for name in ("Ana Okafor", "Ben Sato")
    }


def test_two_who_shall_not_be_together_are_alone():
    asked = request(2, 1, apart=(("ana", "ben"),))
    assert sentences(asked, [(0, 1)]) == [
        "From 30 Nov to 7 Dec Ana Okafor and Ben Sato are on duty together: only they are there."
    ]


def test_two_of_one_team_are_a_pair():
    team = tuple(person(one, team="payments" if one != "mei" else "") for one in ("ana", "ben", "mei"))
    said = sentences(request(team, 3), [(0, 1), (2, 0), (1, 2)])
    assert said == [
        "From 30 Nov to 7 Dec Ana Okafor and Ben Sato are a pair, both of payments:"
        " other pairs would have been less fair."
    ]
    asked = request(team, 3, absences=(away("mei", MONDAY, MONDAY),))
    assert sentences(asked, [(0, 1), (2, 0), (1, 2)]) == [
        "From 30 Nov to 7 Dec Ana Okafor and Ben Sato are a pair, both of payments:"
        " only people of payments are there."
    ]
    asked = request(team, 1, plan=(Turn(manager="ana", engineer="ben"),))
    assert sentences(asked)[0].endswith("both of payments: the plan that is repaired says so.")


def test_many_pairs_of_one_team_are_said_once():
    team = tuple(person(one, team="payments" if one != "mei" else "") for one in ("ana", "ben", "mei"))
    said = sentences(request(team, 8), [(0, 1), (2, 0), (1, 2), (1, 0)] * 2)
    assert said[0] == (
        "From 30 Nov to 25 Jan 2027 both of the pair are of payments in 4 of 8 shifts:"
        " 2 of the 3 people are of payments."
    )


def test_a_second_shift_in_a_row():
    asked = request(
        6, 4, absences=tuple(away(one, MONDAY, MONDAY + WEEK * 3) for one in ("dmitri", "priya", "jonas"))
    )
    plan = [(0, 1), (2, 0), (1, 2), (0, 1)]
    assert "From 7 Dec Ana Okafor has a second shift in a row: 3 of 6 are there." not in sentences(
        asked, plan
    )
    said = sentences(request(6, 4), [(0, 1), (2, 0), (3, 4), (5, 1)])
    assert said == ["From 7 Dec Ana Okafor has a second shift in a row: 6 of 6 are there."]


def test_who_is_away_has_fewer_or_none():
    absences = [away("ana", MONDAY, MONDAY + WEEK * 9), away("ben", MONDAY, MONDAY + WEEK * 6)]
    said = sentences(request(5, 10, absences=tuple(absences)))
    assert said[0] == "From 30 Nov to 8 Feb 2027 Ana Okafor is never there, and has no shift."
    assert said[1].startswith("From 30 Nov to 8 Feb 2027 Ben Sato has ")
    assert said[1].endswith("away for 7 of 10 shifts.")


def test_a_repair_keeps_a_seat_that_its_holder_no_longer_takes():
    asked = request(
        (person("ana", Seat.MANAGER), person("ben"), person("mei")),
        1,
        plan=(Turn(manager="ben", engineer="ana"),),
    )
    assert sentences(asked) == [
        "From 30 Nov to 7 Dec Ana Okafor is the Engineer: the plan that is repaired says so."
    ]
