from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.schedule.rotation import Load
from desktop.core.schedule.shift import Turn
from desktop.core.schedule.shift_burden import Burden
from desktop.core.team.seat import Seat
from desktop.rotation.bound import lowest_cost
from desktop.rotation.cost import cost_of
from desktop.rotation.highs import solve_model
from desktop.rotation.problem import Pair, problem_of
from desktop.rotation.search import Found, Search
from tests.unit.rotation.requests import MONDAY, NAMES, away, people, person, request

HOUR = timedelta(hours=1)


def best(asked, solver=solve_model) -> Found:
    """Without a time limit, so that it depends on nothing but the request."""
    return list(Search(problem_of(asked), lambda: HOUR, solver).run())[-1]


def manned(found: Found) -> list[Pair]:
    assert None not in found.plan
    return [pair for pair in found.plan if pair is not None]


def turns(asked, found) -> Counter[str]:
    return Counter(asked.people[one].id for pair in found.plan if pair for one in pair)


def test_two_people_change_seats_each_week():
    found = best(request(2, 6))
    assert found.plan in ([(0, 1), (1, 0)] * 3, [(1, 0), (0, 1)] * 3)
    assert found.is_best


def test_three_people_have_four_turns_each_with_each_other():
    found = best(request(3, 6))
    assert set(turns(request(3, 6), found).values()) == {4}
    assert set(Counter(tuple(sorted(pair)) for pair in manned(found)).values()) == {2}


def test_eight_people_rest_for_three_weeks():
    found = best(request(8, 8), None)
    assert set(turns(request(8, 8), found).values()) == {2}
    for one in range(8):
        first, second = [shift for shift, pair in enumerate(manned(found)) if one in pair]
        assert second - first >= 3
        assert manned(found)[first].index(one) != manned(found)[second].index(one)
    assert max(Counter(tuple(sorted(pair)) for pair in manned(found)).values()) == 1


def test_one_person_alone_has_both_seats():
    assert best(request(1, 3)).plan == [(0, 0)] * 3


def test_where_nobody_is_there_nobody_is_planned():
    absences = tuple(away(one, MONDAY, MONDAY) for one in ("ana", "ben"))
    plan = best(request(2, 3, absences=absences)).plan
    assert plan[0] is None
    assert None not in plan[1:]


def test_a_seat_is_taken_only_by_those_who_take_it_when_they_can():
    asked = request(
        (person("ana", Seat.MANAGER), person("ben", Seat.ENGINEER), person("mei"), person("dmitri")), 8
    )
    plan = manned(best(asked))
    assert all(engineer != 0 and manager != 1 for manager, engineer in plan)


def test_two_who_shall_not_be_together_are_not():
    plan = manned(best(request(4, 8, apart=(("ana", "mei"),))))
    assert all({0, 2} != set(pair) for pair in plan)


def in_teams(*teams: str):
    return tuple(person(id, team=team) for id, team in zip(NAMES, teams, strict=False))


@pytest.mark.parametrize("solver", [None, solve_model])
def test_pairs_are_of_two_teams_when_they_can_be(solver):
    asked = request(in_teams("payments", "Payments", "search", "search", "", ""), 12)
    found = best(asked, solver)
    assert set(turns(asked, found).values()) == {4}
    pairs = {tuple(sorted(pair)) for pair in manned(found)}
    assert not pairs & {(0, 1), (2, 3)}


def test_a_team_that_is_most_of_all_has_its_turns_all_the_same():
    asked = request(in_teams("payments", "payments", "payments", "payments", "search", "search"), 12)
    found = best(asked)
    assert set(turns(asked, found).values()) == {4}
    assert (4, 5) not in {tuple(sorted(pair)) for pair in manned(found)}


def test_where_all_are_of_one_team_it_does_not_matter():
    assert problem_of(request(in_teams("payments", "payments", "payments"), 6)) == problem_of(request(3, 6))


def test_who_had_more_weekends_has_fewer_now():
    # Shifts of a day: those from Friday to Sunday touch a weekend.
    loads = {"ana": Load(manager=10, engineer=10, burden=Burden(nights=20, weekends=9))}
    usual = Load(manager=10, engineer=10, burden=Burden(nights=20, weekends=3))
    asked = request(tuple(person(one, load=loads.get(one, usual)) for one in list(NAMES)[:8]), 56, days=1)
    found = best(asked, None)
    on_weekends = Counter(
        one for shift, pair in enumerate(manned(found)) if asked.day(shift).weekday() >= 4 for one in pair
    )
    assert on_weekends[0] < min(on_weekends[one] for one in range(1, 8))


def test_holidays_are_parted():
    days = tuple(asked_day for asked_day in (request(4, 8).day(n) for n in (0, 3)))
    asked = request(tuple(person(one.id, holidays=days) for one in people(4)), 8)
    found = best(asked)
    assert sorted((*manned(found)[0], *manned(found)[3])) == [0, 1, 2, 3]


@pytest.mark.slow
def test_the_same_request_gives_the_same_plan():
    for asked in (request(4, 5, seed=3), request(9, 6, seed=3)):  # as a whole, and by windows
        assert best(asked).plan == best(asked).plan


