"""What could not be met, and why, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise

from desktop.core.schedule.rotation import RotationRequest, Unmet, UnmetKind
from desktop.rotation.cost import are_one_team
from desktop.rotation.problem import SEATS, Pair, Plan, Problem

_MOST = 200
_Found = tuple[int, UnmetKind, tuple[int, ...], str]
"""The shift, the wish, the people, and what is said after the time."""
_MANY_FEWER = 2
"""Turns; one less is even enough."""
_SAID_EACH = 3
"""So many pairs of one team are said one by one; more in one sentence."""


def explain(request: RotationRequest, problem: Problem, plan: Plan) -> tuple[Unmet, ...]:
    """In the order of time; then who has fewer turns. What goes on for several shifts is said once."""
    found = sorted((*_of_shifts(request, problem, plan), *_no_rest(request, problem, plan)))
    unmet = [*_merged(request, found), *_one_team(request, problem, plan), *_fewer(request, problem, plan)]
    return tuple(unmet[:_MOST])


def _of_shifts(request: RotationRequest, problem: Problem, plan: Plan) -> Iterator[_Found]:
    names = [person.name for person in request.people]
    for shift, pair in enumerate(plan):
        there = problem.choices(shift)
        if pair is None:
            yield shift, UnmetKind.NOBODY, (), "nobody is there, so nobody is planned."
            continue
        if pair[0] == pair[1]:
            sentence = f"only {names[pair[0]]} is there, and has both seats."
            yield shift, UnmetKind.BOTH_SEATS, (pair[0],), sentence
            continue
        for seat, person in enumerate(pair):
            if problem.takes[person][seat]:
                continue
            word = SEATS[seat].capitalize()
            others = [one for one in there if problem.takes[one][seat] and one not in pair]
            why = (
                f"no other who is there takes the {word}’s seat"
                if not others
                else "the plan that is repaired says so"
            )
            yield shift, UnmetKind.OTHER_SEAT, (person,), f"{names[person]} is the {word}: {why}."
        if (min(pair), max(pair)) in problem.apart:
            why = "only they are there" if len(there) == len(pair) else "anything else would be worse"
            sentence = f"{names[pair[0]]} and {names[pair[1]]} are on duty together: {why}."
            yield shift, UnmetKind.TOGETHER, tuple(sorted(pair)), sentence


def _one_team(request: RotationRequest, problem: Problem, plan: Plan) -> Iterator[Unmet]:
    """Pairs of one (sub-)team."""
    of_team: dict[int, list[int]] = {}
    for shift, pair in enumerate(plan):
        if pair is not None and pair[0] != pair[1] and are_one_team(problem, pair):
            of_team.setdefault(problem.teams[pair[0]], []).append(shift)
    for team, shifts in of_team.items():
        name = request.people[team].team
        if len(shifts) > _SAID_EACH:
            members = problem.teams.count(team)
            why = f"{members} of the {problem.people} people are of {name}"
            if 2 * members <= problem.people:
                why = "other pairs would have been less fair, or are not there"
            words = f"both of the pair are of {name} in {len(shifts)} of {problem.shifts} shifts: {why}."
            people = tuple(one for one in range(problem.people) if problem.teams[one] == team)
            yield _unmet(request, shifts[0], shifts[-1] + 1, UnmetKind.ONE_TEAM, people, words)
            continue
        found = [(shift, *_of_one_team(request, problem, plan[shift], shift, name)) for shift in shifts]
        yield from _merged(request, found)


def _of_one_team(
    request: RotationRequest, problem: Problem, pair: Pair | None, shift: int, team: str
) -> tuple[UnmetKind, tuple[int, ...], str]:
    assert pair is not None
    one, other = sorted(pair)
    others = [person for person in problem.choices(shift) if problem.teams[person] != problem.teams[one]]
    why = f"only people of {team} are there" if not others else "other pairs would have been less fair"
    if None not in problem.fixed[shift]:
        why = "the plan that is repaired says so"
    names = f"{request.people[one].name} and {request.people[other].name}"
    return UnmetKind.ONE_TEAM, (one, other), f"{names} are a pair, both of {team}: {why}."


def _no_rest(request: RotationRequest, problem: Problem, plan: Plan) -> Iterator[_Found]:
    """Two shifts in a row, of whoever could have rested between."""
    for shift, (before, after) in enumerate(pairwise(plan), start=1):
        for person in sorted(set(before or ()) & set(after or ())):
            people = len(problem.choices(shift))
            if people <= len(SEATS) or problem.ideal[person] < 2:
                continue  # with so few it cannot be otherwise, and other sentences say why
            why = f"{people} of {problem.people} are there"
            sentence = f"{request.people[person].name} has a second shift in a row: {why}."
            yield shift, UnmetKind.NO_REST, (person,), sentence


def _fewer(request: RotationRequest, problem: Problem, plan: Plan) -> Iterator[Unmet]:
    had = [sum(pair.count(person) for pair in plan if pair is not None) for person in range(problem.people)]
    most = max(had)
    for person, turns in enumerate(had):
        name = request.people[person].name
        away = problem.there[person].count(False)
        if away == problem.shifts:
            yield _unmet(
                request,
                0,
                problem.shifts,
                UnmetKind.NEVER,
                (person,),
                f"{name} is never there, and has no shift.",
            )
        elif away and turns <= most - _MANY_FEWER:
            why = f"away for {away} of {problem.shifts} shifts"
            sentence = f"{name} has {turns} of the turns, others up to {most}: {why}."
            yield _unmet(request, 0, problem.shifts, UnmetKind.FEWER, (person,), sentence)


def _merged(request: RotationRequest, found: Sequence[_Found]) -> Iterator[Unmet]:
    alike = sorted(found, key=lambda item: (item[1], item[2], item[3], item[0]))
    unmet = []
    for (kind, people, words), group in groupby(alike, key=lambda item: item[1:]):
        run: list[int] = []
        for shift in (*(item[0] for item in group), None):
            if run and shift != run[-1] + 1:
                unmet.append(_unmet(request, run[0], run[-1] + 1, kind, people, words))
                run = []
            if shift is not None:
                run.append(shift)
    yield from sorted(unmet, key=lambda one: (one.starts_on, one.ends_on, one.kind, one.people))


def _unmet(
    request: RotationRequest, first: int, after: int, kind: UnmetKind, people: tuple[int, ...], words: str
) -> Unmet:
    begin, end = request.day(first), request.day(after)
    if kind is UnmetKind.NO_REST:
        when = f"From {_told(begin, request)} "
    elif (end - begin).days == 1:
        when = f"On {_told(begin, request)} "
    else:
        when = f"From {_told(begin, request)} to {_told(end, request)} "
    return Unmet(
        kind=kind,
        people=tuple(request.people[person].id for person in people),
        starts_on=begin,
        ends_on=end,
        sentence=when + words,
    )


def _told(day: date, request: RotationRequest) -> str:
    """With the year where it is not the first one's."""
    year = "" if day.year == request.starts_on.year else f" {day.year}"
    return f"{day.day} {day:%b}{year}"
