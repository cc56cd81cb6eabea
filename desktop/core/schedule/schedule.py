"""The schedule: one rotation of pairs, what was published over it, and exceptions; one answer to "who, for
which seat, at this moment".

For those who build on it (all times aware, UTC; all functions pure and quick):

    schedule.shift_at(at)                  the pair at `at`, since when, and until when it stays that pair
    schedule.on_duty(seat, at)             who has one seat, since and until when, and by which exception
    schedule.shifts_between(begin, end)    all shifts that touch the time, whole, in order
    schedule.next_shift_of(responder, at)  the shift they are in, or else their next
    schedule.shadows_at(at)                who gets everything beside the pair
    replace(schedule, exceptions=(*schedule.exceptions, new))   how it would be with one exception more
    replace(schedule, published=(*schedule.published, segment)) how it would be with another plan

Warnings are in schedule_warnings.py, offers and swaps in shift_offer.py, what a plan changes for whom in
duty_changes.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property

from desktop.core.errors import InvalidTeam
from desktop.core.schedule.resolver import Resolver, in_force
from desktop.core.schedule.segment import Segment
from desktop.core.schedule.shift import Shift, Turn
from desktop.core.schedule.shift_exception import ExceptionKind, Shadow, ShiftException
from desktop.core.schedule.turning import Turning
from desktop.core.team.seat import Seat
from desktop.core.zones import zone

__all__ = ["Duty", "ExceptionKind", "Schedule", "Segment", "Shadow", "Shift", "ShiftException", "Turn"]

_FAR = timedelta(days=366)
"""How far a duty is followed: one person may have a seat in all turns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One person's time in one seat. `exception` is what gave it to them; None for the rotation."""

    seat: Seat
    responder: str
    starts_at: datetime
    ends_at: datetime
    exception: ShiftException | None = None


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """A rotation, and what was planned over it.

    The rotation: the first turn starts on the date `starts_on` at `hand_over` (wall clock of `zone`), each
    lasts `weeks` weeks, and after the last the first comes again; before `starts_on` it runs backwards in
    the same way, so that every instant has exactly one pair. `published` are plans in the order in which they
    were published: each replaces what was planned from its start on. `exceptions` win over both, the latest
    made over the others.
    """

    zone: str = "UTC"
    starts_on: date = date(2026, 1, 5)
    hand_over: time = time(9)
    weeks: int = 1
    turns: tuple[Turn, ...] = ()
    published: tuple[Segment, ...] = ()
    exceptions: tuple[ShiftException, ...] = ()
    shadows: tuple[Shadow, ...] = ()

    def __post_init__(self) -> None:
        if self.weeks < 1:
            raise InvalidTeam("A turn of the rotation lasts less than a week.", "Set weeks to 1 or more.")
        zone(self.zone)

    @cached_property
    def _resolver(self) -> Resolver:
        base = None
        if self.turns:
            base = Turning(
                zone_name=self.zone,
                starts_on=self.starts_on,
                hand_over=self.hand_over,
                days=7 * self.weeks,
                turns=self.turns,
            )
        return Resolver(base, self.published, self.exceptions)

    def rotation_only(self) -> Schedule:
        """The rotation without what was planned over it."""
        if not (self.published or self.exceptions or self.shadows):
            return self
        return replace(self, published=(), exceptions=(), shadows=())

    def known_from(self, at: datetime) -> Schedule:
        """The same from `at` on, without what is over by then."""
        if not (self.published or self.exceptions or self.shadows):
            return self
        exceptions = tuple(e for e in self.exceptions if e.ends_at > at)
        shadows = tuple(s for s in self.shadows if s.ends_at > at)
        return replace(self, published=self.plans, exceptions=exceptions, shadows=shadows)

    @cached_property
    def plans(self) -> tuple[Segment, ...]:
        """The published plans that still have time of their own, in the order of their beginning."""
        return in_force(self.published)

    def shift_at(self, at: datetime) -> Shift | None:
        """Who is on duty at the instant `at`; None when nothing is planned for it."""
        return self._resolver.shift_at(at)

    def on_duty(self, seat: Seat, at: datetime) -> Duty | None:
        """Who has `seat` at `at`, and how long, whatever changes in the other seat meanwhile; followed for a
        year at most before and after."""
        shift = self.shift_at(at)
        if shift is None:
            return None
        person, begin, end = shift.turn.of(seat), shift.starts_at, shift.ends_at
        while end - at < _FAR and (after := self.shift_at(end)) and after.turn.of(seat) == person:
            end = after.ends_at
        just = timedelta(microseconds=1)
        while (
            at - begin < _FAR and (before := self.shift_at(begin - just)) and before.turn.of(seat) == person
        ):
            begin = before.starts_at
        exception = self._resolver.exception_at(seat, at)
        return Duty(seat=seat, responder=person, starts_at=begin, ends_at=end, exception=exception)

    def exception_at(self, seat: Seat, at: datetime) -> ShiftException | None:
        """The exception that decides who has the seat at `at`; None when the rotation or a plan does."""
        return self._resolver.exception_at(seat, at)

    def shifts_between(self, begin: datetime, end: datetime) -> tuple[Shift, ...]:
        """All shifts that touch the time from `begin` until before `end`, whole ones, in order."""
        found: list[Shift] = []
        at: datetime | None = begin
        while at is not None and at < end:
            shift = self.shift_at(at)
            if shift is not None:
                found.append(shift)
            at = shift.ends_at if shift is not None else self._resolver.nobody_until(at)
        return tuple(found)

    def from_then_on(self, at: datetime) -> Iterator[Shift]:
        """The shift at `at` and those after it, until everybody who will ever come has come."""
        return self._resolver.from_then_on(at)

    def next_shift_of(self, responder: str, at: datetime) -> tuple[Seat, Shift] | None:
        """The shift that `responder` is in at `at`, or else their next one; None when they have none."""
        if responder not in self._people:
            return None
        for shift in self.from_then_on(at):
            seat = shift.seat_of(responder)
            if seat is not None:
                return seat, shift
        return None

    def shadows_at(self, at: datetime) -> tuple[str, ...]:
        """Who gets everything beside the pair, each once, in the order of their beginning."""
        running = [s for s in self.shadows if s.starts_at <= at < s.ends_at]
        return tuple(dict.fromkeys(s.responder for s in sorted(running, key=lambda s: s.starts_at)))

    def turn_ends_at(self, at: datetime) -> datetime | None:
        """When the turn of the rotation ends, whoever stands in during it."""
        return self._resolver.turn_ends_at(at)

    def is_planned_at(self, at: datetime) -> bool:
        """Whether the turn at that time is of a published plan, whoever stands in during it; else it is of
        the team's rotation."""
        return self._resolver.is_planned_at(at)

    def turn_length_at(self, at: datetime) -> timedelta:
        """How long turns are at that time, in whole days of 24 hours."""
        return self._resolver.turn_length_at(at)

    def pair_changes_at(self, at: datetime) -> datetime | None:
        """When another pair comes on duty after `at`: at the end of the shift, or of the time in which nobody
        is; None when that never happens."""
        shift = self.shift_at(at)
        if shift is None:
            return self._resolver.nobody_until(at)
        after = self.shift_at(shift.ends_at)
        if after is None:
            return self._resolver.nobody_until(shift.ends_at)
        return shift.ends_at if after.turn != shift.turn else None

    @cached_property
    def _people(self) -> frozenset[str]:
        turns = (*self.turns, *(turn for segment in self.published for turn in segment.turns))
        named = {person for turn in turns for person in (turn.manager, turn.engineer)}
        return frozenset(named | {exception.responder for exception in self.exceptions})
