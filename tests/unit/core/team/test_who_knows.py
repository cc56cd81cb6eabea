"""Whom one could call in, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.core.closing.ticket import Label
from desktop.core.fixing.call_in import CallIn
from desktop.core.incident.incident import Incident
from desktop.core.team.responder import Roster
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.team.who_knows import about_this, who_knows
from tests.sample import NIGHT, ROSTER, TEAM, fresh

KNOWS = {
    "dmitri": ("postgres", "networks"),
    "priya": ("Payments", "checkout"),
    "ruth": ("checkout",),
    "mei": ("payment gateway",),
}


def knowing(knows: dict[str, tuple[str, ...]] = KNOWS) -> Team:
    people = [replace(one, knows_about=knows.get(one.id, ())) for one in ROSTER.responders]
    return replace(TEAM, roster=Roster(responders=tuple(people)))


@pytest.fixture
def held() -> Incident:
    incident = fresh()
    for seat, person in ((Seat.MANAGER, "ana"), (Seat.ENGINEER, "ben")):
        incident = incident.with_seat(incident.seat(seat).claimed(person, NIGHT))
    return incident


def found(incident: Incident, query: str = "", team: Team | None = None, by: str = "ben") -> list[str]:
    helpers = who_knows(incident, team or knowing(), by, NIGHT, query)
    return [helper.responder.id for helper in helpers]


def test_who_knows_the_service_is_first_then_who_is_awake_and_the_executives_last(held: Incident) -> None:
    # 03:41 in Stockholm; 21:41 in New York, where Dmitri is up; 08:11 in India.
    assert found(held) == ["priya", "dmitri", "mei", "ruth", "henrik"]
    first, second, third, *_ = who_knows(held, knowing(), "ben", NIGHT)
    assert (first.about, first.asleep) == (("checkout",), False)
    assert (second.about, second.asleep, third.asleep) == ((), False, True)
    assert found(held, team=TEAM) == ["dmitri", "priya", "mei", "ruth", "henrik"], "awake, by their shifts"


def test_labels_and_the_title_count_and_a_plural_is_the_same_thing(held: Incident) -> None:
    labelled = replace(held, labels=(Label(key="cause", value="payment-gateway timeouts"),))
    assert found(labelled)[:2] == ["priya", "mei"]
    [priya] = [one for one in knowing().roster.responders if one.id == "priya"]
    assert about_this(labelled, priya) == ("Payments", "checkout")
    titled = replace(held, title="No connection to Postgres", service="", alerts=())
    assert found(titled)[0] == "dmitri"
    near = replace(titled, labels=(Label(key="cause", value="checkout"),))
    assert found(near)[:2] == ["priya", "dmitri"], "a label says more than the title"


@pytest.mark.parametrize(
    ("query", "people"),
    [
        ("mei", ["mei"]),
        ("ml", ["mei"]),
        ("meli", ["mei"]),
        ("PAY", ["priya", "mei"]),
        ("p", ["priya", "dmitri", "mei"]),
        ("pg", ["mei"]),
        ("net dmi", ["dmitri"]),
        ("dmi pay", []),
        ("ruth", ["ruth"]),
        ("xyz", []),
        ("  ", ["priya", "dmitri", "mei", "ruth", "henrik"]),
    ],
)
def test_names_and_known_things_by_their_first_letters(held: Incident, query: str, people: list[str]) -> None:
    assert found(held, query) == people


def test_accents_are_not_typed_at_night(held: Incident) -> None:
    people = [replace(one, name="Tomás Novák") if one.id == "mei" else one for one in ROSTER.responders]
    team = replace(TEAM, roster=Roster(responders=tuple(people)))
    assert found(held, "tomas nov", team) == ["mei"]


def test_neither_holders_nor_observers_nor_oneself_nor_who_is_called_already(held: Incident) -> None:
    assert not {"ana", "ben", "olga"} & set(found(held))
    assert "mei" not in found(held, by="mei")
    call = CallIn(responder="priya", by="ben", because="DNS", called_at=NIGHT, asked_at=NIGHT)
    assert "priya" not in found(replace(held, call_ins=(call,)))
    came = replace(call, coming=True, answered_at=NIGHT)
    assert "priya" not in found(replace(held, call_ins=(came,)))
    off = replace(call, called_off_at=NIGHT + timedelta(minutes=1))
    assert "priya" in found(replace(held, call_ins=(off,)))
