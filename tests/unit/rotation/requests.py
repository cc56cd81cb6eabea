"""Small requests, from people of the sample."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID

from desktop.core.schedule.absence import Absence
from desktop.core.schedule.rotation import RotationPerson, RotationRequest
from desktop.core.team.seat import Seat

MONDAY = date(2026, 11, 30)
NAMES = {
    "ana": "Ana Okafor",
    "ben": "Ben Sato",
    "mei": "Mei Lindqvist",
    "dmitri": "Dmitri Alvarez",
    "priya": "Priya Raman",
    "jonas": "Jonas Weber",
    "leila": "Leila Haddad",
    "tomas": "Tomás Novak",
}
_ids = count(1)


def person(id: str, *seats: Seat, zone: str = "UTC", **more) -> RotationPerson:
    return RotationPerson(id=id, name=NAMES[id], zone=zone, seats=seats or tuple(Seat), **more)


def people(number: int) -> tuple[RotationPerson, ...]:
    return tuple(person(id) for id in list(NAMES)[:number])


def away(id: str, first: date, last: date) -> Absence:
    """From the first day until the end of the last."""
    begin, end = (datetime(day.year, day.month, day.day, tzinfo=UTC) for day in (first, last))
    return Absence(id=UUID(int=next(_ids)), responder=id, starts_at=begin, ends_at=end + timedelta(days=1))


def request(who: int | tuple[RotationPerson, ...], shifts: int, days: int = 7, **more) -> RotationRequest:
    return RotationRequest(
        people=people(who) if isinstance(who, int) else who,
        begin=MONDAY,
        end=MONDAY + timedelta(days=days * shifts),
        days=days,
        **more,
    )
