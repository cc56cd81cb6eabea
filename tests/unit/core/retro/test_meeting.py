"""A meeting of the retro: what commands make of it, how its clock counts, how late edits are taken in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.retro.meeting import Meeting, MeetingHead, MeetingState, Turn, refreshed, summary
from desktop.core.retro.meeting_commands import (
    AddTopic,
    CloseMeeting,
    GrantTime,
    MarkTopic,
    MeetingCommand,
    Moderate,
    MoveTopic,
    OpenMeeting,
    RenameTopic,
    RunClock,
    SetLength,
    ShowTopic,
    WriteNote,
)
from desktop.core.retro.meeting_rules import (
    LONGEST_NOTE,
    MOST_TOPICS,
    CannotMeet,
    NoteChanged,
    carried_out,
    decided,
)
from desktop.core.retro.meeting_topic import Topic, TopicFacts, TopicKind, TopicState
from tests.sample import MINUTE, NIGHT

A, B, C = (UUID(int=number) for number in (1, 2, 3))


def topic(topic_id: UUID, kind: TopicKind, title: str = "") -> Topic:
    return Topic(id=topic_id, kind=kind, facts=TopicFacts(title=title))


PREPARED = Meeting(
    starts_on=date(2026, 11, 16),
    zone="Europe/Berlin",
    prepared_at=NIGHT,
    topics=(
        topic(A, TopicKind.DEBT, "Checkout fails"),
        topic(B, TopicKind.CLIMB, "Search is slow"),
        topic(C, TopicKind.NIGHTS),
    ),
)


def after(meeting: Meeting, *steps: MeetingCommand, by: str = "ana", minutes: int = 0) -> Meeting:
    """What the commands make of it, the first so many minutes later, each of the others a minute on."""
    for number, step in enumerate(steps):
        meeting = carried_out(meeting, step, by, NIGHT + (minutes + number) * MINUTE)
    return meeting


OPEN = after(PREPARED, OpenMeeting())


def test_who_opens_it_moderates_and_the_first_topic_is_shown() -> None:
    assert (OPEN.state, OPEN.moderator, OPEN.current) == (MeetingState.OPEN, "ana", A)
    assert OPEN.running_since == NIGHT
    turn = OPEN.last(Turn.OPENED)
    assert turn is not None
    assert (turn.by, turn.at) == ("ana", NIGHT)
    assert after(OPEN, OpenMeeting(), by="ben") is OPEN, "pressed by two at once it is opened once"
    skipped = after(PREPARED, MarkTopic(topic_id=A, state=TopicState.SKIPPED), OpenMeeting())
    assert skipped.current == B
    assert after(OPEN, Moderate(), by="ben").moderator == "ben"


def test_the_clock_counts_what_is_shown() -> None:
    talked = after(OPEN, ShowTopic(topic_id=B, leave_as=TopicState.TALKED), minutes=7)
    first, second = talked.topics[:2]
    assert (first.state, first.spent) == (TopicState.TALKED, 7 * MINUTE)
    assert talked.spent(second, NIGHT + 9 * MINUTE) == 2 * MINUTE
    paused = after(talked, RunClock(run=False), minutes=10)
    assert paused.spent(paused.topics[1], NIGHT + 60 * MINUTE) == 3 * MINUTE
    assert after(paused, RunClock(run=False), minutes=70) is paused
    back = after(paused, ShowTopic(topic_id=A), minutes=60)
    assert back.running_since is None, "a stopped clock does not run because another topic is shown"
    assert back.topics[0].state is TopicState.TALKED
    again = after(back, RunClock(run=True), CloseMeeting(), minutes=60)
    assert again.topics[0].spent == 8 * MINUTE
    assert again.running_since is None


def test_a_clock_that_was_set_back_takes_nothing_away() -> None:
    assert OPEN.spent(OPEN.topics[0], NIGHT - 5 * MINUTE) == timedelta()


def test_every_topic_has_its_share() -> None:
    assert [OPEN.share(one) for one in OPEN.topics] == [15 * MINUTE] * 3
    fewer = after(OPEN, MarkTopic(topic_id=C, state=TopicState.SKIPPED))
    assert fewer.share(fewer.topics[0]) == timedelta(minutes=22, seconds=30)
    granted = after(fewer, GrantTime(topic_id=A, by=5 * MINUTE), SetLength(length=20 * MINUTE))
    assert [granted.share(one) for one in granted.topics[:2]] == [15 * MINUTE, 10 * MINUTE]
    taken = after(granted, GrantTime(topic_id=A, by=-9 * MINUTE))
    assert taken.topics[0].granted == timedelta()
    crowd = replace(PREPARED, topics=tuple(topic(UUID(int=n), TopicKind.FREE) for n in range(80)))
    assert crowd.share(crowd.topics[0]) == MINUTE
    for wrong in (timedelta(0), 300 * MINUTE):
        with pytest.raises(CannotMeet):
            after(OPEN, SetLength(length=wrong))


def test_two_who_write_at_once_do_not_overwrite() -> None:
    written = after(OPEN, WriteNote(topic_id=B, text="Ask the vendor.\n", based_on=0), by="ben")
    note = written.topics[1].note
    assert (note.text, note.version, note.by, note.at) == ("Ask the vendor.", 1, "ben", NIGHT)
    with pytest.raises(NoteChanged) as caught:
        after(written, WriteNote(topic_id=B, text="We ask the vendor.", based_on=0))
    assert caught.value.note == note
    same = WriteNote(topic_id=B, text="Ask the vendor.", based_on=0)
    assert after(written, same) is written, "the same press twice is no quarrel"
    whole = after(written, WriteNote(text="All were there.", based_on=0))
    assert (whole.note.text, whole.topics) == ("All were there.", written.topics)
    with pytest.raises(CannotMeet):
        after(OPEN, WriteNote(text="x" * (LONGEST_NOTE + 1), based_on=0))


def test_topics_are_added_renamed_and_moved() -> None:
    new = UUID(int=9)
    add = AddTopic(topic_id=new, title="  The new\n pager ")
    added = after(PREPARED, add, add)
    assert [one.id for one in added.topics] == [A, B, C, new]
    assert (added.topics[3].facts.title, added.topics[3].added_by) == ("The new pager", "ana")
    moved = after(added, MoveTopic(topic_id=new, place=1), RenameTopic(topic_id=new, title="Pagers"))
    assert [one.id for one in moved.topics] == [A, new, B, C]
    assert moved.topics[1].facts.title == "Pagers"
    full = replace(PREPARED, topics=tuple(topic(UUID(int=n), TopicKind.FREE) for n in range(MOST_TOPICS)))
    for meeting, wrong in (
        (PREPARED, AddTopic(topic_id=new, title=" ")),
        (PREPARED, AddTopic(topic_id=new, title="x" * 201)),
        (PREPARED, RenameTopic(topic_id=A, title="Checkout")),
        (PREPARED, MoveTopic(topic_id=new, place=0)),
        (full, AddTopic(topic_id=UUID(int=500), title="One more")),
    ):
        with pytest.raises(CannotMeet):
            after(meeting, wrong)


@given(st.integers(-5, 9), st.sampled_from([A, B, C]))
def test_moving_loses_no_topic(place: int, which: UUID) -> None:
    moved = after(PREPARED, MoveTopic(topic_id=which, place=place))
    assert sorted(moved.topics, key=lambda one: one.id) == list(PREPARED.topics)
    assert moved.topics[min(2, max(0, place))].id == which


def test_a_closed_one_is_changed_by_who_reopens_it() -> None:
    closed = after(OPEN, CloseMeeting(), by="ben", minutes=40)
    assert after(closed, CloseMeeting()) is closed
    for step in (MarkTopic(topic_id=A, state=TopicState.OPEN), RunClock(run=True), Moderate()):
        with pytest.raises(CannotMeet, match="Reopen"):
            after(closed, step)
    tidied = after(closed, WriteNote(text="Minutes, tidied up.", based_on=0))
    assert tidied.note.version == 1
    again = after(closed, OpenMeeting(), by="mei", minutes=90)
    assert (again.moderator, again.running_since, again.current) == ("mei", None, A)
    assert [(turn.turn, turn.by) for turn in again.turns] == [
        (Turn.OPENED, "ana"),
        (Turn.CLOSED, "ben"),
        (Turn.REOPENED, "mei"),
    ]


def test_what_needs_an_open_one() -> None:
    for step in (CloseMeeting(), ShowTopic(topic_id=A), RunClock(run=True), Moderate()):
        with pytest.raises(CannotMeet, match="Start it"):
            after(PREPARED, step)


def test_late_edits_are_taken_in_until_it_is_opened() -> None:
    noted = after(PREPARED, WriteNote(topic_id=C, text="Three nights!", based_on=0))
    moved = after(noted, MoveTopic(topic_id=B, place=0), MarkTopic(topic_id=A, state=TopicState.SKIPPED))
    late = topic(UUID(int=7), TopicKind.DISPUTED, "Was it urgent?")
    found = (topic(A, TopicKind.DEBT, "Checkout fails again"), late)
    seen = refreshed(moved, found)
    assert [one.id for one in seen.topics] == [A, late.id, C], "B is gone, C was written about"
    assert (seen.topics[0].facts.title, seen.topics[0].state) == (
        "Checkout fails again",
        TopicState.SKIPPED,
    )
    assert seen.topics[2].note.text == "Three nights!"
    assert refreshed(seen, found) == seen
    assert refreshed(OPEN, found) is OPEN


def test_one_line_of_it() -> None:
    made = decided(after(OPEN, ShowTopic(topic_id=B, leave_as=TopicState.TALKED)), A, UUID(int=50))
    assert decided(made, A, UUID(int=50)) is made
    with pytest.raises(CannotMeet):
        decided(made, UUID(int=99), UUID(int=51))
    closed = after(made, MarkTopic(topic_id=C, state=TopicState.SKIPPED), CloseMeeting(), minutes=30)
    line = summary(closed)
    assert (line.topics, line.talked, line.decided) == (2, 1, 1)
    assert (line.closed_by, line.closed_at) == ("ana", NIGHT + 31 * MINUTE)
    assert summary(OPEN).closed_at is None
    head = msgspec.json.decode(msgspec.json.encode(closed), type=MeetingHead)
    assert summary(head) == line, "it tells the same of what is read of it"
