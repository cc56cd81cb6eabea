"""The one resolver: rotation, published plans and exceptions put together; each instant has one pair."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from desktop.core.schedule.painting import Painting
from desktop.core.schedule.segment import Segment
from desktop.core.schedule.shift import Shift, Turn
from desktop.core.schedule.shift_exception import ShiftException, in_order
from desktop.core.schedule.turning import Turning
from desktop.core.team.seat import Seat

_EVER = datetime.min.replace(tzinfo=UTC)
_NEVER = datetime.max.replace(tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_REMEMBERED = 4
"""So many shifts are found again at once: what is asked about is nearly always this one or the next."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Time in which neither a turn nor an exception begins or ends. `turn` None: nobody is on duty."""

    turn: Turn | None
    begin: datetime
    end: datetime
    stretch: int
    index: int


class Resolver:
    """Made once for each value of a schedule, and kept by it. It remembers only what it found last."""

    def __init__(
        self, base: Turning | None, published: Sequence[Segment], exceptions: Sequence[ShiftException]
    ) -> None:
        self._begins: list[datetime] = []
        self._turnings: list[Turning] = []
        self._planned: list[bool] = []
        self._lay_out(base, published)
        made = in_order(exceptions)
        self._paintings = {seat: Painting(e for e in made if e.seat is seat) for seat in Seat}
        self._found: tuple[Shift, ...] = ()  # replaced as a whole: several threads may ask

    def shift_at(self, at: datetime) -> Shift | None:
        """The longest time around `at` with the same pair. (Where one pair has all turns: its turn.)"""
        for known in self._found:
            if known.starts_at <= at < known.ends_at:
                return known
        first = piece = self._piece(at)
        if first.turn is None:
            return None
        while piece.begin > _EVER and not self._changes(before := self._piece(piece.begin - _TICK), piece):
            piece = before
        begin, piece = piece.begin, first
        while piece.end < _NEVER and not self._changes(piece, after := self._piece(piece.end)):
            piece = after
        shift = Shift(turn=first.turn, starts_at=begin, ends_at=piece.end)
        self._found = (shift, *self._found[: _REMEMBERED - 1])
        return shift

    def exception_at(self, seat: Seat, at: datetime) -> ShiftException | None:
        """The exception that decides who has the seat; None when the rotation does."""
        return self._paintings[seat].look(at)[0]

    def nobody_until(self, at: datetime) -> datetime | None:
        """When somebody comes on duty, while nobody is at `at`; None for never."""
        piece = self._piece(at)
        return piece.end if piece.turn is None and piece.end < _NEVER else None

    def from_then_on(self, at: datetime) -> Iterator[Shift]:
        """The shift at `at` and those after it, until everybody who will ever come has come."""
        if not self._turnings:
            return
        edges = [painting.ends_at for painting in self._paintings.values()]
        settled = max([at, self._begins[-1], *(edge for edge in edges if edge is not None)])
        end = settled + self._turnings[-1].round()
        while at < end:
            shift = self.shift_at(at)
            if shift is not None:
                yield shift
                at = shift.ends_at
            elif (awaited := self.nobody_until(at)) is not None:
                at = awaited
            else:
                return

    def turn_ends_at(self, at: datetime) -> datetime | None:
        """When the turn of the rotation ends, whoever stands in during it; None without one."""
        return self._turn(at)[2] if self._turnings and at >= self._begins[0] else None

    def turn_length_at(self, at: datetime) -> timedelta:
        """How long turns are at that time, by the calendar; zero without any."""
        stretch = bisect_right(self._begins, at) - 1
        return timedelta(days=self._turnings[stretch].days) if stretch >= 0 else timedelta(0)

    def is_planned_at(self, at: datetime) -> bool:
        """Whether the turn at that time is of a published plan, whoever stands in during it."""
        stretch = bisect_right(self._begins, at) - 1
        return stretch >= 0 and self._planned[stretch]

    # ----------------------------------------------------------------------------------------------- within

    def _lay_out(self, base: Turning | None, published: Sequence[Segment]) -> None:
        """Which turns hold from when."""
        plan = in_force(published)
        if base is not None:
            self._hold(_EVER, base)
        for number, segment in enumerate(plan):
            self._hold(segment.starts_at, _turning(segment), planned=True)
            following = plan[number + 1].starts_at if number + 1 < len(plan) else _NEVER
            # Silence is the worst failure: after a plan without a successor its turns, or the team's, go on.
            if base is not None and not segment.repeat and segment.turns_end_at < following:
                self._hold(segment.turns_end_at, base)

    def _hold(self, begin: datetime, turning: Turning, *, planned: bool = False) -> None:
        self._planned.append(planned)
        self._begins.append(begin)
        self._turnings.append(turning)

    def _turn(self, at: datetime) -> tuple[Turn | None, datetime, datetime, int, int]:
        stretch = bisect_right(self._begins, at) - 1
        until = self._begins[stretch + 1] if stretch + 1 < len(self._begins) else _NEVER
        if stretch < 0:
            return None, _EVER, until, stretch, 0
        turning = self._turnings[stretch]
        index = turning.index_at(at)
        begin = max(turning.boundary(index), self._begins[stretch])
        return turning.turn(index), begin, min(turning.boundary(index + 1), until), stretch, index

    def _piece(self, at: datetime) -> _Piece:
        turn, begin, end, stretch, index = self._turn(at)
        if turn is None:
            return _Piece(None, begin, end, stretch, index)
        people = {}
        for seat, painting in self._paintings.items():
            exception, since, until = painting.look(at)
            people[seat] = exception.responder if exception is not None else turn.of(seat)
            begin, end = max(begin, since or _EVER), min(end, until or _NEVER)
        manager, engineer = people[Seat.MANAGER], people[Seat.ENGINEER]
        if (manager, engineer) != (turn.manager, turn.engineer):
            turn = Turn(manager=manager, engineer=engineer)
        return _Piece(turn, begin, end, stretch, index)

    def _changes(self, before: _Piece, after: _Piece) -> bool:
        """Whether one shift ends and another begins between these neighbours."""
        if before.turn != after.turn:
            return True
        # One pair in all turns never changes: its shifts are its turns.
        return (
            before.stretch == after.stretch
            and before.index != after.index
            and self._turnings[before.stretch].is_uniform
        )


def in_force(published: Sequence[Segment]) -> tuple[Segment, ...]:
    """Those that a later published one has not replaced altogether, in the order of their beginning."""
    plan: list[Segment] = []
    for segment in published:
        while plan and plan[-1].starts_at >= segment.starts_at:
            plan.pop()
        plan.append(segment)
    return tuple(plan)


def _turning(segment: Segment) -> Turning:
    return Turning(
        zone_name=segment.zone,
        starts_on=segment.starts_on,
        hand_over=segment.hand_over,
        days=segment.days,
        turns=segment.turns,
    )