def test_who_left_is_replaced_in_their_own_shifts_only():
    plan = tuple(
        Turn(manager=a, engineer=b)
        for a, b in (("ana", "ben"), ("mei", "jonas"), ("ben", "mei"), ("jonas", "ana"))
    )
    staying = tuple(one for one in people(6) if one.id not in ("jonas", "ana"))
    asked = request((*staying, person("ana")), 4, plan=plan)
    ids = [one.id for one in asked.people]
    found = [(ids[manager], ids[engineer]) for manager, engineer in manned(best(asked))]
    assert [found[0], found[2]] == [("ana", "ben"), ("ben", "mei")]
    assert found[1][0] == "mei"
    assert found[3][1] == "ana"
    assert {found[1][1], found[3][0]} == {"dmitri", "priya"}  # who has no turn yet


def test_who_is_away_is_replaced_for_that_shift_only():
    plan = tuple(Turn(manager=a, engineer=b) for a, b in (("ana", "ben"), ("mei", "dmitri"), ("ben", "ana")))
    found = best(request(4, 3, plan=plan, absences=(away("mei", *[request(4, 3).day(1)] * 2),)))
    assert [found.plan[0], found.plan[2]] == [(0, 1), (1, 0)]
    assert found.plan[1] in [(0, 3), (1, 3)]


def published_round(shifts: int):
    """Four people, each with each, in turn."""
    pairs = (("ana", "ben"), ("mei", "dmitri"), ("ben", "ana"), ("dmitri", "mei"))
    return tuple(Turn(manager=m, engineer=e) for m, e in (pairs * shifts)[:shifts])


def test_who_is_new_fits_into_a_published_plan_and_nothing_else_is_changed():
    plan = published_round(20)
    asked = request((*people(4), person("priya", starts_on=MONDAY)), 20, plan=plan)
    found = best(asked)
    had = turns(asked, found)
    assert set(had.values()) == {8}, "each a fifth of 40"
    changed = [
        (shift, seat)
        for shift, (turn, pair) in enumerate(zip(plan, manned(found), strict=True))
        for seat, was in enumerate((turn.manager, turn.engineer))
        if asked.people[pair[seat]].id != was
    ]
    assert {asked.people[manned(found)[shift][seat]].id for shift, seat in changed} == {"priya"}
    assert len(changed) == 8
    own = [shift for shift, _ in changed]
    assert min(after - before for before, after in pairwise(own)) >= 2


def test_who_comes_in_the_middle_has_a_share_of_what_is_left():
    comes = MONDAY + timedelta(weeks=10)
    asked = request((*people(4), person("priya", starts_on=comes)), 20, plan=published_round(20))
    found = best(asked)
    own = [shift for shift, pair in enumerate(manned(found)) if 4 in pair]
    assert len(own) == 4
    assert min(own) >= 10


def test_who_is_new_has_the_turns_of_who_left():
    plan = published_round(20)
    asked = request(
        (*(one for one in people(4) if one.id != "ben"), person("priya", starts_on=MONDAY)), 20, plan=plan
    )
    found = best(asked)
    assert turns(asked, found) == {"ana": 10, "mei": 10, "dmitri": 10, "priya": 10}


def test_without_time_the_first_plan_is_the_answer():
    founds = list(Search(problem_of(request(6, 12)), lambda: timedelta(0), solve_model).run())
    assert founds[0].is_first
    assert founds[-1].plan == founds[0].plan
    assert None not in founds[0].plan


@st.composite
def requests_(draw):
    number = draw(st.integers(1, 6))
    shifts = draw(st.integers(1, 9))
    ids = list(NAMES)[:number]
    absences = draw(
        st.lists(st.tuples(st.sampled_from(ids), st.integers(0, shifts - 1), st.integers(0, 10)), max_size=8)
    )
    seats = st.sampled_from([(), (Seat.MANAGER,), (Seat.ENGINEER,), ()])
    apart = draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=2))
    asked = request(tuple(person(one, *draw(seats)) for one in ids), shifts, apart=tuple(apart))
    return request(
        asked.people,
        shifts,
        apart=tuple(apart),
        absences=tuple(
            away(one, asked.day(shift), asked.day(shift) + timedelta(days=more))
            for one, shift, more in absences
        ),
    )


@pytest.mark.parametrize("solver", [None, solve_model], ids=["exchanges", "highs"])
@given(asked=requests_())
@settings(max_examples=25, deadline=None)
def test_nobody_is_on_duty_while_away_and_both_seats_only_alone(solver, asked):
    problem = problem_of(asked)
    for found in Search(problem, lambda: timedelta(seconds=0.5), solver).run():
        assert found.cost == pytest.approx(cost_of(problem, found.plan))
        assert found.cost >= lowest_cost(problem) - 1e-6
        assert found.cost >= found.bound - 1e-6
        for shift, pair in enumerate(found.plan):
            there = problem.choices(shift)
            assert (pair is None) == (not there)
            if pair is not None:
                assert set(pair) <= set(there)
                assert (pair[0] == pair[1]) == (len(there) == 1)


@given(number=st.integers(2, 8), shifts=st.integers(1, 16), seed=st.integers(1, 9))
@settings(max_examples=40, deadline=None)
def test_turns_and_seats_are_even_when_nothing_forbids(number, shifts, seed):
    asked = request(number, shifts, seed=seed)
    found = best(asked, None)
    counts = [turns(asked, found)[one.id] for one in asked.people]
    assert sum(counts) == 2 * shifts
    assert max(counts) - min(counts) <= 1
