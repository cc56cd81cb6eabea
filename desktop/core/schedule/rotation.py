"""A rotation that is made, not typed: what is asked for, and what comes out.

Shifts of `days` days follow one another from the first hand-over day on or after `begin`; all that start
before `end` are planned. The making is in desktop/rotation; nothing here chooses anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from desktop.core.errors import InvalidTeam
from desktop.core.schedule.absence import Absence
from desktop.core.schedule.segment import MOST_TURNS, Segment
from desktop.core.schedule.shift import Shift, Turn
from desktop.core.schedule.shift_burden import NO_BURDEN, Burden
from desktop.core.team.seat import Seat
from desktop.core.zones import instant, zone

LONGEST_TURN = 14
"""Days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What somebody had so far: shifts by seat, and what those cost them."""

    manager: int = 0
    engineer: int = 0
    burden: Burden = NO_BURDEN

    @property
    def shifts(self) -> int:
        """In either seat; a shift in both counts twice."""
        return self.manager + self.engineer


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationPerson:
    """Somebody who takes turns. `load` None: new, so there is nothing to make up for."""

    id: str
    name: str
    zone: str = "UTC"
    seats: tuple[Seat, ...] = (Seat.MANAGER, Seat.ENGINEER)
    starts_on: date | None = None
    """No shift of theirs begins before."""
    holidays: tuple[date, ...] = ()
    load: Load | None = None
    team: str = ""
    """The (sub-)team; two of one are a pair only where that cannot be helped."""


@dataclass(frozen=True, kw_only=True)
class RotationRequest:
    """What a rotation is made from.

    `published` are shifts outside the time that is planned: they stay, and count for rest, seats and pairs.
    `plan` asks for a repair: a turn for each shift, of which only that is changed which cannot stay, and a
    turn here and there for people with `starts_on` who are not in it: they are new.
    The same request with the same `seed` gives the same rotation, unless time runs out.
    """

    people: tuple[RotationPerson, ...]
    begin: date
    end: date
    zone: str = "UTC"
    hand_over: time = time(9)
    hand_over_day: int | None = 0
    """0 is Monday; None: the first shift starts on `begin`."""
    days: int = 7
    absences: tuple[Absence, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    """Pairs of people who shall not be on duty together."""
    published: tuple[Shift, ...] = ()
    plan: tuple[Turn | None, ...] = ()
    seed: int = 1

    def __post_init__(self) -> None:
        zone(self.zone)
        if not self.people:
            raise InvalidTeam("Nobody takes turns.", "Choose at least one person, better four or more.")
        if len({person.id for person in self.people}) < len(self.people):
            raise InvalidTeam("Somebody is named twice among those who take turns.", "Name each once.")
        for person in self.people:
            zone(person.zone)
            if not person.seats:
                raise InvalidTeam(f"{person.name} takes no seat.", "Choose a seat, or leave them out.")
        if not 1 <= self.days <= LONGEST_TURN:
            raise InvalidTeam(f"A shift lasts {self.days} days.", f"Use 1 to {LONGEST_TURN} days.")
        if not self.times:
            raise InvalidTeam("No shift begins in that time.", "Let it end later.")
        if len(self.times) > MOST_TURNS:
            raise InvalidTeam(f"That makes {len(self.times)} shifts.", f"Plan at most {MOST_TURNS} at once.")
        if self.plan and len(self.plan) != len(self.times):
            raise InvalidTeam(
                f"The plan has {len(self.plan)} turns for {len(self.times)} shifts.",
                "Give the turns of the time that is to be repaired.",
            )

    @property
    def starts_on(self) -> date:
        """The day of the first hand-over."""
        if self.hand_over_day is None:
            return self.begin
        return self.begin + timedelta(days=(self.hand_over_day - self.begin.weekday()) % 7)

    def day(self, index: int) -> date:
        """The day on which that shift begins, in the schedule's zone."""
        return self.starts_on + timedelta(days=self.days * index)

    @cached_property
    def times(self) -> tuple[tuple[datetime, datetime], ...]:
        """When each shift begins and ends."""
        count = max(0, -(-(self.end - self.starts_on).days // self.days))
        there = zone(self.zone)
        edges = [instant(self.day(index), self.hand_over, there) for index in range(count + 1)]
        return tuple(pairwise(edges))

    @cached_property
    def names(self) -> dict[str, str]:
        """How people are called."""
        return {person.id: person.name for person in self.people}


class UnmetKind(StrEnum):
    """Which wish could not be met."""

    NOBODY = "nobody"
    BOTH_SEATS = "both_seats"
    OTHER_SEAT = "other_seat"
    TOGETHER = "together"
    ONE_TEAM = "one_team"
    NO_REST = "no_rest"
    FEWER = "fewer"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """One wish that could not be met: `sentence` says what, when and why. `people` are ids; the days are
    those on which the time begins and ends, in the schedule's zone."""

    kind: UnmetKind
    people: tuple[str, ...]
    starts_on: date
    ends_on: date
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFigures:
    """What a plan means for one person."""

    id: str
    manager: int = 0
    engineer: int = 0
    both: int = 0
    """Shifts with both seats; they are counted in each seat, too."""
    burden: Burden = NO_BURDEN
    shortest_rest: timedelta | None = None
    """Between two times on duty; None with less than two."""
    longest_rest: timedelta | None = None
    same_seat: int = 0
    """How often they had the same seat as in their turn before."""
    partners: tuple[tuple[str, int], ...] = ()
    """With whom how often, the most frequent first."""

    @property
    def shifts(self) -> int:
        """In either seat; a shift in both counts twice."""
        return self.manager + self.engineer


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationProgress:
    """`best`: what the best plan so far costs in fairness, 0 is perfect; `bound`: no plan costs less;
    `shifts`: how many have somebody in both seats."""

    best: float
    bound: float
    elapsed: timedelta
    shifts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationResult:
    """A turn for each shift of the request; None where nobody is there at all."""

    turns: tuple[Turn | None, ...]
    figures: tuple[PersonFigures, ...]
    unmet: tuple[Unmet, ...]
    best: float
    bound: float
    elapsed: timedelta
    is_best: bool = False
    """Proven: no plan is fairer by the same measure."""
    is_improved: bool = True
    """False: the first simple plan, because there was no time, or no solver, for more."""


def shifts_of(request: RotationRequest, turns: Sequence[Turn | None]) -> tuple[Shift, ...]:
    """The planned shifts with their times, without those that nobody has."""
    return tuple(
        Shift(turn=turn, starts_at=begin, ends_at=end)
        for turn, (begin, end) in zip(turns, request.times, strict=True)
        if turn is not None
    )


def segments_of(
    request: RotationRequest, turns: Sequence[Turn | None], by: str = "", at: datetime | None = None
) -> tuple[Segment, ...]:
    """What is to be published, in order. Where nobody is there the team's own rotation goes on: somebody away
    is paged rather than nobody."""
    found: list[Segment] = []
    run: list[Turn] = []
    for index, turn in enumerate((*turns, None)):
        if turn is not None:
            run.append(turn)
        elif run:
            found.append(
                Segment(
                    starts_on=request.day(index - len(run)),
                    zone=request.zone,
                    hand_over=request.hand_over,
                    days=request.days,
                    turns=tuple(run),
                    published_by=by,
                    published_at=at,
                )
            )
            run = []
    return tuple(found)
