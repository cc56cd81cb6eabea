"""The request as numbers: people and shifts are indices from here on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, cached_property

from desktop.core.schedule.rotation import RotationPerson, RotationRequest
from desktop.core.schedule.shift import Turn
from desktop.core.schedule.shift_burden import Burden, burden
from desktop.core.team.seat import Seat
from desktop.core.words import folded
from desktop.rotation.fair_share import even_out, fair_turns
from desktop.rotation.newcomers import make_room

SEATS = (Seat.MANAGER, Seat.ENGINEER)
Pair = tuple[int, int]
"""Who has each of SEATS in one shift."""
Plan = list[Pair | None]
"""None: nobody is there."""
Event = tuple[float, int]
"""A turn of one person: its place, counted in shifts, and its seat: index in SEATS, or BOTH."""
BOTH = 2
NO_TEAM = -1

_WEIGHT_NIGHTS, _WEIGHT_WEEKENDS, _WEIGHT_HOLIDAYS, _WEIGHT_SEATS, _WEIGHT_TURNS = 3.0, 6.0, 8.0, 4.0, 60.0


@dataclass(frozen=True)
class Measure:
    """Something that each person should have their share of: `amounts[person][shift]` of it in `seats`, of
    which `aims[person]` is fair. Being off by `unit` costs `weight`, by twice as much four times that."""

    seats: tuple[int, ...]
    amounts: list[list[int]]
    aims: list[float]
    unit: float
    weight: float

    @cached_property
    def times(self) -> tuple[int, int, int]:
        """How often a turn in each seat, and in both, counts."""
        return int(0 in self.seats), int(1 in self.seats), len(self.seats)

    def cost(self, person: int, amount: float) -> float:
        """Of having that much."""
        off = (amount - self.aims[person]) / self.unit
        return self.weight * off * off


@dataclass(frozen=True, slots=True)
class Problem:
    """All that choosing needs to know."""

    people: int
    shifts: int
    there: list[list[bool]]
    """[person][shift]: nothing keeps them away."""
    takes: list[tuple[bool, bool]]
    """[person]: whether they take each of SEATS."""
    fixed: list[tuple[int | None, int | None]]
    """[shift]: who has each seat and keeps it; None: to be chosen."""
    measures: list[Measure]
    ideal: list[float]
    """[person]: how many shifts from one of their turns to the next, if they were spread evenly."""
    around: list[list[Event]]
    """[person]: their published turns before and after."""
    met: dict[Pair, int]
    """How often two (the smaller index first) were a pair before."""
    usual: int
    """How often each two are a pair at least, when pairs mix best."""
    apart: frozenset[Pair]
    teams: list[int]
    """[person]: which (sub-)team is theirs; NO_TEAM: none, or the one of all."""
    seed: int

    def choices(self, shift: int) -> list[int]:
        """Who is there."""
        return [person for person in range(self.people) if self.there[person][shift]]


def problem_of(request: RotationRequest) -> Problem:
    """The numbers of a request."""
    people, times = request.people, request.times
    index = {person.id: number for number, person in enumerate(people)}
    there = _there(request)
    takes = [(Seat.MANAGER in person.seats, Seat.ENGINEER in person.seats) for person in people]
    around, met = _published(request, index)
    manned = [any(row[shift] for row in there) for shift in range(len(times))]
    turns = fair_turns(
        there,
        takes,
        [person.load.shifts if person.load else None for person in people],
        [_first(request, person) for person in people],
        sum(manned),
    )
    teams = _teams(people)
    apart = frozenset(
        (min(index[a], index[b]), max(index[a], index[b]))
        for a, b in request.apart
        if a in index and b in index and a != b
    )

    def wrong(pair: Pair) -> float:
        one_team = teams[pair[0]] == teams[pair[1]] != NO_TEAM
        return 100.0 * ((min(pair), max(pair)) in apart) + one_team

    fixed = make_room(_fixed(request, index, there), _newcomers(request), there, takes, turns, wrong)
    spread = [sum(row) / max(aim, 0.5) for row, aim in zip(there, turns, strict=True)]
    return Problem(
        people=len(people),
        shifts=len(times),
        there=there,
        takes=takes,
        fixed=fixed,
        measures=_measures(request, there, takes, turns),
        ideal=spread,
        around=around,
        met=met,
        usual=(sum(manned) + sum(met.values())) // max(1, _pairs(teams)),
        apart=apart,
        teams=teams,
        seed=request.seed,
    )


def turns_of(request: RotationRequest, plan: Plan) -> tuple[Turn | None, ...]:
    """The plan in the words of the core."""
    ids = [person.id for person in request.people]
    return tuple(pair and Turn(manager=ids[pair[0]], engineer=ids[pair[1]]) for pair in plan)


def _teams(people: Sequence[RotationPerson]) -> list[int]:
    names = [folded(person.team) for person in people]
    if len(set(names)) == 1:
        return [NO_TEAM] * len(people)
    return [names.index(name) if name else NO_TEAM for name in names]


def _pairs(teams: list[int]) -> int:
    """How many different pairs there are: without those of one team, unless one is so large that there have
    to be some."""
    sizes = Counter(team for team in teams if team != NO_TEAM)
    every = len(teams) * (len(teams) - 1) // 2
    if any(2 * size > len(teams) for size in sizes.values()):
        return every
    return every - sum(size * (size - 1) // 2 for size in sizes.values())


def _there(request: RotationRequest) -> list[list[bool]]:
    away: dict[str, list[tuple[datetime, datetime]]] = {}
    for absence in request.absences:
        away.setdefault(absence.responder, []).append((absence.starts_at, absence.ends_at))
    return [
        [
            (person.starts_on is None or person.starts_on <= request.day(shift))
            and not any(gone < end and begin < back for gone, back in away.get(person.id, ()))
            for shift, (begin, end) in enumerate(request.times)
        ]
        for person in request.people
    ]


def _first(request: RotationRequest, person: RotationPerson) -> int:
    """The first shift that does not begin before they start."""
    begin = person.starts_on
    return sum(begin is not None and request.day(shift) < begin for shift in range(len(request.times)))


def _fixed(
    request: RotationRequest, index: dict[str, int], there: list[list[bool]]
) -> list[tuple[int | None, int | None]]:
    """What stays in a repair: whoever is (still) there keeps their seat. One who had both keeps one of them,
    when there is somebody for the other."""
    if not request.plan:
        return [(None, None)] * len(request.times)
    found: list[tuple[int | None, int | None]] = []
    for shift, turn in enumerate(request.plan):
        names = (turn.manager, turn.engineer) if turn else (None, None)
        stay = [index[name] if name in index and there[index[name]][shift] else None for name in names]
        if stay[0] is not None and stay[0] == stay[1] and sum(row[shift] for row in there) > 1:
            stay[0 if Seat.MANAGER not in request.people[stay[0]].seats else 1] = None
        found.append((stay[0], stay[1]))
    return found


def _newcomers(request: RotationRequest) -> list[int]:
    """Who came lately, and has no turn in the plan that is repaired."""
    named = {name for turn in request.plan if turn for name in (turn.manager, turn.engineer)}
    if not named:
        return []
    return [
        number
        for number, person in enumerate(request.people)
        if person.starts_on is not None and person.id not in named
    ]


def _published(request: RotationRequest, index: dict[str, int]) -> tuple[list[list[Event]], dict[Pair, int]]:
    around: list[list[Event]] = [[] for _ in request.people]
    met: dict[Pair, int] = {}
    begin, end = request.times[0][0], request.times[-1][1]
    length = timedelta(days=request.days)
    for shift in sorted(request.published, key=lambda shift: shift.starts_at):
        if shift.ends_at <= begin:
            place = (shift.ends_at - begin) / length - 1
        elif shift.starts_at >= end:
            place = len(request.times) + (shift.starts_at - end) / length
        else:
            continue  # it is planned anew
        pair = [index.get(shift.turn.of(seat)) for seat in SEATS]
        for seat, person in enumerate(pair):
            if person is not None and pair[0] != pair[1]:
                around[person].append((place, seat))
        first, second = pair
        if first is not None and second is not None:
            if first == second:
                around[first].append((place, BOTH))
            else:
                key = (min(first, second), max(first, second))
                met[key] = met.get(key, 0) + 1
    return around, met


def _measures(
    request: RotationRequest, there: list[list[bool]], takes: list[tuple[bool, bool]], turns: list[float]
) -> list[Measure]:
    ones = [[1] * len(request.times) for _ in request.people]
    burdens = _burdens(request)
    loads = [person.load for person in request.people]
    share = [aim / max(sum(turns), 1) for aim in turns]
    both = [all(row) for row in takes]
    found = [Measure((0, 1), ones, turns, 1.0, _WEIGHT_TURNS)]

    # The Manager's seat: half of one's turns, less or more for what was uneven before.
    halves = [
        aim / 2 + max(-1.0, min(1.0, (load.engineer - load.manager) / 2)) if load else aim / 2
        for aim, load in zip(turns, loads, strict=True)
    ]
    if any(both):
        amounts = [row if free else [0] * len(row) for row, free in zip(ones, both, strict=True)]
        aims = [half if free else 0.0 for half, free in zip(halves, both, strict=True)]
        found.append(Measure((0,), amounts, aims, 1.0, _WEIGHT_SEATS))

    kinds: list[tuple[float, Callable[[Burden], int]]] = [
        (_WEIGHT_NIGHTS, lambda burden: burden.nights),
        (_WEIGHT_WEEKENDS, lambda burden: burden.weekends),
        (_WEIGHT_HOLIDAYS, lambda burden: burden.holidays),
    ]
    for weight, kind in kinds:
        amounts = [[kind(one) for one in row] for row in burdens]
        means = [_mean(row, free) for row, free in zip(amounts, there, strict=True)]
        if not any(means):
            continue
        unit = _unit(amounts, there)
        overall = sum(mean * part for mean, part in zip(means, share, strict=True))
        # Turns come first. Somebody whose turns have more nights than others' (of another zone) has an aim
        # of a little less: it decides who has the odd turn more, and no more than that.
        aims = [
            aim * max(mean - unit / max(aim, 1), min(mean + unit / max(aim, 1), overall))
            for aim, mean in zip(turns, means, strict=True)
        ]
        past = [float(kind(load.burden)) if load else None for load in loads]
        aims = even_out(aims, past, unit)
        found.append(Measure((0, 1), amounts, aims, unit, weight))
    return found


def _mean(row: list[int], free: list[bool]) -> float:
    """Of one turn of one person, while they are there."""
    return sum(value for value, ok in zip(row, free, strict=True) if ok) / max(1, sum(free))


def _unit(amounts: list[list[int]], there: list[list[bool]]) -> float:
    """What a turn has of it, if it has any."""
    used = [
        v
        for row, free in zip(amounts, there, strict=True)
        for v, ok in zip(row, free, strict=True)
        if v and ok
    ]
    return sum(used) / len(used)


def _burdens(request: RotationRequest) -> list[list[Burden]]:
    @cache
    def counted(zone: str, holidays: tuple[date, ...], shift: int) -> Burden:
        return burden(*request.times[shift], zone, frozenset(holidays))

    def row(person: RotationPerson) -> list[Burden]:
        return [counted(person.zone, person.holidays, shift) for shift in range(len(request.times))]

    return [row(person) for person in request.people]
