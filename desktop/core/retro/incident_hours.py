"""How long people worked on incidents: the time in which they held a seat while the incident ran."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desktop.core.incident.events import Event, SeatClaimed, SeatLost, SeatReturned
from desktop.core.team.seat import Seat

SEAT_CHANGES: tuple[type[Event], ...] = (SeatClaimed, SeatReturned, SeatLost)
"""The events that hours are made of; others need not be given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSeat:
    """`by` held a seat of an incident from `starts_at` until before `ends_at`."""

    by: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentHours:
    """Hours by the person's id, from `begin` until before `end`; who held no seat is left out."""

    begin: datetime
    end: datetime
    hours: dict[str, float] = field(default_factory=dict)


def held_seats(events: Iterable[Event], until: datetime) -> list[HeldSeat]:
    """Of one incident: its seat changes in order, and when it was resolved, or now."""
    holders: dict[Seat, tuple[str, datetime]] = {}
    found: list[HeldSeat] = []

    def leave(seat: Seat, at: datetime) -> None:
        held = holders.pop(seat, None)
        if held is not None and held[1] < at:
            found.append(HeldSeat(by=held[0], starts_at=held[1], ends_at=at))

    for event in events:
        match event:
            case SeatClaimed(seat=seat, by=by, at=at):
                leave(seat, at)
                holders[seat] = by, at
            case SeatReturned(seat=seat, at=at) | SeatLost(seat=seat, at=at):
                leave(seat, at)
            case _:
                pass
    for seat in tuple(holders):
        leave(seat, until)
    return found


def incident_hours(found: Iterable[HeldSeat], begin: datetime, end: datetime) -> IncidentHours:
    """Both seats at once, or two incidents at once, are one time: a person has only so many hours."""
    spans: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for held in found:
        since, until = max(held.starts_at, begin), min(held.ends_at, end)
        if since < until:
            spans[held.by].append((since, until))
    return IncidentHours(
        begin=begin,
        end=end,
        hours={who: _length(own) / timedelta(hours=1) for who, own in sorted(spans.items())},
    )


def _length(spans: list[tuple[datetime, datetime]]) -> timedelta:
    total, reached = timedelta(0), None
    for since, until in sorted(spans):
        begin = since if reached is None else max(since, reached)
        if until > begin:
            total += until - begin
            reached = until
    return total
