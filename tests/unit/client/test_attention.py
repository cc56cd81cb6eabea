from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid5

from desktop.client.attention import groups, ringing, will_wake
from desktop.client.merge import with_snapshot
from desktop.client.state import Connection, PendingCommand, State
from desktop.core.commands import AddNote, Command, DeclinePage
from desktop.core.decide import decide
from desktop.core.escalation import advance, forecast
from desktop.core.incident import Incident
from desktop.core.intake import open_incident
from desktop.core.schedule import Turn
from desktop.core.seat import Seat
from desktop.core.team import Team
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
