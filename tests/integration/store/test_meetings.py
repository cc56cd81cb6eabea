"""Meetings of the retro on each database: prepared by the clock, once; led, written down, closed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from desktop.core.retro.action import Action
from desktop.core.retro.meeting import Meeting, MeetingState, ToldMeeting
from desktop.core.retro.meeting_commands import (
    AddTopic,
    CloseMeeting,
    MarkTopic,
    MeetingCommand,
    OpenMeeting,
    WriteNote,
)
from desktop.core.retro.meeting_topic import Topic, TopicKind, TopicState
from desktop.hub.store.incident import changes
from desktop.hub.usecases.errors import BadMeeting, BadPeriod, NoteChangedMeanwhile, UnknownMeeting
from desktop.hub.usecases.retro.actions import add_action, finish_action
from desktop.hub.usecases.retro.meetings import (
    lead,
    list_meetings,
    next_preparation,
    note_versions,
    prepare,
    prepare_due,
    told_meeting,
)
from tests.integration.store.conftest import Hub
from tests.integration.store.test_retro_week import over
from tests.sample import NIGHT

MONDAY = date(2026, 11, 23)
WEEK = timedelta(days=7)
ENDS = datetime(2026, 11, 29, 23, tzinfo=UTC)
"""Monday 00:00 in Berlin."""


async def led(hub: Hub, command: MeetingCommand, by: str = "ana", of: date = MONDAY) -> Meeting:
    told = await hub.write(lead, starts_on=of, command=command, by=by)
    assert isinstance(told, ToldMeeting)
    return told.meeting


async def told(hub: Hub, of: date = MONDAY) -> Meeting:
    found = await hub.read(told_meeting, starts_on=of)
    assert found is not None
    return found.meeting


def kinds(meeting: Meeting) -> list[TopicKind]:
    return [topic.kind for topic in meeting.topics]


def the(meeting: Meeting, kind: TopicKind) -> Topic:
    (found,) = (topic for topic in meeting.topics if topic.kind is kind)
    return found


async def test_it_is_prepared_when_the_week_ends_and_once(hub: Hub):
    assert await hub.read(next_preparation) == ENDS
    hub.clock.advance_to(ENDS - timedelta(seconds=1))
    assert await hub.write(prepare_due) is None
    hub.clock.advance(timedelta(seconds=1))
    made = await hub.write(prepare_due)
    assert isinstance(made, Meeting)
    assert (made.starts_on, made.zone, made.prepared_at) == (MONDAY, "Europe/Berlin", ENDS)
    seq = await hub.read(changes.last_seq)
    assert await hub.write(prepare_due) is None
    assert await hub.read(changes.last_seq) == seq
    assert await hub.read(next_preparation) == ENDS + WEEK


async def test_after_a_long_sleep_the_last_week_is_prepared(hub: Hub):
    hub.clock.advance_to(ENDS + 3 * WEEK + timedelta(hours=5))
    made = await hub.write(prepare_due)
    assert isinstance(made, Meeting)
    assert made.starts_on == MONDAY + timedelta(days=21)
    assert await hub.write(prepare_due) is None
    assert [line.starts_on for line in await hub.read(list_meetings)] == [made.starts_on]


async def test_a_week_before_the_hub_is_not_prepared_by_itself(hub: Hub):
    assert await hub.write(prepare_due) is None
    by_hand = await hub.write(prepare, starts_on=MONDAY - timedelta(days=7))
    assert by_hand.topics == ()
    with pytest.raises(BadPeriod):
        await hub.write(prepare, starts_on=MONDAY + timedelta(days=1))
    assert await hub.read(told_meeting, starts_on=MONDAY) is None
    with pytest.raises(UnknownMeeting):
        await led(hub, OpenMeeting())


async def test_the_topics_of_a_week(hub: Hub):
    first = await over(hub)
    again = await over(hub)
    action = Action(id=UUID(int=4), text="Write the run-book", created_at=NIGHT)
    await hub.write(add_action, action=action, by="mei")
    hub.clock.advance_to(ENDS)
    await hub.write(prepare_due)
    found = await told(hub)
    assert kinds(found)[0] is TopicKind.DEBT
    assert kinds(found) == sorted(kinds(found), key=list(TopicKind).index)
    debt = the(found, TopicKind.DEBT)
    assert [one.number for one in debt.facts.incidents] == [first.number, again.number]
    assert debt.facts.debt is not None
    assert debt.facts.debt.numbers == (first.number, again.number)
    climbs = [one for one in found.topics if one.kind is TopicKind.CLIMB]
    assert [one.facts.incidents[0].number for one in climbs] == [first.number, again.number]
    assert [one.number for one in the(found, TopicKind.UNDECIDED).facts.incidents] == [1, 2]
    assert {one.responder for one in the(found, TopicKind.NIGHTS).facts.nights} >= {"ana", "ben", "mei"}
    assert [one.number for one in the(found, TopicKind.LEFT_OUT).facts.left_out] == [1, 2]
    assert [one.id for one in the(found, TopicKind.ACTIONS).facts.actions] == [action.id]


async def test_late_edits_until_it_is_opened(hub: Hub):
    action = Action(id=UUID(int=4), text="Write the run-book", created_at=NIGHT)
    await hub.write(add_action, action=action, by="mei")
    hub.clock.advance_to(ENDS)
    await hub.write(prepare_due)
    assert kinds(await told(hub)) == [TopicKind.ACTIONS]
    await hub.write(finish_action, action_id=action.id, done=True, by="mei")
    assert kinds(await told(hub)) == []
    await hub.write(finish_action, action_id=action.id, done=False, by="mei")
    opened = await led(hub, OpenMeeting())
    await hub.write(finish_action, action_id=action.id, done=True, by="mei")
    assert await told(hub) == opened


async def test_closed_it_keeps_the_figures(hub: Hub):
    await over(hub)
    hub.clock.advance_to(ENDS)
    await hub.write(prepare_due)
    opened = await led(hub, OpenMeeting())
    assert opened.told is None
    closed = await led(hub, CloseMeeting(), by="ben")
    assert closed.state is MeetingState.CLOSED
    assert closed.told is not None
    assert (closed.told.week.incidents, closed.told.week.starts_on) == (1, MONDAY)
    assert await told(hub) == closed
    with pytest.raises(BadMeeting, match="Reopen"):
        await led(hub, MarkTopic(topic_id=closed.topics[0].id, state=TopicState.OPEN))
    (line,) = await hub.read(list_meetings)
    assert (line.state, line.closed_by, line.topics) == (MeetingState.CLOSED, "ben", len(closed.topics))


async def test_two_write_at_once(hub: Hub):
    await hub.write(prepare, starts_on=MONDAY)
    topic_id = UUID(int=9)
    await led(hub, AddTopic(topic_id=topic_id, title="Pagers"))
    await led(hub, WriteNote(topic_id=topic_id, text="One.", based_on=0), by="ben")
    with pytest.raises(NoteChangedMeanwhile, match="Ben Sato wrote here"):
        await led(hub, WriteNote(topic_id=topic_id, text="Two.", based_on=0))
    await led(hub, WriteNote(topic_id=topic_id, text="One and two.", based_on=1))
    await led(hub, WriteNote(text="All were there.", based_on=0))
    versions = await hub.read(note_versions, starts_on=MONDAY, topic_id=topic_id)
    assert [(note.text, note.version, note.by) for note in versions] == [
        ("One and two.", 2, "ana"),
        ("One.", 1, "ben"),
    ]
    (whole,) = await hub.read(note_versions, starts_on=MONDAY, topic_id=None)
    assert (whole.text, whole.at) == ("All were there.", NIGHT)


async def test_an_action_belongs_to_its_topic(hub: Hub):
    await hub.write(prepare, starts_on=MONDAY)
    topic_id, seq = UUID(int=9), await hub.read(changes.last_seq)
    await led(hub, AddTopic(topic_id=topic_id, title="Pagers"))
    assert await hub.read(changes.last_seq) == seq + 1, "desktops are told"
    await led(hub, AddTopic(topic_id=topic_id, title="Pagers"))
    assert await hub.read(changes.last_seq) == seq + 1
    action = Action(
        id=UUID(int=5),
        text="Buy one",
        owner="ben",
        created_at=NIGHT,
        meeting_on=MONDAY,
        topic_id=topic_id,
    )
    made = await hub.write(add_action, action=action, by="ana")
    assert (made.meeting_on, made.topic_id) == (MONDAY, topic_id)
    await hub.write(add_action, action=action, by="ana")
    found = await hub.read(told_meeting, starts_on=MONDAY)
    assert found is not None
    assert (found.actions, found.meeting.decided) == ((made,), (action.id,))
    lost = Action(id=UUID(int=6), text="x", created_at=NIGHT, meeting_on=MONDAY, topic_id=UUID(int=99))
    with pytest.raises(BadMeeting):
        await hub.write(add_action, action=lost, by="ana")
