from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid5

from desktop.client.attention import Lateness, groups, owed, owed_changes_at, ringing, will_wake
from desktop.client.merge import with_snapshot
from desktop.client.state import Connection, PendingCommand, State
from desktop.core.closing.closing import ClosingStep, Verdict
from desktop.core.closing.outcome import ResolvedHow
from desktop.core.incident.commands import (
    AddNote,
    AnswerQuestion,
    AskEngineer,
    CloseStep,
    Command,
    DeclinePage,
    GiveVerdict,
    RecordResolution,
    ResolveIncident,
    SendUpdate,
)
from desktop.core.incident.decide import decide
from desktop.core.incident.escalation import advance, forecast
from desktop.core.incident.incident import Incident
from desktop.core.incident.intake import open_incident
from desktop.core.incident.page import PageReason
from desktop.core.incident.progress import advance as advance_all
from desktop.core.schedule.schedule import Turn
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.telling.question import Findings
from desktop.core.telling.update import Readers, Stage
from tests.sample import INCIDENT_ID, MINUTE, NIGHT, TEAM, claim, fresh, report
from tests.unit.client.playbook import LOCAL, pending, snapshot


def state_with(
    *incidents: Incident, me: str = "ana", asked: tuple[Command, ...] = (), team: Team = TEAM
) -> State:
    state = with_snapshot(State(connection_since=LOCAL), replace(snapshot(*incidents, me=me), team=team))
    waiting: tuple[PendingCommand, ...] = tuple(pending(command, n) for n, command in enumerate(asked))
    return replace(state, connection=Connection.CONNECTED, pending=waiting)


def another(number: int, minutes: int) -> Incident:
    incident_id = uuid5(INCIDENT_ID, str(number))
    return open_incident(report(str(number)), "test", incident_id, number, TEAM, NIGHT + minutes * MINUTE)[0]


def after(incident: Incident, *commands: Command) -> Incident:
    for command in commands:
        command = replace(command, incident_id=incident.id)
        incident = decide(incident, command, TEAM, NIGHT + timedelta(seconds=30)).incident
    return incident


def test_each_of_the_pair_rings_for_their_seat() -> None:
    [manager] = ringing(state_with(fresh()))
    assert (manager.seats, manager.suggested, manager.since) == ((Seat.MANAGER,), Seat.MANAGER, NIGHT)
    assert not manager.silenced_locally
    [engineer] = ringing(state_with(fresh(), me="ben"))
    assert engineer.seats == (Seat.ENGINEER,)
    assert ringing(state_with(fresh(), me="mei")) == ()


def test_nobody_rings_before_it_is_known_who_we_are() -> None:
    assert ringing(State(connection_since=LOCAL)) == ()


def test_who_is_paged_for_both_has_one_alarm() -> None:
    at_level_2, _ = advance(fresh(), TEAM, NIGHT + 6 * MINUTE)
    [both] = ringing(state_with(at_level_2, me="mei"))
    assert set(both.seats) == {Seat.MANAGER, Seat.ENGINEER}
    assert both.suggested is Seat.MANAGER, "the seat of Mei's next shift"


def test_the_oldest_page_is_first() -> None:
    state = state_with(another(2, 3), another(3, 1), another(4, 2))
    assert [rings.incident.number for rings in ringing(state)] == [3, 4, 2]


def test_an_answer_that_is_not_yet_sent_quiets_this_machine_and_comes_last() -> None:
    state = state_with(fresh(), another(2, 3), asked=(claim("ana", Seat.MANAGER, NIGHT),))
    assert [(rings.incident.number, rings.silenced_locally) for rings in ringing(state)] == [
        (2, False),
        (1, True),
    ]
    decline = DeclinePage(incident_id=INCIDENT_ID, by="ana", pressed_at=NIGHT)
    assert [rings.silenced_locally for rings in ringing(state_with(fresh(), asked=(decline,)))] == [True]


def test_other_commands_quiet_nothing() -> None:
    note = AddNote(incident_id=INCIDENT_ID, by="ana", pressed_at=NIGHT, text="on it")
    assert [rings.silenced_locally for rings in ringing(state_with(fresh(), asked=(note,)))] == [False]


def test_a_page_that_came_after_the_press_rings() -> None:
    incident = fresh()
    for minutes in (5, 10, 15):
        incident, _ = advance(incident, TEAM, NIGHT + minutes * MINUTE)
    assert {page.attempted_at for page in incident.open_pages_of("ana")} >= {NIGHT + 15 * MINUTE}
    pressed = claim("ana", Seat.MANAGER, NIGHT + MINUTE)
    assert [rings.silenced_locally for rings in ringing(state_with(incident, asked=(pressed,)))] == [False]


