"""What can wait makes no sound until the office opens, and pages nobody but the pair then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from desktop.core.incident.alert import AlertAction
from desktop.core.incident.commands import ChangeUrgency, DeclinePage, ReturnSeat, SendUpdate
from desktop.core.incident.decide import decide
from desktop.core.incident.decision import Decision, Refusal
from desktop.core.incident.escalation import forecast
from desktop.core.incident.events import Event, IncidentQuieted, PageEnded, PageSent, UrgencyChanged
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.intake import open_incident, receive
from desktop.core.incident.page import PageOutcome
from desktop.core.incident.progress import advance, next_step
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.telling.communication import CommunicationPolicy
from desktop.core.telling.update import Readers, Stage
from desktop.core.urgency.office import Office
from desktop.core.urgency.urgency import Decider, Urgency, UrgencyPolicy, UrgencyRule
from tests.sample import INCIDENT_ID, MINUTE, NIGHT, TEAM, claim, paged, report

WAITS = UrgencyRule(id="dev", name="Warnings", severity=("warning",), urgency=Urgency.OFFICE_HOURS)
TEAM_WITH_RULE = replace(TEAM, urgency=UrgencyPolicy(rules=(WAITS,)))
NINE = datetime(2026, 11, 24, 8, tzinfo=UTC)
"""09:00 in Berlin, on the morning after."""
FIVE = datetime(2026, 11, 24, 16, tzinfo=UTC)
PAIR = [("ana", Seat.MANAGER, 1), ("ben", Seat.ENGINEER, 1)]
BY_RULE = Decider(rule="dev", name="Warnings")


def waiting(at: datetime = NIGHT, team: Team = TEAM_WITH_RULE) -> tuple[Incident, list[Event]]:
    return open_incident(replace(report(), severity="warning"), "prometheus", INCIDENT_ID, 1, team, at)


def change(incident: Incident, urgency: Urgency, at: datetime, by: str = "ana", why: str = "dev") -> Decision:
    command = ChangeUrgency(incident_id=INCIDENT_ID, by=by, pressed_at=at, urgency=urgency, because=why)
    return decide(incident, command, TEAM_WITH_RULE, at)


def step(incident: Incident, at: datetime) -> tuple[Incident, list[Event]]:
    return advance(incident, TEAM_WITH_RULE, at)


def test_at_night_nobody_is_paged_and_no_clock_runs() -> None:
    incident, events = waiting()
    assert events[2:] == [
        UrgencyChanged(at=NIGHT, urgency=Urgency.OFFICE_HOURS, decided_by=BY_RULE),
        IncidentQuieted(at=NIGHT, until=NINE),
    ]
    assert not incident.pages
    assert incident.communication is None
    assert incident.quiet_until == NINE
    assert next_step(incident, TEAM_WITH_RULE, NIGHT) == NINE
    assert step(incident, NINE - MINUTE) == (incident, [])


def test_when_the_office_opens_the_pair_is_paged_and_the_clock_starts() -> None:
    incident, events = step(waiting()[0], NINE)
    assert paged(events) == PAIR
    assert incident.communication is not None
    assert incident.communication.due_at == NINE + 5 * MINUTE
    assert incident.quiet_until is None
    assert [(wake.at, wake.level, wake.again) for wake in forecast(waiting()[0], TEAM_WITH_RULE, NIGHT)] == [
        (NINE, 1, False),
        (NINE, 1, False),
        (NINE + 5 * MINUTE, 0, True),
        (NINE + 5 * MINUTE, 0, True),
    ]


def test_it_repeats_to_the_pair_and_never_goes_further() -> None:
    incident, _ = step(waiting()[0], NINE)
    for number in range(1, 5):
        incident, events = step(incident, NINE + number * 5 * MINUTE)
        assert paged(events) == PAIR
    declined = decide(
        incident,
        DeclinePage(incident_id=INCIDENT_ID, by="ana", pressed_at=NINE),
        TEAM_WITH_RULE,
        NINE + 21 * MINUTE,
    )
    assert not paged(declined.events), "nobody beyond the pair"


def test_while_the_office_is_open_the_pair_is_paged_at_once() -> None:
    incident, events = waiting(NINE + MINUTE)
    assert paged(events) == PAIR
    assert incident.communication is not None
    assert incident.quiet_until is None


def test_when_the_office_closes_it_is_silent_again_until_it_opens() -> None:
    incident, _ = waiting(FIVE - 2 * MINUTE)
    assert next_step(incident, TEAM_WITH_RULE, FIVE - MINUTE) == FIVE
    incident, events = step(incident, FIVE)
    tomorrow = NINE + timedelta(days=1)
    assert [event.outcome for event in events if isinstance(event, PageEnded)] == [PageOutcome.CAN_WAIT] * 2
    assert IncidentQuieted(at=FIVE, until=tomorrow) in events
    assert incident.communication is not None
    assert incident.communication.due_at == tomorrow + 5 * MINUTE
    assert paged(step(incident, tomorrow)[1]) == PAIR


def test_a_hub_that_slept_through_office_hours_does_not_page_in_the_evening() -> None:
    incident, events = step(waiting()[0], FIVE + MINUTE)
    assert not paged(events)
    assert incident.quiet_until == NINE + timedelta(days=1)


def test_other_office_hours_count_at_once() -> None:
    incident, _ = waiting()
    early = replace(
        TEAM_WITH_RULE, urgency=UrgencyPolicy(rules=(WAITS,), office=Office(days=tuple(range(4))))
    )
    assert next_step(incident, early, NIGHT) == NINE, "the same opening"
    sunday = replace(TEAM_WITH_RULE, urgency=UrgencyPolicy(rules=(WAITS,), office=Office(days=(6,))))
    assert next_step(incident, sunday, NIGHT) == NIGHT
    moved, events = advance(incident, sunday, NIGHT)
    assert moved.quiet_until == datetime(2026, 11, 29, 8, tzinfo=UTC)
    assert events == [IncidentQuieted(at=NIGHT, until=datetime(2026, 11, 29, 8, tzinfo=UTC))]


def test_a_repeat_that_cannot_wait_pages_at_once() -> None:
    incident, _ = waiting()
    worse = replace(report(), severity="critical")
    incident, events = receive(incident, worse, "prometheus", TEAM_WITH_RULE, NIGHT + MINUTE)
    assert paged(events) == PAIR
    assert (incident.urgency, incident.urgency_decided_by) == (Urgency.NOW, None)
    assert incident.communication is not None
    assert incident.communication.due_at == NIGHT + 6 * MINUTE
    assert UrgencyChanged(at=NIGHT + MINUTE, urgency=Urgency.NOW, decided_by=None) in events
    again, events = receive(
        incident, replace(report(), severity="warning"), "prometheus", TEAM_WITH_RULE, NIGHT + 2 * MINUTE
    )
    assert again.urgency is Urgency.NOW, "a monitor makes nothing less urgent"


def test_a_repeat_does_not_undo_what_a_person_decided_unless_it_says_something_else() -> None:
    urgent, _ = open_incident(
        replace(report(), severity="critical"), "prometheus", INCIDENT_ID, 1, TEAM_WITH_RULE, NIGHT
    )
    by_hand = change(urgent, Urgency.OFFICE_HOURS, NIGHT).incident
    same = replace(report(), severity="critical")
    after, events = receive(by_hand, same, "prometheus", TEAM_WITH_RULE, NIGHT + MINUTE)
    assert after.urgency is Urgency.OFFICE_HOURS
    assert not paged(events)
    milder, _ = receive(by_hand, replace(same, severity="warning"), "prometheus", TEAM_WITH_RULE, NIGHT)
    worse, events = receive(milder, same, "prometheus", TEAM_WITH_RULE, NIGHT + MINUTE)
    assert worse.urgency is Urgency.NOW
    assert paged(events) == PAIR


def test_to_now_by_hand_pages_at_once() -> None:
    decision = change(waiting()[0], Urgency.NOW, NIGHT + MINUTE, by="mei", why="the shop is down")
    assert paged(decision.events) == PAIR
    assert decision.incident.urgency_decided_by == Decider(person="mei")
    assert decision.events[0] == UrgencyChanged(
        at=NIGHT + MINUTE,
        urgency=Urgency.NOW,
        decided_by=Decider(person="mei"),
        because="the shop is down",
    )
    _, events = step(decision.incident, NIGHT + 6 * MINUTE)
    assert {page[2] for page in paged(events)} == {2}, "from then on as any other"


def test_from_now_by_hand_stops_the_alarms() -> None:
    urgent, _ = open_incident(report(), "prometheus", INCIDENT_ID, 1, TEAM_WITH_RULE, NIGHT)
    incident = change(urgent, Urgency.OFFICE_HOURS, NIGHT + MINUTE).incident
    assert [page.outcome for page in incident.pages] == [PageOutcome.CAN_WAIT] * 2
    assert incident.quiet_until == NINE
    assert paged(step(incident, NINE)[1]) == PAIR
    back = change(incident, Urgency.NOW, NIGHT + 2 * MINUTE).incident
    assert len([page for page in back.pages if page.is_open]) == 2, "and there again"


def test_while_the_office_is_open_the_alarms_stop_for_one_wait() -> None:
    at = NINE + MINUTE
    urgent, _ = open_incident(report(), "prometheus", INCIDENT_ID, 1, TEAM_WITH_RULE, at)
    incident = change(urgent, Urgency.OFFICE_HOURS, at + MINUTE).incident
    assert not any(page.is_open for page in incident.pages)
    assert incident.quiet_until is None
    assert next_step(incident, TEAM_WITH_RULE, at + MINUTE) == at + 6 * MINUTE
    incident, events = step(incident, at + 6 * MINUTE)
    assert paged(events) == PAIR
    urgent_again = change(incident, Urgency.NOW, at + 7 * MINUTE)
    assert paged(urgent_again.events) == PAIR
    assert {page[2] for page in paged(step(urgent_again.incident, at + 12 * MINUTE)[1])} == {2}


def test_who_may_say_that_it_can_wait_and_why_is_asked() -> None:
    urgent, _ = open_incident(report(), "prometheus", INCIDENT_ID, 1, TEAM_WITH_RULE, NIGHT)
    assert change(urgent, Urgency.OFFICE_HOURS, NIGHT, by="mei").refusal is Refusal.NOT_OF_THE_PAIR
    assert change(urgent, Urgency.OFFICE_HOURS, NIGHT, why=" ").refusal is Refusal.EMPTY_NOTE
    level_two, _ = step(urgent, NIGHT + 5 * MINUTE)
    assert change(level_two, Urgency.OFFICE_HOURS, NIGHT, by="mei").refusal is None, "it pages her"


def test_to_say_that_an_undecided_one_is_urgent_decides_it() -> None:
    urgent, _ = open_incident(report(), "prometheus", INCIDENT_ID, 1, TEAM_WITH_RULE, NIGHT)
    assert urgent.urgency_decided_by is None
    decision = change(urgent, Urgency.NOW, NIGHT)
    assert not paged(decision.events)
    assert decision.incident.pages == urgent.pages
    assert decision.incident.urgency_decided_by == Decider(person="ana")
    assert change(decision.incident, Urgency.NOW, NIGHT, by="ben").events == []


def test_seats_may_be_taken_early_and_given_back_without_a_sound() -> None:
    incident = waiting()[0]
    for by, seat in (("ana", Seat.MANAGER), ("ben", Seat.ENGINEER)):
        incident = decide(incident, claim(by, seat, NIGHT), TEAM_WITH_RULE, NIGHT).incident
    assert incident.status is Status.ANSWERED
    assert next_step(incident, TEAM_WITH_RULE, NIGHT) == NINE
    command = ReturnSeat(incident_id=INCIDENT_ID, by="ben", pressed_at=NIGHT, seat=Seat.ENGINEER)
    returned = decide(incident, command, TEAM_WITH_RULE, NIGHT)
    assert not paged(returned.events)
    assert paged(step(returned.incident, NINE)[1]) == PAIR[1:]
    woken, events = step(incident, NINE)
    assert not events, "both are there already"
    assert woken.communication is not None


def test_an_answered_one_owes_no_update_while_the_office_is_closed() -> None:
    incident, _ = waiting(FIVE - 2 * MINUTE)
    for by, seat in (("ana", Seat.MANAGER), ("ben", Seat.ENGINEER)):
        incident = decide(incident, claim(by, seat, FIVE - MINUTE), TEAM_WITH_RULE, FIVE - MINUTE).incident
    incident, events = step(incident, FIVE)
    assert not paged(events)
    tomorrow = NINE + timedelta(days=1)
    told = SendUpdate(
        incident_id=INCIDENT_ID,
        by="ana",
        pressed_at=FIVE,
        update_id=UUID(int=1),
        stage=Stage.INVESTIGATING,
        readers=Readers.CUSTOMERS,
        text="We look at it tomorrow.",
    )
    incident = decide(incident, told, TEAM_WITH_RULE, FIVE + MINUTE).incident
    assert incident.communication is not None
    assert incident.communication.due_at == tomorrow + 5 * MINUTE
    assert next_step(incident, TEAM_WITH_RULE, FIVE + MINUTE) == tomorrow
    promised = replace(told, update_id=UUID(int=2), next_update_at=FIVE + timedelta(hours=1))
    incident = decide(incident, promised, TEAM_WITH_RULE, FIVE + 2 * MINUTE).incident
    evening, events = step(incident, FIVE + timedelta(hours=2))
    assert not events, "what was promised in the evening pages nobody"
    incident, _ = step(evening, tomorrow)
    assert incident.communication is not None
    assert incident.communication.due_at == tomorrow + 5 * MINUTE


def test_what_is_over_stays_over() -> None:
    incident, _ = waiting()
    over, _ = receive(
        incident, report(action=AlertAction.RESOLVE), "prometheus", TEAM_WITH_RULE, NIGHT + MINUTE
    )
    assert next_step(over, TEAM_WITH_RULE, NINE) is None
    assert step(over, NINE) == (over, [])
    assert not [event for event in step(over, NINE)[1] if isinstance(event, PageSent)]


def test_what_can_wait_may_have_a_clock_of_its_own() -> None:
    slow = CommunicationPolicy(first=30 * MINUTE, grace=30 * MINUTE)
    policy = replace(TEAM_WITH_RULE.policy, communication_of_waiting=slow)
    team = replace(TEAM_WITH_RULE, policy=policy)
    incident, _ = advance(waiting(team=team)[0], team, NINE)
    assert incident.communication is not None
    assert incident.communication.due_at == NINE + 30 * MINUTE
    urgent = decide(
        waiting(team=team)[0],
        ChangeUrgency(
            incident_id=INCIDENT_ID, by="ana", pressed_at=NIGHT, urgency=Urgency.NOW, because="it spreads"
        ),
        team,
        NIGHT,
    ).incident
    assert urgent.communication is not None
    assert urgent.communication.due_at == NIGHT + 5 * MINUTE, "the usual one counts again"
