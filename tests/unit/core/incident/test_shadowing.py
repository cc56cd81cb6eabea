"""Who shadows gets a page with the pair, and counts for nothing."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from desktop.core.incident.commands import AcknowledgeShadow, ChangeUrgency, DeclinePage, ResolveIncident
from desktop.core.incident.decide import decide
from desktop.core.incident.decision import Decision, Refusal
from desktop.core.incident.events import Event, PageEnded, PageSent
from desktop.core.incident.incident import Incident
from desktop.core.incident.page import PageOutcome, PageReason
from desktop.core.incident.progress import advance, next_step
from desktop.core.schedule.schedule import Shadow
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.urgency.urgency import Urgency
from tests.sample import INCIDENT_ID, MINUTE, NIGHT, SCHEDULE, TEAM, claim, fresh

MANAGER, ENGINEER = Seat.MANAGER, Seat.ENGINEER


def shadowed_by(*people: str) -> Team:
    shadows = tuple(
        Shadow(
            id=UUID(int=number),
            responder=person,
            starts_at=NIGHT - MINUTE,
            ends_at=NIGHT + 60 * MINUTE,
            by="ana",
            at=NIGHT - MINUTE,
        )
        for number, person in enumerate(people, 1)
    )
    return replace(TEAM, schedule=replace(SCHEDULE, shadows=shadows))


SHADOWED = shadowed_by("priya")


def open_shadows(incident: Incident) -> list[tuple[str, Seat]]:
    return [(p.responder, p.seat) for p in incident.pages if p.reason is PageReason.SHADOW and p.is_open]


def ends(events: list[Event]) -> list[tuple[str, Seat, PageOutcome]]:
    return [(e.responder, e.seat, e.outcome) for e in events if isinstance(e, PageEnded)]


def does(incident: Incident, make: type[AcknowledgeShadow] | type[DeclinePage], by: str) -> Decision:
    return decide(incident, make(incident_id=INCIDENT_ID, by=by, pressed_at=NIGHT), SHADOWED, NIGHT)


def test_a_shadow_is_paged_with_the_pair() -> None:
    assert open_shadows(fresh(SHADOWED)) == [("priya", MANAGER), ("priya", ENGINEER)]
    assert open_shadows(fresh()) == []


def test_who_is_paged_or_cannot_be_is_not_paged_as_a_shadow_too() -> None:
    assert open_shadows(fresh(shadowed_by("ana", "ben", "olga", "stranger"))) == []


def test_the_next_levels_come_as_without_them_and_page_no_shadow_again() -> None:
    incident, alone = fresh(SHADOWED), fresh()
    due = next_step(alone, TEAM, NIGHT)
    assert due is not None
    assert next_step(incident, SHADOWED, NIGHT) == due
    _, events = advance(incident, SHADOWED, due)
    _, events_alone = advance(alone, TEAM, due)
    assert events == events_alone
    assert "priya" in [e.page.responder for e in events if isinstance(e, PageSent)], "as one of the staff"


def test_seen_silences_it_for_them_and_is_no_answer() -> None:
    incident = fresh(SHADOWED)
    decision = does(incident, AcknowledgeShadow, "priya")
    assert ends(decision.events) == [
        ("priya", MANAGER, PageOutcome.ACKNOWLEDGED),
        ("priya", ENGINEER, PageOutcome.ACKNOWLEDGED),
    ]
    assert decision.incident.seats == incident.seats
    assert decision.incident.active_at == incident.active_at
    again = does(decision.incident, AcknowledgeShadow, "priya")
    assert (again.events, again.refusal) == ([], None)
    assert does(incident, AcknowledgeShadow, "ben").refusal is Refusal.NO_OPEN_PAGE


def test_that_they_cannot_moves_no_seat_up() -> None:
    incident = fresh(SHADOWED)
    decision = does(incident, DeclinePage, "priya")
    assert [outcome for _, _, outcome in ends(decision.events)] == 2 * [PageOutcome.DECLINED]
    assert decision.incident.seats == incident.seats


def test_a_claim_and_the_end_end_it() -> None:
    incident = fresh(SHADOWED)
    claimed = decide(incident, claim("ana", MANAGER, NIGHT), SHADOWED, NIGHT)
    assert ("priya", MANAGER, PageOutcome.TAKEN) in ends(claimed.events)
    assert open_shadows(claimed.incident) == [("priya", ENGINEER)]
    over = ResolveIncident(incident_id=INCIDENT_ID, by="ana", pressed_at=NIGHT)
    resolved = decide(claimed.incident, over, SHADOWED, NIGHT)
    assert ("priya", ENGINEER, PageOutcome.RESOLVED) in ends(resolved.events)


def test_a_shadow_may_take_a_seat_like_everybody() -> None:
    claimed = decide(fresh(SHADOWED), claim("priya", ENGINEER, NIGHT), SHADOWED, NIGHT)
    assert claimed.incident.engineer.holder == "priya"
    assert open_shadows(claimed.incident) == []


def test_a_shadow_does_not_say_that_it_can_wait() -> None:
    asked = ChangeUrgency(
        incident_id=INCIDENT_ID,
        by="priya",
        pressed_at=NIGHT,
        urgency=Urgency.OFFICE_HOURS,
        because="a test",
    )
    alone = decide(fresh(), asked, TEAM, NIGHT)
    assert alone.refusal is not None
    assert decide(fresh(SHADOWED), asked, SHADOWED, NIGHT).refusal is alone.refusal
