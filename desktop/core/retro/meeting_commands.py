"""What people do with a meeting. Who and when is the hub's to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from desktop.core.retro.meeting_topic import TopicState


class MeetingCommand:
    """Base of all of them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMeeting(MeetingCommand):
    """It begins, or goes on after it was closed; who says so moderates it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseMeeting(MeetingCommand):
    """It is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderate(MeetingCommand):
    """Who says so moderates it from now on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddTopic(MeetingCommand):
    """One more, at the end. `topic_id` is the caller's: sent twice, it is added once."""

    topic_id: UUID
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameTopic(MeetingCommand):
    """One that somebody added is called otherwise."""

    topic_id: UUID
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTopic(MeetingCommand):
    """It comes to stand at `place`, counted from 0 without it."""

    topic_id: UUID
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkTopic(MeetingCommand):
    """It was talked about, is skipped, or is open again."""

    topic_id: UUID
    state: TopicState


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowTopic(MeetingCommand):
    """Everybody is shown this one. `leave_as`: how the one that was shown is marked; None: as it is."""

    topic_id: UUID
    leave_as: TopicState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunClock(MeetingCommand):
    """The time of the topic runs, or stops."""

    run: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLength(MeetingCommand):
    """How long the meeting is meant to last."""

    length: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantTime(MeetingCommand):
    """The topic may take so much longer."""

    topic_id: UUID
    by: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteNote(MeetingCommand):
    """What is written of a topic, or of the whole meeting when there is no `topic_id`. `based_on` is the
    version that was changed into this."""

    text: str
    based_on: int
    topic_id: UUID | None = None