def test_out_of_the_cache_nothing_rings_until_the_hub_is_lost() -> None:
    state = replace(state_with(fresh()), stale=True, connection=Connection.STARTING)
    assert ringing(state) == ()
    assert ringing(replace(state, connection=Connection.LOST))


def test_whom_the_hub_will_wake_is_counted_by_its_clock() -> None:
    state = replace(state_with(fresh()), hub_offset=NIGHT - LOCAL)
    wakes = will_wake(state, fresh(), LOCAL)
    assert wakes == forecast(fresh(), TEAM, NIGHT)
    assert wakes[0].at == NIGHT + 5 * MINUTE
    assert "mei" in wakes[0].people


def test_the_list_is_grouped_by_what_needs_me() -> None:
    pages_me = fresh()
    i_am_alone = after(another(2, 1), claim("ana", Seat.MANAGER, NIGHT))
    answered = after(another(3, 2), claim("ana", Seat.MANAGER, NIGHT), claim("ben", Seat.ENGINEER, NIGHT))
    pair = Turn(manager="mei", engineer="priya")
    others = replace(TEAM, schedule=replace(TEAM.schedule, turns=(pair,)))
    of_others = open_incident(report("5"), "test", UUID(int=5), 5, others, NIGHT)[0]
    over = replace(another(6, 0), resolved_at=NIGHT + 9 * MINUTE, pages=())
    over_before = replace(another(7, 0), resolved_at=NIGHT + 8 * MINUTE, pages=())
    found = groups(state_with(over_before, over, answered, of_others, i_am_alone, pages_me))
    assert [incident.number for incident in found.needs_me] == [1, 2]
    assert [incident.number for incident in found.running] == [5, 3]
    assert [incident.number for incident in found.resolved] == [6, 7]


def test_what_is_left_of_closing_is_known_and_no_need() -> None:
    over = after(
        fresh(),
        claim("ana", Seat.MANAGER, NIGHT),
        claim("ben", Seat.ENGINEER, NIGHT),
        ResolveIncident(incident_id=INCIDENT_ID, by="ana", pressed_at=NIGHT),
    )
    found = groups(state_with(over))
    assert (found.needs_me, found.resolved) == ((), (over,))
    left = (ClosingStep.LABELS, ClosingStep.RESOLUTION, ClosingStep.RUN_BOOK, ClosingStep.VERDICT)
    assert found.left == {INCIDENT_ID: left}
    assert groups(state_with(over, me="ben")).left == {
        INCIDENT_ID: (ClosingStep.RESOLUTION, ClosingStep.VERDICT)
    }
    assert groups(state_with(over, me="mei")).left == {}
    how = RecordResolution(incident_id=INCIDENT_ID, by="ben", pressed_at=NIGHT, how=ResolvedHow.FIX)
    word = GiveVerdict(incident_id=INCIDENT_ID, by="ben", pressed_at=NIGHT, verdict=Verdict.ACT_NOW)
    assert groups(state_with(over, me="ben", asked=(how,))).left == {INCIDENT_ID: (ClosingStep.VERDICT,)}
    assert groups(state_with(over, me="ben", asked=(how, word))).left == {}, "not yet sent counts"
    skip = CloseStep(
        incident_id=INCIDENT_ID, by="ana", pressed_at=NIGHT, step=ClosingStep.LABELS, skipped=True
    )
    assert ClosingStep.LABELS not in groups(state_with(over, asked=(skip,))).left[INCIDENT_ID]


S = timedelta(seconds=1)
BEHIND = timedelta(seconds=2)
"""By so much the desktop's clock is behind the hub's in the stories of the communication clock."""


def managed(*incidents: Incident, me: str = "ana", asked: tuple[Command, ...] = ()) -> State:
    return replace(state_with(*incidents, me=me, asked=asked), hub_offset=BEHIND)


def held() -> Incident:
    """Ana manages, Ben fixes; the first update is due 5:30 after the opening."""
    return after(fresh(), claim("ana", Seat.MANAGER, NIGHT), claim("ben", Seat.ENGINEER, NIGHT))


DUE = NIGHT + 30 * S + 5 * MINUTE


