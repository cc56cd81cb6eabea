"""Hours on incidents: seats held, passed on, given back; overlapping ones counted once."""

from __future__ import annotations

from datetime import timedelta

from desktop.core.incident.events import SeatClaimed, SeatLost, SeatReturned
from desktop.core.retro.incident_hours import HeldSeat, held_seats, incident_hours
from desktop.core.team.seat import Seat
from tests.sample import NIGHT

H = timedelta(hours=1)


def claimed(by: str, hours: float, seat: Seat = Seat.ENGINEER) -> SeatClaimed:
    at = NIGHT + hours * H
    return SeatClaimed(at=at, seat=seat, by=by, pressed_at=at)


def held(by: str, begin: float, end: float) -> HeldSeat:
    return HeldSeat(by=by, starts_at=NIGHT + begin * H, ends_at=NIGHT + end * H)


def test_a_seat_is_held_until_it_is_taken_given_back_lost_or_the_incident_is_resolved() -> None:
    events = [
        claimed("ana", 0, Seat.MANAGER),
        claimed("ben", 1),
        claimed("mei", 2),
        SeatReturned(at=NIGHT + 3 * H, seat=Seat.ENGINEER, by="mei"),
        claimed("ben", 4),
        SeatLost(at=NIGHT + 5 * H, seat=Seat.ENGINEER, holder="ben"),
    ]
    assert held_seats(events, NIGHT + 6 * H) == [
        held("ben", 1, 2),
        held("mei", 2, 3),
        held("ben", 4, 5),
        held("ana", 0, 6),
    ]
    assert held_seats([], NIGHT) == []


def test_two_at_once_are_one_time_and_only_what_is_in_the_time_counts() -> None:
    found = [
        held("ana", 3, 4),
        held("ana", 0, 2),
        held("ana", 1, 1.5),
        held("ana", 1, 2.5),
        held("ben", -2, 0),
    ]
    told = incident_hours(found, NIGHT, NIGHT + 3.5 * H)
    assert told.hours == {"ana": 3.0}
    assert incident_hours(found, NIGHT - H, NIGHT + H).hours == {"ana": 1.0, "ben": 1.0}
