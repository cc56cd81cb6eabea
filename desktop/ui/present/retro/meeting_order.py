"""Which topic of a meeting is shown here, and which one comes before and after it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from desktop.core.retro.meeting import Meeting, MeetingState
from desktop.core.retro.meeting_topic import Topic, TopicState
from desktop.ui.present.retro.meeting import DECIDED


def order(meeting: Meeting) -> Sequence[str]:
    """The keys of what can be shown; nothing was decided in one that is not opened."""
    topics = [str(topic.id) for topic in meeting.topics]
    return topics if meeting.state is MeetingState.PREPARED else [*topics, DECIDED]


def shown_key(meeting: Meeting, pick: str | None) -> str:
    """The one that was picked here, else what the moderator shows; empty: there is nothing."""
    known = order(meeting)
    if pick is not None and pick in known:
        return pick
    if meeting.state is MeetingState.CLOSED:
        return DECIDED
    if meeting.state is MeetingState.OPEN and meeting.shown is not None:
        return str(meeting.shown.id)
    return next(iter(known), "")


def topic_of(meeting: Meeting, key: str) -> Topic | None:
    """None where the key is that of no topic."""
    return None if key in ("", DECIDED) else meeting.topic(UUID(key))


def key_after(meeting: Meeting, key: str, by: int) -> str | None:
    """The next one in that direction that is not skipped; None: there is none."""
    known = order(meeting)
    at = known.index(key) + by if key in known else -1
    while 0 <= at < len(known):
        topic = topic_of(meeting, known[at])
        if topic is None or topic.state is not TopicState.SKIPPED:
            return known[at]
        at += by
    return None
