"""Waves: a level that pages a few people at a time, whoever comes next on the schedule first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.core.errors import InvalidTeam
from desktop.core.schedule.schedule import Schedule
from desktop.core.team.seat import Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """So many people of a level (None: those of the next shift that has any), and how long a seat may stay
    empty before the next wave is paged too."""

    size: int | None = None
    wait: timedelta = timedelta(minutes=5)

    def __post_init__(self) -> None:
        if self.size is not None and self.size < 1:
            raise InvalidTeam("A wave pages nobody.", "Let it page one person or more.")
        if self.wait <= timedelta(0):
            raise InvalidTeam("A wave waits for no time at all.", "Set its wait to more than zero.")


def in_wave(
    wave: Wave, people: Sequence[str], schedule: Schedule, seat: Seat, at: datetime
) -> tuple[str, ...]:
    """Who of `people` the wave pages for `seat` at the instant `at`: never nobody while there is anybody.

    First come the following shifts, in each the one who has this seat before the partner; then, in the order
    given, who is not in them, such as those who are on duty now and ring already.
    """
    meant, found = set(people), dict[str, None]()
    for shift in schedule.from_then_on(at):
        if shift.starts_at <= at:
            continue
        for person in (shift.turn.of(seat), shift.turn.of(seat.other)):
            if person in meant:
                found[person] = None
        if (found and wave.size is None) or len(found) >= min(wave.size or len(meant), len(meant)):
            break
    if wave.size is None:
        return tuple(found) or tuple(people)
    return tuple(dict.fromkeys((*found, *people)))[: wave.size]
