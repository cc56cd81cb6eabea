"""What a command makes of a meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from desktop.core.errors import PairwatchError
from desktop.core.retro.meeting import Meeting, MeetingState, MeetingTurn, Turn
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
from desktop.core.retro.meeting_topic import Note, Topic, TopicFacts, TopicKind, TopicState

MOST_TOPICS = 100
LONGEST_TITLE = 200
LONGEST_NOTE = 20_000
"""Characters."""
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=4)
_GRANTED_AT_MOST = timedelta(hours=1)


class CannotMeet(PairwatchError):
    """The meeting does not take the command as it is."""


class NoteChanged(PairwatchError):
    """Somebody wrote another version after the one that this was based on; it is `note`."""

    def __init__(self, note: Note) -> None:
        super().__init__(
            "Somebody wrote here meanwhile. Yours was not kept.",
            "Look at theirs, then keep what should stand.",
        )
        self.note = note


def carried_out(meeting: Meeting, command: MeetingCommand, by: str, now: datetime) -> Meeting:
    """The meeting afterwards; the very same when nothing changes. Raises CannotMeet, NoteChanged. The figures
    that a closed meeting keeps are the caller's to add."""
    match command:
        case OpenMeeting():
            return _opened(meeting, by, now)
        case CloseMeeting():
            return _closed(meeting, by, now)
        case WriteNote():
            return _written(meeting, command, by, now)
    if meeting.state is MeetingState.CLOSED:
        raise CannotMeet("The meeting is closed.", "Reopen it to change it.")
    match command:
        case AddTopic():
            return _added(meeting, command, by)
        case RenameTopic():
            return _renamed(meeting, command)
        case MoveTopic():
            topic = _topic(meeting, command.topic_id)
            others = [known for known in meeting.topics if known.id != topic.id]
            others.insert(max(0, command.place), topic)
            return replace(meeting, topics=tuple(others))
        case MarkTopic():
            return meeting.with_topic(replace(_topic(meeting, command.topic_id), state=command.state))
        case SetLength():
            if not SHORTEST <= command.length <= LONGEST:
                raise CannotMeet("A meeting lasts from 5 minutes to 4 hours.", "Choose another length.")
            return replace(meeting, length=command.length)
        case GrantTime():
            topic = _topic(meeting, command.topic_id)
            granted = min(_GRANTED_AT_MOST, max(timedelta(), topic.granted + command.by))
            return meeting.with_topic(replace(topic, granted=granted))
    if meeting.state is MeetingState.PREPARED:
        raise CannotMeet("The meeting has not begun.", "Start it first.")
    match command:
        case Moderate():
            return replace(meeting, moderator=by)
        case ShowTopic():
            return _shown(meeting, command, now)
        case RunClock(run=run):
            if run == (meeting.running_since is not None):
                return meeting
            return replace(meeting, running_since=now) if run else meeting.stopped(now)
    raise AssertionError(f"unknown command {command!r}")


def decided(meeting: Meeting, topic_id: UUID, action_id: UUID) -> Meeting:
    """The meeting with one more action made of the topic. Raises CannotMeet."""
    topic = _topic(meeting, topic_id)
    if action_id in topic.decided:
        return meeting
    return meeting.with_topic(replace(topic, decided=(*topic.decided, action_id)))


def _opened(meeting: Meeting, by: str, now: datetime) -> Meeting:
    if meeting.state is MeetingState.OPEN:
        return meeting
    again = meeting.state is MeetingState.CLOSED
    turn = MeetingTurn(turn=Turn.REOPENED if again else Turn.OPENED, by=by, at=now)
    to_talk = [topic.id for topic in meeting.topics if topic.state is TopicState.OPEN]
    return replace(
        meeting,
        state=MeetingState.OPEN,
        moderator=by,
        turns=(*meeting.turns, turn),
        current=meeting.current if again else next(iter(to_talk), None),
        # Who reopens it mends something: nobody's time runs for that.
        running_since=None if again or not to_talk else now,
    )


def _closed(meeting: Meeting, by: str, now: datetime) -> Meeting:
    if meeting.state is MeetingState.CLOSED:
        return meeting
    if meeting.state is MeetingState.PREPARED:
        raise CannotMeet("The meeting has not begun.", "Start it first.")
    turn = MeetingTurn(turn=Turn.CLOSED, by=by, at=now)
    return replace(meeting.stopped(now), state=MeetingState.CLOSED, turns=(*meeting.turns, turn))


def _shown(meeting: Meeting, command: ShowTopic, now: datetime) -> Meeting:
    _topic(meeting, command.topic_id)
    running = meeting.running_since is not None
    left = meeting.shown
    # Nothing shown yet: the clock had nothing to run for.
    runs = running or left is None
    after = meeting.stopped(now)
    if command.leave_as is not None and left is not None:
        left = after.topic(left.id)
        assert left is not None
        after = after.with_topic(replace(left, state=command.leave_as))
    return replace(after, current=command.topic_id, running_since=now if runs else None)


def _written(meeting: Meeting, command: WriteNote, by: str, now: datetime) -> Meeting:
    """Also after it was closed: minutes are tidied up then."""
    topic = None if command.topic_id is None else _topic(meeting, command.topic_id)
    note = meeting.note if topic is None else topic.note
    text = command.text.rstrip()
    if text == note.text:
        return meeting
    if len(text) > LONGEST_NOTE:
        raise CannotMeet("The notes are too long.", f"Say it in at most {LONGEST_NOTE} characters.")
    if command.based_on != note.version:
        raise NoteChanged(note)
    if topic is not None:
        return meeting.with_topic(topic.written(text, by, now))
    return replace(meeting, note=Note(text=text, version=note.version + 1, by=by, at=now))


def _added(meeting: Meeting, command: AddTopic, by: str) -> Meeting:
    if meeting.topic(command.topic_id) is not None:
        return meeting
    if len(meeting.topics) >= MOST_TOPICS:
        raise CannotMeet("Nobody can talk about that many topics.", "Rename one of yours, or meet again.")
    topic = Topic(
        id=command.topic_id,
        kind=TopicKind.FREE,
        facts=TopicFacts(title=_title(command.title)),
        added_by=by,
    )
    return replace(meeting, topics=(*meeting.topics, topic))


def _renamed(meeting: Meeting, command: RenameTopic) -> Meeting:
    topic = _topic(meeting, command.topic_id)
    if topic.kind is not TopicKind.FREE:
        raise CannotMeet("This topic comes from the week's incidents.", "Add one of your own instead.")
    return meeting.with_topic(replace(topic, facts=TopicFacts(title=_title(command.title))))


def _title(title: str) -> str:
    found = " ".join(title.split())
    if not found:
        raise CannotMeet("A topic needs a name.", "Say what it is about.")
    if len(found) > LONGEST_TITLE:
        raise CannotMeet(
            "The topic's name is too long.", f"Say it in at most {LONGEST_TITLE} characters."
        )  # fmt: skip
    return found


def _topic(meeting: Meeting, topic_id: UUID) -> Topic:
    topic = meeting.topic(topic_id)
    if topic is None:
        raise CannotMeet("The meeting has no such topic (any more).", "Look at its topics again.")
    return topic
