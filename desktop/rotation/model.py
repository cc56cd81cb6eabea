"""A mixed-integer model of a window: some shifts are chosen anew for some people, all else stays.

It costs what `cost.py` says, with two simplifications (amounts between the steps of a measure, and pairs that
cannot have met more often than usual), so the plan that comes out is weighed again.

Columns are x[person, shift, seat] (whole) and what they cost (continuous). Everything that is counted is
convex, or a product of two x, so all costs are lower bounds by rows, and no other column is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations, pairwise
from math import inf

from desktop.rotation.cost import ONE_TEAM, OTHER_SEAT, SAME_SEAT, TOGETHER, met_cost, rest_cost
from desktop.rotation.problem import BOTH, NO_TEAM, Event, Plan, Problem

Terms = dict[int, float]
"""Column: factor."""
_OPEN = -1
"""Instead of a seat: to be chosen."""
_FEW = 8
"""People of whom all pairs are modelled, also those that have met less than usual."""


@dataclass(slots=True)
class Model:
    """Minimise `costs` · columns + `constant`, with `low` ≤ row ≤ `high` and columns from 0 to `upper`."""

    costs: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[Terms] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    constant: float = 0.0

    def column(self, cost: float, *, upper: float = inf, whole: bool = False) -> int:
        """A new column, at least 0."""
        self.costs.append(cost)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.costs) - 1

    def row(self, terms: Terms, low: float = -inf, high: float = inf) -> None:
        """A new row."""
        self.rows.append(terms)
        self.low.append(low)
        self.high.append(high)

    def at_least(self, cost: float, terms: Terms, constant: float) -> None:
        """Costs `cost` for each whole that terms + constant exceed nothing."""
        self.row(
            {**{column: -factor for column, factor in terms.items()}, self.column(cost): 1.0}, low=constant
        )


class Window:
    """`choices`: the shifts that are chosen anew, and who may be chosen for each. Whoever has a seat there
    now must be among them. With just two for a shift these stay the pair, and only seats are chosen."""

    def __init__(self, problem: Problem, plan: Plan, choices: Mapping[int, Sequence[int]]) -> None:
        self._problem = problem
        self._plan = plan
        self._choices = choices
        self.shifts = tuple(sorted(choices))
        self.people = tuple(sorted({person for people in choices.values() for person in people}))
        self.model = Model()
        self._x: dict[tuple[int, int, int], int] = {}
        self._choose()
        for person in self.people:
            self._measure(person)
            self._space(person)
        self._mix()
        self._part_teams()

    def start(self) -> list[float | None]:
        """The plan as it is, for the whole columns."""
        values: list[float | None] = [0.0 if whole else None for whole in self.model.whole]
        for (person, shift, seat), column in self._x.items():
            pair = self._plan[shift]
            values[column] = float(pair is not None and pair[seat] == person)
        return values

    def plan(self, values: Sequence[float]) -> Plan:
        """The whole plan that a solution means."""
        found = [list(pair) if pair is not None else None for pair in self._plan]
        for (person, shift, seat), column in self._x.items():
            pair = found[shift]
            if values[column] > 0.5 and pair is not None:
                pair[seat] = person
        return [(pair[0], pair[1]) if pair is not None else None for pair in found]

    # ----------------------------------------------------------------------------------------------- within

    def _choose(self) -> None:
        problem, model = self._problem, self.model
        for shift in self.shifts:
            fixed = problem.fixed[shift]
            people = [one for one in self._choices[shift] if problem.there[one][shift] and one not in fixed]
            for seat, kept in enumerate(fixed):
                if kept is not None:
                    continue
                columns = []
                for person in people:
                    cost = 0.0 if problem.takes[person][seat] else OTHER_SEAT
                    columns.append(model.column(cost, upper=1.0, whole=True))
                    self._x[person, shift, seat] = columns[-1]
                model.row(dict.fromkeys(columns, 1.0), 1.0, 1.0)
            for person in people:
                terms = self._has(person, shift)
                if len(terms) > 1:
                    model.row(terms, high=1.0)

    def _is_sure(self, person: int, shift: int) -> bool:
        """Whether the person is on duty in that shift in any case, and only the seat is open."""
        people = self._choices[shift]
        return len(people) == 2 and person in people and self._problem.fixed[shift] == (None, None)

    def _has(self, person: int, shift: int, seats: Sequence[int] = (0, 1)) -> Terms:
        """Whether the person is chosen for that shift."""
        return {self._x[key]: 1.0 for seat in seats if (key := (person, shift, seat)) in self._x}

    def _kept(self, person: int) -> list[tuple[float, int]]:
        """The turns of a person that are not chosen anew."""
        found = list(self._problem.around[person])
        for shift, pair in enumerate(self._plan):
            if pair is None or person not in pair:
                continue
            if pair[0] == pair[1]:
                found.append((shift, BOTH))
                continue
            seat = pair.index(person)
            if shift not in self._choices or self._problem.fixed[shift][seat] is not None:
                found.append((shift, seat))
        return sorted(found)

    def _measure(self, person: int) -> None:
        for measure in self._problem.measures:
            amounts = measure.amounts[person]
            known = sum(
                amounts[int(place)] * measure.times[seat]
                for place, seat in self._kept(person)
                if 0 <= place < self._problem.shifts
            )
            terms: Terms = {}
            most = 0
            for shift in self.shifts:
                if len(measure.seats) > 1 and self._is_sure(person, shift):
                    known += amounts[shift]
                elif amounts[shift] and (has := self._has(person, shift, measure.seats)):
                    terms |= {column: float(amounts[shift]) for column in has}
                    most += amounts[shift]
            if not terms:
                self.model.constant += measure.cost(person, known)
                continue
            self._convex(terms, known, most, measure.unit, partial(measure.cost, person))

    def _convex(
        self, terms: Terms, known: int, most: int, unit: float, cost: Callable[[float], float]
    ) -> None:
        """Costs at least each chord of the convex `cost`, from nothing chosen to `most`."""
        column = self.model.column(1.0)
        step = max(1, round(unit))
        edges = [*range(known, known + most, step), known + most]
        for begin, end in pairwise(edges):
            slope = (cost(end) - cost(begin)) / (end - begin)
            # column ≥ cost(begin) + slope · (known + terms − begin)
            row = {key: -slope * factor for key, factor in terms.items()}
            self.model.row({**row, column: 1.0}, low=cost(begin) + slope * (known - begin))

    def _space(self, person: int) -> None:
        """Rest and alternation, of each two turns that follow one another: those between which no turn is."""
        problem = self._problem
        free = [(float(shift), _OPEN) for shift in self.shifts if self._has(person, shift)]
        events = sorted((*self._kept(person), *free))
        seats = (0, 1) if all(problem.takes[person]) else ()
        for at, before in enumerate(events):
            between: Terms = {}
            for after in events[at + 1 :]:
                distance = after[0] - before[0]
                self._charge(rest_cost(problem, person, distance), person, before, after, between)
                for seat in seats:
                    if before[1] in (_OPEN, seat) and after[1] in (_OPEN, seat):
                        self._charge(SAME_SEAT, person, before, after, between, (seat,))
                if after[1] != _OPEN or self._is_sure(person, int(after[0])):
                    break
                between |= self._has(person, int(after[0]))

    def _charge(
        self,
        cost: float,
        person: int,
        before: Event,
        after: Event,
        between: Terms,
        seats: Sequence[int] = (0, 1),
    ) -> None:
        """Costs `cost` when the person has both turns (in that seat), and none between."""
        terms: Terms = dict.fromkeys(between, -1.0)
        constant = -1.0
        for place, seat in (before, after):
            if seat != _OPEN or (len(seats) > 1 and self._is_sure(person, int(place))):
                constant += 1.0
            else:
                terms |= self._has(person, int(place), seats)
        if not terms:
            self.model.constant += cost * max(0.0, constant)
        elif cost:
            self.model.at_least(cost, terms, constant)

    def _mix(self) -> None:
        """Who meets whom, and how often."""
        problem, model = self._problem, self.model
        met = dict(problem.met)
        for shift, pair in enumerate(self._plan):
            if pair is None or pair[0] == pair[1]:
                continue
            if shift not in self._choices or self._is_sure(pair[0], shift):
                key = (min(pair), max(pair))
                met[key] = met.get(key, 0) + 1
        meetings: dict[tuple[int, int], list[tuple[Terms, float]]] = {}
        for shift in self.shifts:
            people = sorted({*self._choices[shift], *(p for p in problem.fixed[shift] if p is not None)})
            if self._is_sure(people[0], shift):
                continue
            presence = [(one, found) for one in people if (found := self._in(one, shift)) is not None]
            for (one, first), (other, second) in combinations(presence, 2):
                if first or second:
                    constant = float((not first) + (not second) - 1)
                    meetings.setdefault((one, other), []).append((first | second, constant))
        few = len(self.people) <= _FEW
        for pair, chances in meetings.items():
            known = met.get(pair, 0)
            apart = pair in problem.apart
            if not (few or apart or known >= max(1, problem.usual)):
                continue
            terms: Terms = {}
            for chosen, constant in chances:
                column = model.column(TOGETHER if apart else 0.0)
                model.row({**dict.fromkeys(chosen, -1.0), column: 1.0}, low=constant)
                terms[column] = 1.0
            self._convex(terms, known, len(terms), 1.0, partial(met_cost, problem))

    def _part_teams(self) -> None:
        """Whoever of a team is more than one in a shift costs something."""
        teams = self._problem.teams
        for shift in self.shifts:
            people = {*self._choices[shift], *(one for one in self._problem.fixed[shift] if one is not None)}
            for team in {teams[one] for one in people} - {NO_TEAM}:
                found = [self._in(one, shift) for one in people if teams[one] == team]
                terms: Terms = {}
                for chosen in found:
                    terms |= chosen or {}
                sure = sum(chosen == {} for chosen in found)
                if len(found) > 1 and terms:
                    self.model.at_least(ONE_TEAM, terms, float(sure - 1))

    def _in(self, person: int, shift: int) -> Terms | None:
        """The columns by which the person is chosen for the shift; none for one who is fixed there; None for
        one who cannot be there."""
        if person in self._problem.fixed[shift]:
            return {}
        return self._has(person, shift) or None
