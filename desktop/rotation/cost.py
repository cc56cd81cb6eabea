"""What a plan costs in fairness: the one measure by which plans are compared. 0 is perfect."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from desktop.rotation.problem import BOTH, NO_TEAM, Event, Pair, Plan, Problem

DOUBLE, OTHER_SEAT, TOGETHER = 100_000.0, 20_000.0, 5_000.0
"""Wishes first: fairness never outweighs one of them."""
ONE_TEAM = 50.0
"""A soft wish: as dear as a turn too many, or one without rest, and no dearer."""
_REST, _NO_REST, SAME_SEAT, MET_AGAIN = 25.0, 60.0, 6.0, 4.0


def cost_of(problem: Problem, plan: Plan) -> float:
    """Of the whole plan."""
    events: list[list[Event]] = [list(known) for known in problem.around]
    met = dict(problem.met)
    total = 0.0
    for shift, pair in enumerate(plan):
        if pair is None:
            continue
        total += wishes_cost(problem, pair)
        if pair[0] == pair[1]:
            events[pair[0]].append((shift, BOTH))
            continue
        for seat, person in enumerate(pair):
            events[person].append((shift, seat))
        key = (min(pair), max(pair))
        met[key] = met.get(key, 0) + 1
    total += sum(person_cost(problem, person, sorted(own)) for person, own in enumerate(events))
    return total + sum(met_cost(problem, count) for count in met.values())


def wishes_cost(problem: Problem, pair: Pair) -> float:
    """What is wrong with these two, whenever it is."""
    total = sum(OTHER_SEAT for seat, person in enumerate(pair) if not problem.takes[person][seat])
    if pair[0] == pair[1]:
        total += DOUBLE
        return total
    if (min(pair), max(pair)) in problem.apart:
        total += TOGETHER
    return total + (ONE_TEAM if are_one_team(problem, pair) else 0.0)


def are_one_team(problem: Problem, pair: Pair) -> bool:
    """Whether these two different people are of one (sub-)team."""
    return problem.teams[pair[0]] == problem.teams[pair[1]] != NO_TEAM


def met_cost(problem: Problem, count: float) -> float:
    """Of two being a pair that often."""
    more = max(0.0, count - problem.usual)
    return MET_AGAIN * more * more


def rest_cost(problem: Problem, person: int, distance: float) -> float:
    """Of that many shifts from one turn to the next (1: the one after). The longer the rest the less it
    matters, so that equal rests cost least."""
    ideal = problem.ideal[person]
    if distance >= ideal:
        return 0.0
    missing = (ideal - distance) / ideal
    return _REST * missing * missing + (_NO_REST if distance < 2 <= ideal else 0.0)


def person_cost(problem: Problem, person: int, events: Sequence[Event]) -> float:
    """Of what one person has, `events` in order."""
    total = 0.0
    # The search spends most of its time here.
    own = [(int(place), seat) for place, seat in events if 0 <= place < problem.shifts]
    for measure in problem.measures:
        amounts, times = measure.amounts[person], measure.times
        off = (
            sum([amounts[shift] * times[seat] for shift, seat in own]) - measure.aims[person]
        ) / measure.unit
        total += measure.weight * off * off
    alternates = all(problem.takes[person])
    for (before, one), (after, other) in pairwise(events):
        total += rest_cost(problem, person, after - before)
        if alternates and one == other != BOTH:
            total += SAME_SEAT
    return total
