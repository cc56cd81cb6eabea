"""The schedule: one rotation of pairs, with hand-over at a wall-clock time of one zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from desktop.core.errors import InvalidTeam
from desktop.core.seat import Seat
from desktop.core.zones import zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Who is the pair for one turn of the rotation; ids of responders."""

    manager: str
    engineer: str

    def of(self, seat: Seat) -> str:
        """Who has `seat` in this turn."""
        return self.manager if seat is Seat.MANAGER else self.engineer


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A turn with its times: on duty from `starts_at` (included) until `ends_at` (excluded)."""

    turn: Turn
    starts_at: datetime
    ends_at: datetime

    def seat_of(self, responder: str) -> Seat | None:
        """Which seat `responder` has in this shift: the Engineer's for one who has both, None for none."""
        if self.turn.engineer == responder:
            return Seat.ENGINEER
        return Seat.MANAGER if self.turn.manager == responder else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A fixed weekly rotation.

    The first turn starts on the date `starts_on` at `hand_over` (wall clock of `zone`), each lasts `weeks`
    weeks, and after the last the first comes again; before `starts_on` the rotation runs backwards in the
    same way, so that every instant has exactly one pair.
    """

    zone: str = "UTC"
    starts_on: date = date(2026, 1, 5)
    hand_over: time = time(9)
    weeks: int = 1
    turns: tuple[Turn, ...] = ()

    def __post_init__(self) -> None:
        if self.weeks < 1:
            raise InvalidTeam("A turn of the rotation lasts less than a week.", "Set weeks to 1 or more.")
        zone(self.zone)

    def _boundary(self, index: int) -> datetime:
        """When turn number `index` starts. A wall-clock time that does not exist on that day (clocks go
        forward) is taken with the offset before the change; one that comes twice is taken the first time
        (PEP 495, fold=0)."""
        day = self.starts_on + timedelta(weeks=self.weeks * index)
        return datetime.combine(day, self.hand_over, zone(self.zone)).astimezone(UTC)

    def shift_at(self, at: datetime) -> Shift | None:
        """Who is on duty at the instant `at`; None when the rotation has no turns."""
        if not self.turns:
            return None
        days = (at.astimezone(zone(self.zone)).date() - self.starts_on).days
        index = days // (7 * self.weeks)
        # The day of the hand-over belongs to the turn before until the hour of the hand-over.
        while self._boundary(index) > at:
            index -= 1
        while self._boundary(index + 1) <= at:
            index += 1
        return Shift(
            turn=self.turns[index % len(self.turns)],
            starts_at=self._boundary(index),
            ends_at=self._boundary(index + 1),
        )

    def next_shift_of(self, responder: str, at: datetime) -> tuple[Seat, Shift] | None:
        """The shift that `responder` is in at `at`, or else their next one; None when they have none."""
        shift = self.shift_at(at)
        for _ in range(len(self.turns) + 1):
            if shift is None:
                return None
            seat = shift.seat_of(responder)
            if seat is not None:
                return seat, shift
            shift = self.shift_at(shift.ends_at)
        return None
