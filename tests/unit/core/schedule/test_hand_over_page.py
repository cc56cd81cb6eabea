"""What the incoming pair is told: what is open, and what was noisy."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from desktop.core.incident.alert import AlertAction
from desktop.core.incident.decide import decide
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.intake import open_incident, receive
from desktop.core.schedule.hand_over_page import noisy, still_open
from desktop.core.team.seat import Seat
from tests.sample import MINUTE, NIGHT, TEAM, claim, report

DAY = timedelta(days=1)


def incident(
    number: int, key: str, at: datetime, *, times: int = 1, summary: str = "Checkout fails"
) -> Incident:
    said = report(key, summary=summary)
    found, _ = open_incident(said, "prometheus", UUID(int=number), number, TEAM, at)
    for repeat in range(1, times):
        found, _ = receive(found, said, "prometheus", TEAM, at + repeat * MINUTE)
    return found


def resolved(found: Incident, key: str, at: datetime) -> Incident:
    said = report(key, AlertAction.RESOLVE)
    return receive(found, said, "prometheus", TEAM, at)[0]


def test_the_same_words_are_one_thing_however_many_incidents_they_made():
    first, again = incident(1, "a", NIGHT, times=3), incident(2, "b", NIGHT + DAY)
    disk = incident(3, "c", NIGHT, times=3, summary="Disk fills")
    once = incident(4, "d", NIGHT, summary="Said once")
    found = noisy([first, disk, once, again], NIGHT - DAY, NIGHT + 2 * DAY)
    assert [(one.summary, one.times, one.incidents, one.number) for one in found] == [
        ("Checkout fails", 4, 2, 2),
        ("Disk fills", 3, 1, 3),
    ]
    assert found[0].last_at == NIGHT + DAY
    assert len(noisy([first, disk], NIGHT, NIGHT + DAY, at_most=1)) == 1


def test_only_the_shift_counts():
    before = incident(1, "a", NIGHT, times=3)
    assert noisy([before], NIGHT + 3 * MINUTE, NIGHT + DAY) == ()
    assert noisy([before], NIGHT - DAY, NIGHT) == ()
    assert len(noisy([before], NIGHT + 2 * MINUTE, NIGHT + DAY)) == 1, "seen last within it"


def test_what_is_open_comes_with_an_empty_seat_first():
    answered = incident(1, "a", NIGHT)
    for person, seat in (("ana", Seat.MANAGER), ("ben", Seat.ENGINEER)):
        command = replace(claim(person, seat, NIGHT), incident_id=answered.id)
        answered = decide(answered, command, TEAM, NIGHT).incident
    empty = incident(2, "b", NIGHT + MINUTE)
    waits = replace(incident(3, "c", NIGHT - MINUTE), quiet_until=NIGHT + DAY)
    over = resolved(incident(4, "d", NIGHT), "d", NIGHT + MINUTE)
    found = still_open([over, waits, answered, empty])
    assert [one.number for one in found] == [2, 1, 3]
    assert (found[1].manager, found[1].engineer, found[1].status) == ("ana", "ben", Status.ANSWERED)
