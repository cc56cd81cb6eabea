"""Dialogues: what the hub and the person say, and what is to be done about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from desktop.client.attention import ringing
from desktop.client.effects import (
    Announce,
    DropConnections,
    FetchSnapshot,
    Forget,
    ForgetTimelines,
    Keep,
    KeepWarm,
    OpenFeed,
    PostCommand,
    Report,
    Wait,
)
from desktop.client.errors import Trouble
from desktop.client.inputs import (
    Begun,
    CommandAnswered,
    CommandFailed,
    CommandQueued,
    CommandUndeliverable,
    SnapshotWanted,
    SystemResumed,
    TimePassed,
    Timer,
)
from desktop.client.state import Connection, RefusedCommand, State
from desktop.client.sync import MOST_REFETCHES, NEWER_HUB
from desktop.core.closing.ticket import Label
from desktop.core.incident.commands import AddLabel, AddNote, ConfirmRinging
from desktop.core.incident.decide import decide
from desktop.core.incident.decision import Refusal
from desktop.core.incident.events import NoteAdded
from desktop.core.incident.intake import open_incident
from desktop.core.incident.woken import Woken
from desktop.core.team.seat import Seat
from desktop.wire.command import Answer
from tests.sample import INCIDENT_ID, NIGHT, TEAM, claim, fresh, report
from tests.unit.client.playbook import (
    LOCAL,
    SECOND,
    Playbook,
    change_arrived,
    heartbeat_arrived,
    lost,
    pending,
    snapshot,
    snapshot_arrived,
)

SNAPSHOT_TAKEN = [OpenFeed(link=1, after=7), ForgetTimelines(), Keep()]


def connected(*, random: float = 0.5) -> Playbook:
    """Begun, with a snapshot that pages nobody, and greeted."""
    book = Playbook(random=lambda: random)
    assert book.given(Begun(at=LOCAL)) == [FetchSnapshot(link=1)]
    assert book.given(snapshot_arrived(1, snapshot())) == SNAPSHOT_TAKEN
    assert book.given(heartbeat_arrived(1)) == []
    return book


def test_begins_with_a_snapshot_then_follows_the_feed_after_it() -> None:
    book = Playbook()
    assert book.given(Begun(at=LOCAL)) == [FetchSnapshot(link=1)]
    assert book.connection() is Connection.STARTING
    assert book.given(snapshot_arrived(1, snapshot(fresh()))) == SNAPSHOT_TAKEN
    assert [rings.incident for rings in ringing(book.state)] == [fresh()], "it rings before the feed is open"
    assert book.given(heartbeat_arrived(1)) == [KeepWarm()]
    assert book.connection() is Connection.CONNECTED
    assert (book.state.me, book.state.team, book.state.cursor) == ("ana", TEAM, 7)


def test_a_change_is_told_at_once_and_applied_once() -> None:
    book = connected()
    event = NoteAdded(at=NIGHT, by="ben", text="looking")
    assert book.given(change_arrived(1, 8, fresh(), event)) == [Keep()]
    assert [told.change.events for told in book.told if told.change] == [(event,)]
    assert book.state.incidents == {INCIDENT_ID: fresh()}
    assert book.given(change_arrived(1, 8, fresh(), event)) == []
    assert book.told == []


def test_a_gap_is_applied_for_its_page_and_then_mended_by_a_snapshot() -> None:
    book = connected()
    assert book.given(change_arrived(1, 10, fresh())) == [Keep(), FetchSnapshot(link=2)]
    assert ringing(book.state)
    assert book.given(change_arrived(1, 11, None)) == [], "the old link has nothing to say any more"


@pytest.mark.parametrize(
    "given",
    [
        SnapshotWanted(at=LOCAL, link=1),
        change_arrived(1, 8, None),
        heartbeat_arrived(1, epoch="restored"),
        heartbeat_arrived(1, protocol=2),
    ],
    ids=["the hub says so, or an unknown event", "the team changed", "another epoch", "another protocol"],
)
def test_what_cannot_be_followed_means_a_new_snapshot(given: SnapshotWanted) -> None:
    book = connected()
    assert book.given(given) == [FetchSnapshot(link=2)]


def test_what_a_heartbeat_promised_and_never_came_is_fetched() -> None:
    book = connected()
    assert book.given(heartbeat_arrived(1, cursor=8)) == [], "it may still be on its way"
    assert book.given(heartbeat_arrived(1, cursor=8)) == [FetchSnapshot(link=2)]


def test_snapshots_that_lead_nowhere_are_not_fetched_in_a_storm() -> None:
    book = connected()
    for link in range(2, 2 + MOST_REFETCHES):
        assert book.given(SnapshotWanted(at=LOCAL, link=link - 1)) == [FetchSnapshot(link=link)]
        book.given(snapshot_arrived(link, snapshot()))
        book.given(heartbeat_arrived(link))
    effects = book.given(SnapshotWanted(at=LOCAL, link=1 + MOST_REFETCHES))
    assert [type(effect) for effect in effects] == [Wait]
    assert book.given(TimePassed(at=LOCAL, timer=Timer.LINK)) == [FetchSnapshot(link=MOST_REFETCHES + 3)]


def test_a_newer_hub_is_used_and_the_person_is_told_to_update() -> None:
    book = Playbook()
    book.given(Begun(at=LOCAL))
    book.given(snapshot_arrived(1, snapshot(protocol=2)))
    assert book.given(heartbeat_arrived(1, protocol=2)) == []
    assert (book.connection(), book.state.problem) == (Connection.CONNECTED, NEWER_HUB)


def test_reconnects_without_end_the_first_time_quickly_and_goes_on_at_the_cursor() -> None:
    book = connected(random=1.0)
    book.given(change_arrived(1, 8, fresh()))
    waits = []
    for link in range(1, 20, 2):
        [wait] = book.given(lost(link))
        assert isinstance(wait, Wait)
        assert wait.timer is Timer.LINK
        waits.append(wait.delay.total_seconds())
        assert book.given(TimePassed(at=LOCAL, timer=Timer.LINK)) == [OpenFeed(link=link + 2, after=8)]
    assert waits == [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10, 10, 10]
    assert book.connection() is Connection.LOST
    book.given(heartbeat_arrived(21, cursor=8))
    assert book.connection() is Connection.CONNECTED
    assert book.given(lost(21)) == [Wait(timer=Timer.LINK, delay=0.2 * SECOND)]


def test_a_hub_that_is_just_starting_is_not_called_lost() -> None:
    book = Playbook()
    book.given(Begun(at=LOCAL))
    book.given(lost(1, at=LOCAL + SECOND))
    assert book.connection() is Connection.STARTING
    book.given(TimePassed(at=LOCAL, timer=Timer.LINK))
    book.given(lost(3, at=LOCAL + 6 * SECOND))
    assert book.connection() is Connection.LOST
    assert book.state.problem == "The hub cannot be reached."
    assert book.state.lost_for(LOCAL + 60 * SECOND) == 60 * SECOND


def test_a_silent_hub_is_lost_since_it_was_last_heard() -> None:
    book = connected()
    book.given(lost(1, at=LOCAL + 20 * SECOND, trouble=Trouble.SILENT))
    assert book.state.connection_since == LOCAL
    assert book.state.lost_for(LOCAL + 60 * SECOND) == 60 * SECOND


def test_a_refused_token_is_told_and_tried_now_and_then() -> None:
    book = connected(random=1.0)
    assert book.given(lost(1, trouble=Trouble.TOKEN_REFUSED)) == [Wait(timer=Timer.LINK, delay=10 * SECOND)]
    assert book.connection() is Connection.REFUSED


def test_the_hubs_clock_is_known_with_the_round_trip_halved() -> None:
    book = Playbook()
    book.given(Begun(at=LOCAL))
    took = timedelta(milliseconds=600)
    book.given(snapshot_arrived(1, snapshot(), took=took))
    assert book.state.hub_now(LOCAL) == NIGHT + took / 2
    book.given(heartbeat_arrived(1, at=LOCAL + 15 * SECOND, now=NIGHT + 15 * SECOND))
    assert book.state.hub_now(LOCAL) == NIGHT + took / 2
    book.given(heartbeat_arrived(1, at=LOCAL + 30 * SECOND, now=NIGHT + 90 * SECOND))
    assert book.state.hub_now(LOCAL) == NIGHT + took / 2 + 60 * SECOND, "somebody moved a clock"


def test_after_sleep_all_connections_are_dropped_and_the_cursor_caught_up() -> None:
    book = connected()
    command = pending(claim("ana", Seat.MANAGER, NIGHT))
    book.given(CommandQueued(at=LOCAL, pending=command))
    later = LOCAL + timedelta(hours=8)
    assert book.given(SystemResumed(at=later)) == [
        DropConnections(),
        OpenFeed(link=2, after=7),
        PostCommand(pending=command),
    ]
    book.given(lost(2, at=later + SECOND))
    assert book.state.lost_for(later + 10 * SECOND) < timedelta(minutes=1), "asleep is not lost"


def test_an_acknowledgement_goes_out_at_once_and_quiets_this_machine() -> None:
    book = connected()
    book.given(change_arrived(1, 8, fresh()))
    command = pending(claim("ana", Seat.MANAGER, NIGHT))
    assert book.given(CommandQueued(at=LOCAL, pending=command)) == [PostCommand(pending=command)]
    assert [rings.silenced_locally for rings in ringing(book.state)] == [True]
    decision = decide(fresh(), command.command, TEAM, NIGHT + SECOND)
    answer = Answer(incident=decision.incident, seq=9)
    answered = CommandAnswered(at=LOCAL, key=command.key, answer=answer)
    assert book.given(answered) == [Forget(key=command.key)]
    assert ringing(book.state) == (), "the answer is as good as the feed"
    assert book.state.pending == ()


def test_an_answer_of_long_ago_does_not_bring_back_what_was_then() -> None:
    book = connected()
    command = pending(claim("ana", Seat.MANAGER, NIGHT))
    taken = decide(fresh(), command.command, TEAM, NIGHT + SECOND).incident
    answered_too = decide(taken, claim("ben", Seat.ENGINEER, NIGHT), TEAM, NIGHT + 2 * SECOND).incident
    book.given(CommandQueued(at=LOCAL, pending=command))
    book.given(change_arrived(1, 9, answered_too))
    book.given(CommandAnswered(at=LOCAL, key=command.key, answer=Answer(incident=taken, seq=8)))
    assert book.state.incidents[INCIDENT_ID] == answered_too


def test_a_feed_that_is_behind_the_answer_does_not_ring_again() -> None:
    book = connected()
    book.given(change_arrived(1, 8, fresh()))
    command = pending(claim("ana", Seat.MANAGER, NIGHT))
    ringing_now = ConfirmRinging(incident_id=INCIDENT_ID, by="ben", pressed_at=NIGHT)
    before = decide(fresh(), ringing_now, TEAM, NIGHT + SECOND).incident
    after = decide(before, command.command, TEAM, NIGHT + 2 * SECOND).incident
    book.given(CommandQueued(at=LOCAL, pending=command))
    book.given(CommandAnswered(at=LOCAL, key=command.key, answer=Answer(incident=after, seq=10)))
    book.given(change_arrived(1, 9, before))
    assert ringing(book.state) == ()
    book.given(change_arrived(1, 10, after))
    assert book.state.incidents[INCIDENT_ID] == after
    # What the feed tells after that is newer, whatever the clocks say.
    book.given(change_arrived(1, 11, before))
    assert book.state.incidents[INCIDENT_ID] == before


def test_an_answer_that_changed_no_time_counts_too() -> None:
    """A label, a delivery, a closing step: only the number tells that it is newer."""
    book = connected()
    book.given(change_arrived(1, 8, fresh()))
    label = AddLabel(
        incident_id=INCIDENT_ID, by="ana", pressed_at=NIGHT, label=Label(key="cause", value="deploy")
    )
    command = pending(label)
    after = decide(fresh(), label, TEAM, NIGHT).incident
    book.given(CommandQueued(at=LOCAL, pending=command))
    book.given(CommandAnswered(at=LOCAL, key=command.key, answer=Answer(incident=after, seq=9)))
    assert book.state.incidents[INCIDENT_ID].labels == (Label(key="cause", value="deploy"),)


def test_an_answer_without_a_number_waits_for_the_feed() -> None:
    book = connected()
    book.given(change_arrived(1, 8, fresh()))
    command = pending(claim("ana", Seat.MANAGER, NIGHT))
    after = decide(fresh(), command.command, TEAM, NIGHT + SECOND).incident
    book.given(CommandQueued(at=LOCAL, pending=command))
    book.given(CommandAnswered(at=LOCAL, key=command.key, answer=Answer(incident=after)))
    assert book.state.incidents[INCIDENT_ID] == fresh()
    book.given(change_arrived(1, 9, after))
    assert book.state.incidents[INCIDENT_ID] == after


def test_another_hub_counts_anew() -> None:
    book = connected()
    book.given(change_arrived(1, 8, fresh()))
    command = pending(claim("ana", Seat.MANAGER, NIGHT))
    after = decide(fresh(), command.command, TEAM, NIGHT + SECOND).incident
    book.given(CommandQueued(at=LOCAL, pending=command))
    book.given(CommandAnswered(at=LOCAL, key=command.key, answer=Answer(incident=after, seq=30)))
    book.given(SnapshotWanted(at=LOCAL, link=1))
    book.given(snapshot_arrived(2, snapshot(fresh(), cursor=8, epoch="second")))
    assert book.state.incidents[INCIDENT_ID] == fresh()


def test_a_snapshot_asked_before_the_answer_does_not_ring_again() -> None:
    book = connected()
    book.given(change_arrived(1, 8, fresh()))
    command = pending(claim("ana", Seat.MANAGER, NIGHT))
    after = decide(fresh(), command.command, TEAM, NIGHT + SECOND).incident
    book.given(SnapshotWanted(at=LOCAL, link=1))
    book.given(CommandQueued(at=LOCAL, pending=command))
    book.given(CommandAnswered(at=LOCAL + SECOND, key=command.key, answer=Answer(incident=after, seq=9)))
    book.given(snapshot_arrived(2, snapshot(fresh(), cursor=8), at=LOCAL + 2 * SECOND, took=2 * SECOND))
    assert ringing(book.state) == ()


def test_a_late_claim_is_reported_with_what_is_true() -> None:
    book = connected()
    command = pending(claim("ana", Seat.ENGINEER, NIGHT))
    now = decide(fresh(), claim("ben", Seat.ENGINEER, NIGHT), TEAM, NIGHT).incident
    book.given(CommandQueued(at=LOCAL, pending=command))
    answer = Answer(incident=now, refusal=Refusal.SEAT_HELD)
    assert book.given(CommandAnswered(at=LOCAL, key=command.key, answer=answer)) == [
        Forget(key=command.key),
        Report(refused=RefusedCommand(pending=command, refusal=Refusal.SEAT_HELD, incident=now)),
    ]


def test_what_can_never_be_delivered_is_reported_and_gone() -> None:
    book = connected()
    command = pending(claim("ana", Seat.MANAGER, NIGHT))
    book.given(CommandQueued(at=LOCAL, pending=command))
    gone = CommandUndeliverable(at=LOCAL, key=command.key, sentence="There is no such incident.")
    assert book.given(gone) == [
        Forget(key=command.key),
        Report(refused=RefusedCommand(pending=command, sentence="There is no such incident.")),
    ]
    assert book.state.pending == ()


def test_nobody_hears_of_a_confirmation_that_came_too_late() -> None:
    book = connected()
    command = pending(ConfirmRinging(incident_id=INCIDENT_ID, by="ana", pressed_at=NIGHT))
    book.given(CommandQueued(at=LOCAL, pending=command))
    answer = Answer(incident=fresh(), refusal=Refusal.RESOLVED)
    assert book.given(CommandAnswered(at=LOCAL, key=command.key, answer=answer)) == [Forget(key=command.key)]


def test_commands_go_one_at_a_time_in_order_and_again_until_answered() -> None:
    book = connected()
    first, second = (
        pending(AddNote(incident_id=INCIDENT_ID, by="ana", pressed_at=NIGHT, text=text), number)
        for number, text in enumerate(("one", "two"), 1)
    )
    assert book.given(CommandQueued(at=LOCAL, pending=first)) == [PostCommand(pending=first)]
    assert book.given(CommandQueued(at=LOCAL, pending=second)) == []
    failed = CommandFailed(at=LOCAL, key=first.key, trouble=Trouble.UNREACHABLE)
    assert book.given(failed) == [Wait(timer=Timer.COMMANDS, delay=0.1 * SECOND)]
    assert book.given(TimePassed(at=LOCAL, timer=Timer.COMMANDS)) == [PostCommand(pending=first)]
    answered = CommandAnswered(at=LOCAL, key=first.key, answer=Answer(incident=fresh()))
    assert book.given(answered) == [Forget(key=first.key), PostCommand(pending=second)]


def test_what_the_hub_fails_on_does_not_hold_up_another_incident() -> None:
    book = connected()
    poison = pending(claim("ana", Seat.MANAGER, NIGHT), 1)
    behind = pending(replace(poison.command, pressed_at=NIGHT + SECOND), 2)
    other = pending(replace(poison.command, incident_id=UUID(int=5)), 3)
    for command in (poison, behind, other):
        book.given(CommandQueued(at=LOCAL, pending=command))
    effects = book.given(CommandFailed(at=LOCAL, key=poison.key, trouble=Trouble.HUB_FAULT))
    assert effects == [Wait(timer=Timer.COMMANDS, delay=0.1 * SECOND), PostCommand(pending=other)]


def test_a_connection_that_comes_back_delivers_without_waiting_longer() -> None:
    command = pending(claim("ana", Seat.MANAGER, NIGHT))
    book = Playbook(State(connection_since=LOCAL, pending=(command,)))
    assert book.given(Begun(at=LOCAL)) == [FetchSnapshot(link=1), PostCommand(pending=command)]
    book.given(CommandFailed(at=LOCAL, key=command.key, trouble=Trouble.UNREACHABLE))
    book.given(snapshot_arrived(1, snapshot(fresh())))
    assert PostCommand(pending=command) in book.given(heartbeat_arrived(1))


def test_a_command_queued_before_the_start_waits_for_it() -> None:
    book = Playbook()
    command = pending(claim("ana", Seat.MANAGER, NIGHT))
    assert book.given(CommandQueued(at=LOCAL, pending=command)) == []
    assert book.told == [Announce()]
    assert PostCommand(pending=command) in book.given(Begun(at=LOCAL))


def test_a_token_that_is_refused_for_a_command_is_asked_about() -> None:
    book = connected()
    command = pending(claim("ana", Seat.MANAGER, NIGHT))
    book.given(CommandQueued(at=LOCAL, pending=command))
    effects = book.given(CommandFailed(at=LOCAL, key=command.key, trouble=Trouble.TOKEN_REFUSED))
    assert FetchSnapshot(link=2) in effects
    assert book.state.pending == (command,), "it is kept: joining again may deliver it"


def test_who_was_woken_is_known_from_the_feed_too() -> None:
    book = connected()
    incident, events = open_incident(report(), "prometheus", INCIDENT_ID, 1, TEAM, NIGHT)
    book.given(change_arrived(1, 8, incident, *events))
    known = Woken(at=NIGHT, incident_id=INCIDENT_ID)
    assert book.state.last_woken == {"ana": known, "ben": known}
    assert book.state.woken_before(INCIDENT_ID) == {}, "what rings now is not what was before"
