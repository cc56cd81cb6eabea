"""The meeting of a week's retro: prepared, open, closed; with its topics, its clock, and the figures as they
were told when it closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from desktop.core.retro.action import Action
from desktop.core.retro.compared_weeks import ComparedWeeks
from desktop.core.retro.meeting_topic import Note, Topic, TopicKind, TopicState

LENGTH = timedelta(minutes=45)
"""How long a meeting is meant to last, unless somebody says otherwise."""
_LEAST = timedelta(minutes=1)
_STEP = timedelta(seconds=30)
_RANK = {kind: number for number, kind in enumerate(TopicKind)}


class MeetingState(StrEnum):
    """Its life."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"


class Turn(StrEnum):
    """What somebody did with the meeting as a whole."""

    OPENED = "opened"
    CLOSED = "closed"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingTurn:
    """Who did it, and when."""

    turn: Turn
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """The meeting about the week that begins on `starts_on`, a Monday of `zone`.

    Until it is opened its topics follow what is known of the week; from then on they stay. `current` is the
    topic that everybody is shown, `running_since` since when its time runs; None: the clock is stopped.
    `note` is what was written about the meeting as a whole. `told` are the figures as they were when it was
    closed the last time; None: it never was."""

    starts_on: date
    zone: str
    prepared_at: datetime
    state: MeetingState = MeetingState.PREPARED
    moderator: str = ""
    topics: tuple[Topic, ...] = ()
    note: Note = field(default_factory=Note)
    length: timedelta = LENGTH
    current: UUID | None = None
    running_since: datetime | None = None
    turns: tuple[MeetingTurn, ...] = ()
    told: ComparedWeeks | None = None

    def topic(self, topic_id: UUID | None) -> Topic | None:
        """The topic with this id; None when there is none."""
        return next((topic for topic in self.topics if topic.id == topic_id), None)

    @property
    def shown(self) -> Topic | None:
        """The topic that everybody is shown."""
        return self.topic(self.current)

    @property
    def to_talk(self) -> tuple[Topic, ...]:
        """Those that are not skipped."""
        return tuple(topic for topic in self.topics if topic.state is not TopicState.SKIPPED)

    @property
    def talked(self) -> int:
        """How many were talked about."""
        return sum(topic.state is TopicState.TALKED for topic in self.topics)

    @property
    def decided(self) -> tuple[UUID, ...]:
        """The ids of all actions that were made in it, in the order of the topics."""
        return tuple(action for topic in self.topics for action in topic.decided)

    def last(self, turn: Turn) -> MeetingTurn | None:
        """Who did that last; None: nobody yet."""
        return next((known for known in reversed(self.turns) if known.turn is turn), None)

    def share(self, topic: Topic) -> timedelta:
        """How long the topic may take: its part of the meeting's length, to half a minute, at least one, and
        what was granted to it."""
        part = self.length / max(1, len(self.to_talk))
        return max(_LEAST, part // _STEP * _STEP) + topic.granted

    def spent(self, topic: Topic, now: datetime) -> timedelta:
        """How long the topic was talked about until `now`."""
        if self.running_since is None or topic.id != self.current:
            return topic.spent
        return topic.spent + max(timedelta(), now - self.running_since)

    def with_topic(self, topic: Topic) -> Meeting:
        """With this topic in place of the one with its id."""
        return replace(
            self, topics=tuple(topic if known.id == topic.id else known for known in self.topics)
        )  # fmt: skip

    def stopped(self, now: datetime) -> Meeting:
        """With its clock stopped, and what ran counted."""
        topic = self.shown
        counted = self if topic is None else self.with_topic(replace(topic, spent=self.spent(topic, now)))
        return replace(counted, running_since=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldMeeting:
    """A meeting with the actions that were made in it, as they stand at `told_at`, in the meeting's order."""

    meeting: Meeting
    actions: tuple[Action, ...]
    told_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSummary:
    """One line of the list of meetings. `topics` are those that are not skipped."""

    starts_on: date
    state: MeetingState
    topics: int
    talked: int
    decided: int
    moderator: str
    closed_at: datetime | None = None
    closed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicHead:
    """What one line tells of a topic: a part of `Topic`, field by field."""

    state: TopicState = TopicState.OPEN
    decided: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHead:
    """The same of a `Meeting`: many are read at once, and most of what they hold is figures."""

    starts_on: date
    state: MeetingState = MeetingState.PREPARED
    moderator: str = ""
    topics: tuple[TopicHead, ...] = ()
    turns: tuple[MeetingTurn, ...] = ()


def summary(meeting: Meeting | MeetingHead) -> MeetingSummary:
    """The meeting in one line."""
    states = [topic.state for topic in meeting.topics]
    closings = [turn for turn in meeting.turns if turn.turn is Turn.CLOSED]
    closed = closings[-1] if closings and meeting.state is MeetingState.CLOSED else None
    return MeetingSummary(
        starts_on=meeting.starts_on,
        state=meeting.state,
        topics=sum(state is not TopicState.SKIPPED for state in states),
        talked=states.count(TopicState.TALKED),
        decided=sum(len(topic.decided) for topic in meeting.topics),
        moderator=meeting.moderator,
        closed_at=closed.at if closed else None,
        closed_by=closed.by if closed else "",
    )


def refreshed(meeting: Meeting, found: Sequence[Topic]) -> Meeting:
    """The meeting with what is known now, while it is not opened yet: what people did with a topic stays, and
    so does a topic of theirs that is no longer found. New ones stand where their kind does."""
    if meeting.state is not MeetingState.PREPARED:
        return meeting
    now_known = {topic.id: topic for topic in found}
    topics = []
    for topic in meeting.topics:
        if topic.id in now_known:
            topics.append(replace(topic, facts=now_known.pop(topic.id).facts))
        elif topic.is_touched:
            topics.append(topic)
    for new in now_known.values():
        before = [n for n, known in enumerate(topics) if _RANK[known.kind] <= _RANK[new.kind]]
        topics.insert(before[-1] + 1 if before else 0, new)
    return replace(meeting, topics=tuple(topics))