def test_the_manager_is_reminded_two_minutes_before_and_alarmed_when_it_is_due() -> None:
    state = managed(held())
    reminder, due = DUE - 2 * MINUTE - BEHIND, DUE - BEHIND
    assert owed(state, reminder - S) == ()
    assert owed_changes_at(state, reminder - S) == reminder, "by this computer's clock"
    [soon] = owed(state, reminder)
    assert (soon.lateness, soon.due_at, soon.silenced_locally) == (Lateness.SOON, DUE, False)
    assert owed_changes_at(state, reminder) == due
    [late] = owed(state, due)
    assert (late.lateness, late.stand_in_at) == (Lateness.OVERDUE, DUE + 5 * MINUTE)
    assert owed_changes_at(state, due) is None, "overdue it stays"


def test_nobody_but_the_manager_is_told() -> None:
    for me in ("ben", "mei", "ruth"):
        assert owed(managed(held(), me=me), DUE + MINUTE) == ()
        assert owed_changes_at(managed(held(), me=me), DUE - MINUTE) is None
    assert owed(managed(fresh()), DUE + MINUTE) == (), "nobody has the seat"


def test_an_update_that_is_not_yet_sent_quiets_this_machine_and_no_more() -> None:
    update = SendUpdate(
        incident_id=INCIDENT_ID,
        by="ana",
        pressed_at=DUE,
        update_id=UUID(int=1),
        stage=Stage.INVESTIGATING,
        readers=Readers.CUSTOMERS,
        text="We are looking into it.",
    )
    [late] = owed(managed(held(), asked=(update,)), DUE)
    assert late.silenced_locally
    told = decide(held(), update, TEAM, DUE).incident
    assert owed(managed(told), DUE + MINUTE) == ()


def test_what_is_due_first_comes_first_and_what_is_over_not_at_all() -> None:
    second = after(another(2, 1), claim("ana", Seat.MANAGER, NIGHT, explicit=True))
    later = replace(second, communication=replace(second.communication, due_at=DUE + MINUTE))  # type: ignore[type-var]
    over = replace(held(), id=UUID(int=5), resolved_at=DUE)
    assert [late.incident.number for late in owed(managed(later, held(), over), DUE + 5 * MINUTE)] == [1, 2]


def test_nothing_is_owed_out_of_the_cache_while_the_hub_is_being_reached() -> None:
    state = replace(managed(held()), stale=True, connection=Connection.STARTING)
    assert owed(state, DUE) == ()
    assert owed(replace(state, connection=Connection.LOST), DUE) != ()


def test_a_stand_in_is_told_apart_from_a_seat() -> None:
    incident, _ = advance_all(held(), TEAM, DUE)
    incident, _ = advance_all(incident, TEAM, DUE + 5 * MINUTE)
    [rings] = ringing(state_with(incident, me="mei"))
    assert (rings.reason, rings.suggested) == (PageReason.STAND_IN, Seat.MANAGER)
    assert ringing(state_with(fresh()))[0].reason is PageReason.SEAT
    accepted = after(incident, claim("mei", Seat.MANAGER, NIGHT + 30 * S))
    assert accepted.manager.holder == "mei"
    assert ringing(state_with(accepted, me="mei")) == ()


def test_who_is_paged_for_a_seat_too_has_the_whole_alarm() -> None:
    incident = after(fresh(), claim("ana", Seat.MANAGER, NIGHT))
    for minutes in (5, 6, 11, 12):
        incident, _ = advance_all(incident, TEAM, NIGHT + minutes * MINUTE)
    [rings] = ringing(state_with(incident, me="mei"))
    assert {page.reason for page in rings.pages} == {PageReason.SEAT, PageReason.STAND_IN}
    assert rings.reason is PageReason.SEAT


def test_a_late_update_needs_the_manager_and_a_question_the_engineer() -> None:
    late, _ = advance_all(held(), TEAM, DUE)
    assert groups(managed(held())).needs_me == ()
    assert groups(managed(late)).needs_me == (late,)
    assert groups(managed(late, me="ben")).needs_me == ()
    ask = AskEngineer(incident_id=INCIDENT_ID, by="ana", pressed_at=NIGHT, question_id=UUID(int=3))
    asked = after(held(), ask)
    assert groups(managed(asked, me="ben")).needs_me == (asked,)
    assert groups(managed(asked)).needs_me == ()
    answer = AnswerQuestion(
        incident_id=INCIDENT_ID,
        by="ben",
        pressed_at=NIGHT,
        question_id=UUID(int=3),
        answer=Findings(condition="The disk is full"),
    )
    assert groups(managed(after(asked, answer), me="ben")).needs_me == ()
