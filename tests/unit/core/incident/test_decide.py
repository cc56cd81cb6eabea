"""What responders may do, and what it does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.core.incident.commands import (
    AddNote,
    Command,
    ConfirmRinging,
    DeclinePage,
    ResolveIncident,
    ReturnSeat,
)
from desktop.core.incident.decide import decide, suggested_seat
from desktop.core.incident.decision import Decision, Refusal
from desktop.core.incident.escalation import advance, next_step
from desktop.core.incident.events import ClaimCameLate, NoteAdded, PageEnded, PageRinging, SeatClaimed
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.page import PageOutcome
from desktop.core.schedule.schedule import Schedule, Turn
from desktop.core.team.responder import Responder, Roster
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from tests.sample import INCIDENT_ID, MINUTE, NIGHT, TEAM, claim, fresh, paged

MANAGER, ENGINEER = Seat.MANAGER, Seat.ENGINEER
SECOND = timedelta(seconds=1)


def do(incident: Incident, command: Command, at: timedelta = SECOND) -> Decision:
    return decide(incident, command, TEAM, NIGHT + at)


def of(kind: type[Command], by: str, **fields: object) -> Command:
    return kind(incident_id=INCIDENT_ID, by=by, pressed_at=NIGHT, **fields)


def answered() -> Incident:
    incident = do(fresh(), claim("ana", MANAGER, NIGHT)).incident
    return do(incident, claim("ben", ENGINEER, NIGHT)).incident


def test_acknowledging_claims_your_seat_and_your_partners_page_goes_on() -> None:
    decision = do(fresh(), claim("ana", MANAGER, NIGHT))
    assert decision.refusal is None
    assert decision.incident.manager.holder == "ana"
    assert not decision.incident.open_pages_of("ana")
    assert [page.seat for page in decision.incident.open_pages_of("ben")] == [ENGINEER]
    assert decision.incident.status is Status.OPEN, "answered only when both seats are held"


def test_both_times_of_a_claim_are_kept() -> None:
    decision = do(fresh(), claim("ana", MANAGER, NIGHT + SECOND), at=9 * SECOND)
    assert (
        SeatClaimed(at=NIGHT + 9 * SECOND, seat=MANAGER, by="ana", pressed_at=NIGHT + SECOND)
        in decision.events
    )


def test_the_first_to_claim_has_it_and_every_other_alarm_for_it_stops() -> None:
    incident, _ = advance(fresh(), TEAM, NIGHT + 5 * MINUTE)
    decision = do(incident, claim("mei", ENGINEER, NIGHT + 6 * MINUTE), at=6 * MINUTE)
    outcomes = {
        (event.responder, event.seat): event.outcome
        for event in decision.events
        if isinstance(event, PageEnded)
    }
    assert outcomes[("mei", ENGINEER)] is PageOutcome.ACKNOWLEDGED
    assert outcomes[("mei", MANAGER)] is PageOutcome.OTHER_SEAT
    assert {outcomes[(person, ENGINEER)] for person in ("ana", "ben", "dmitri", "priya")} == {
        PageOutcome.TAKEN
    }
    assert [page.seat for page in decision.incident.open_pages_of("ben")] == [MANAGER]


def test_taking_both_seats_needs_a_second_explicit_action() -> None:
    incident = do(fresh(), claim("ana", MANAGER, NIGHT)).incident
    refused = do(incident, claim("ana", ENGINEER, NIGHT))
    assert refused.refusal is Refusal.HOLDS_OTHER_SEAT
    assert refused.incident == incident
    taken = do(incident, claim("ana", ENGINEER, NIGHT, explicit=True))
    assert taken.incident.held_by("ana") == (MANAGER, ENGINEER)
    assert taken.incident.empty_seats == (), "that stops the escalation"
    assert next_step(taken.incident, TEAM, NIGHT) == NIGHT + timedelta(minutes=60, seconds=1)


def test_anybody_on_the_roster_may_claim_an_empty_seat_but_no_observer() -> None:
    assert do(fresh(), claim("priya", ENGINEER, NIGHT)).incident.engineer.holder == "priya"
    for stranger in ("olga", "nobody"):
        assert do(fresh(), claim(stranger, ENGINEER, NIGHT)).refusal is Refusal.NOT_A_RESPONDER


def test_a_held_seat_is_taken_over_by_an_explicit_action_only() -> None:
    incident = answered()
    refused = do(incident, claim("mei", ENGINEER, NIGHT + MINUTE), at=MINUTE)
    assert refused.refusal is Refusal.SEAT_HELD
    assert refused.incident == incident
    taken = do(incident, claim("mei", ENGINEER, NIGHT + MINUTE, explicit=True), at=MINUTE)
    assert taken.incident.engineer.holder == "mei"
    assert [event.taken_from for event in taken.events if isinstance(event, SeatClaimed)] == ["ben"]


def test_one_of_two_seats_of_the_same_holder_needs_no_second_action() -> None:
    incident = do(fresh(), claim("ana", MANAGER, NIGHT)).incident
    incident = do(incident, claim("ana", ENGINEER, NIGHT, explicit=True)).incident
    taken = do(incident, claim("ben", ENGINEER, NIGHT + MINUTE), at=MINUTE)
    assert (taken.incident.manager.holder, taken.incident.engineer.holder) == ("ana", "ben")


@pytest.mark.parametrize("explicit", [False, True])
def test_an_acknowledgement_pressed_before_somebody_else_held_the_seat_claims_nothing(explicit: bool) -> None:
    incident = do(fresh(), claim("mei", ENGINEER, NIGHT), at=MINUTE).incident
    late = do(incident, claim("ben", ENGINEER, NIGHT + 30 * SECOND, explicit=explicit), at=2 * MINUTE)
    assert late.refusal is Refusal.SEAT_HELD
    assert late.incident == incident
    assert late.events == [
        ClaimCameLate(
            at=NIGHT + 2 * MINUTE, seat=ENGINEER, by="ben", holder="mei", pressed_at=NIGHT + 30 * SECOND
        )
    ]


def test_pressing_twice_counts_once() -> None:
    once = do(fresh(), claim("ana", MANAGER, NIGHT)).incident
    assert do(once, claim("ana", MANAGER, NIGHT), at=MINUTE) == Decision(incident=once)


def test_i_cant_ends_my_page_and_moves_the_seat_up_now() -> None:
    decision = do(fresh(), of(DeclinePage, "ben"))
    assert not decision.incident.open_pages_of("ben")
    assert paged(decision.events) == [(person, ENGINEER, 2) for person in ("ana", "mei", "dmitri", "priya")]
    assert decision.incident.manager.level == 1


def test_i_cant_waits_while_another_page_for_the_seat_is_open() -> None:
    incident, _ = advance(fresh(), TEAM, NIGHT + 5 * MINUTE)
    decision = do(incident, of(DeclinePage, "ben"), at=6 * MINUTE)
    assert paged(decision.events) == []
    assert not decision.incident.open_pages_of("ben")
    assert do(decision.incident, of(DeclinePage, "ben")).refusal is Refusal.NO_OPEN_PAGE


def test_who_cant_is_not_paged_again_in_the_same_breath_but_after_the_last_level() -> None:
    two = Team(
        roster=Roster(responders=(Responder(id="ana", name="Ana"), Responder(id="ben", name="Ben"))),
        schedule=Schedule(turns=(Turn(manager="ana", engineer="ben"),)),
    )
    incident = decide(fresh(two), claim("ana", MANAGER, NIGHT), two, NIGHT).incident
    decision = decide(incident, of(DeclinePage, "ben"), two, NIGHT)
    assert paged(decision.events) == []
    assert next_step(decision.incident, two, NIGHT) == NIGHT + 5 * MINUTE
    _, events = advance(decision.incident, two, NIGHT + 5 * MINUTE)
    assert paged(events) == [("ben", ENGINEER, 1)]


def test_giving_a_seat_back_pages_for_it_at_once_but_not_who_gave_it() -> None:
    decision = do(answered(), of(ReturnSeat, "ben", seat=ENGINEER), at=MINUTE)
    assert decision.incident.empty_seats == (ENGINEER,)
    assert paged(decision.events) == [(person, ENGINEER, 2) for person in ("mei", "dmitri", "priya")]
    assert do(answered(), of(ReturnSeat, "mei", seat=ENGINEER)).refusal is Refusal.NOT_THE_HOLDER


def test_ringing_is_confirmed_once_and_kept_apart_from_attempted() -> None:
    decision = do(fresh(), of(ConfirmRinging, "ben", device="Speakers"))
    (page,) = decision.incident.open_pages_of("ben")
    assert (page.attempted_at, page.ringing_at, page.ended_at) == (NIGHT, NIGHT + SECOND, None)
    assert [event.device for event in decision.events if isinstance(event, PageRinging)] == ["Speakers"]
    assert do(decision.incident, of(ConfirmRinging, "ben"), at=MINUTE).events == []


def test_resolving_ends_everything_and_nothing_fires_after_it() -> None:
    decision = do(fresh(), of(ResolveIncident, "ana"))
    incident = decision.incident
    assert incident.status is Status.RESOLVED
    assert not any(page.is_open for page in incident.pages)
    assert next_step(incident, TEAM, NIGHT + MINUTE) is None
    assert advance(incident, TEAM, NIGHT + timedelta(days=1)) == (incident, [])
    assert do(incident, claim("ben", ENGINEER, NIGHT)).refusal is Refusal.RESOLVED
    assert do(incident, of(ResolveIncident, "ben")) == Decision(incident=incident)


def test_notes_can_be_written_even_afterwards_but_not_empty_ones() -> None:
    incident = do(fresh(), of(ResolveIncident, "ana")).incident
    assert do(incident, of(AddNote, "ben", text=" it was DNS \n")).events == [
        NoteAdded(at=NIGHT + SECOND, by="ben", text="it was DNS")
    ]
    assert do(incident, of(AddNote, "ben", text=" \n")).refusal is Refusal.EMPTY_NOTE


def test_who_is_paged_for_both_seats_is_offered_that_of_their_next_shift() -> None:
    both = (MANAGER, ENGINEER)
    assert suggested_seat(fresh(), both, TEAM, "mei") is MANAGER
    assert suggested_seat(fresh(), both, TEAM, "dmitri") is ENGINEER
    assert suggested_seat(fresh(), both, TEAM, "ruth") is ENGINEER, "no shift, a tie"
    assert suggested_seat(fresh(), (MANAGER,), TEAM, "dmitri") is MANAGER
    given_back = do(answered(), of(ReturnSeat, "ben", seat=ENGINEER), at=MINUTE).incident
    given_back = do(given_back, of(ReturnSeat, "ana", seat=MANAGER), at=2 * MINUTE).incident
    assert suggested_seat(given_back, both, TEAM, "ruth") is ENGINEER, "empty for longest"
