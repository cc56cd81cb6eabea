"""The meeting of the retro in words: the bar that leads to it, its clock, its topics in a list, its end."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from desktop.core.retro.action import Action
from desktop.core.retro.meeting import Meeting, MeetingState, MeetingSummary, ToldMeeting, Turn
from desktop.core.retro.meeting_topic import Note, Topic, TopicState
from desktop.core.retro.retro_week import Week
from desktop.core.team.team import Team
from desktop.ui.present.people import person, starts
from desktop.ui.present.retro.meeting_topics import topic_heading
from desktop.ui.present.telling.texts import TextRow
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

DECIDED = "decided"
"""The key of the row that leads to what was decided."""


@dataclass(frozen=True, slots=True)
class BarShown:
    """What stands above the week. `action` is the words of its button, `starts` whether that begins the
    meeting; otherwise it shows it."""

    icon: str
    tone: Tone
    title: str
    detail: str
    action: str
    starts: bool = False


@dataclass(frozen=True, slots=True)
class ClockShown:
    """The time of a topic: `clock` runs, `of` says how long it may take, or by how much it is over."""

    clock: str
    of: str
    tone: Tone


def bar_shown(
    week: Week, told: ToldMeeting | None, team: Team, viewer: Viewer, now: datetime, *, can_change: bool
) -> BarShown:
    """Of the meeting about `week`; None: none is prepared."""
    name = tr("week {n}").format(n=week.number)
    if told is None:
        over = week.ends_at <= now
        title = (
            tr("No meeting was held about {week}.").format(week=name)
            if over
            else tr("The retro of {week} is prepared when the week ends, {time}.").format(
                week=name, time=viewer.moment(week.ends_at, now)
            )
        )
        action = tr("Prepare it now") if can_change else ""
        return BarShown("mdi6.calendar-clock", Tone.MUTED, title, "", action)
    meeting = told.meeting
    match meeting.state:
        case MeetingState.PREPARED:
            title = tr("The retro of {week} is prepared: {topics}").format(
                week=name, topics=topics_words(len(meeting.to_talk))
            )
            quiet = tr("A quiet week: nothing to talk about. Add a topic.") if not meeting.topics else ""
            action = tr("Start the meeting") if can_change else tr("Look at the topics")
            return BarShown("mdi6.forum-outline", Tone.MANAGER, title, quiet, action, starts=can_change)
        case MeetingState.OPEN:
            title = tr("The retro of {week} is on").format(week=name)
            return BarShown("mdi6.forum", Tone.OK, title, progress(meeting, team, viewer), tr("Join"))
        case MeetingState.CLOSED:
            title = tr("The retro of {week}: {decided}").format(
                week=name, decided=decided_words(told.actions)
            )
            return BarShown(
                "mdi6.check", Tone.OK, title, closed_words(meeting, team, viewer, now), tr("Read it")
            )


def topics_words(count: int) -> str:
    """ "7 topics"."""
    return {0: tr("no topics"), 1: tr("1 topic")}.get(count, tr("{n} topics").format(n=count))


def decided_words(actions: Sequence[Action]) -> str:
    """ "4 actions, 1 done"."""
    if not actions:
        return tr("no actions")
    done = sum(action.is_done for action in actions)
    words = tr("1 action") if len(actions) == 1 else tr("{n} actions").format(n=len(actions))
    return tr("{actions}, {n} done").format(actions=words, n=done) if done else words


def progress(meeting: Meeting, team: Team, viewer: Viewer) -> str:
    """ "Ana Okafor moderates · 3 of 7 topics"."""
    who = starts(team, meeting.moderator, viewer.me)
    moderates = tr("{who} moderate") if meeting.moderator == viewer.me else tr("{who} moderates")
    done = tr("{n} of {all} topics").format(n=meeting.talked, all=len(meeting.to_talk))
    return f"{moderates.format(who=who)} · {done}"


def closed_words(meeting: Meeting, team: Team, viewer: Viewer, now: datetime) -> str:
    """ "Closed by Ana Okafor on Monday, 10:41"."""
    closed = meeting.last(Turn.CLOSED)
    if closed is None:
        return ""
    again = meeting.last(Turn.REOPENED)
    words = tr("Closed by {who} {day} at {hour}").format(
        who=person(team, closed.by, viewer.me),
        day=viewer.day(closed.at, now),
        hour=viewer.hour(closed.at),
    )
    if again is not None:
        words += tr("; reopened before by {who}").format(who=person(team, again.by, viewer.me))
    return words


def summary_rows(
    summaries: Iterable[MeetingSummary], zone: str
) -> tuple[tuple[MeetingSummary, str, str], ...]:
    """Each meeting with its title and what became of it."""
    found = []
    for one in summaries:
        week = Week(monday=one.starts_on, zone=zone)
        title = tr("Week {n} of {year}").format(n=week.number, year=week.year)
        found.append((one, title, _became(one)))
    return tuple(found)


def _became(one: MeetingSummary) -> str:
    topics = topics_words(one.topics)
    match one.state:
        case MeetingState.PREPARED:
            return tr("prepared, not held: {topics}").format(topics=topics)
        case MeetingState.OPEN:
            return tr("on: {n} of {topics}").format(n=one.talked, topics=topics)
        case MeetingState.CLOSED:
            made = {0: tr("no actions"), 1: tr("1 action")}.get(
                one.decided, tr("{n} actions").format(n=one.decided)
            )
            return tr("held: {topics}, {actions}").format(topics=topics, actions=made)


def clock_shown(meeting: Meeting, topic: Topic | None, now: datetime) -> ClockShown:
    """Of the topic that is shown. Over time is said, and nothing more."""
    if topic is None:
        return ClockShown("", "", Tone.MUTED)
    spent, share = meeting.spent(topic, now), meeting.share(topic)
    over = spent - share
    if over >= timedelta(minutes=1):
        minutes = math.floor(over / timedelta(minutes=1))
        return ClockShown(_clock(spent), tr("{n} min longer than planned").format(n=minutes), Tone.WARN)
    return ClockShown(_clock(spent), tr("of {time}").format(time=_clock(share)), Tone.MUTED)


def length_words(meeting: Meeting, now: datetime) -> str:
    """ "18 of 45 min"; "45 min" before it began."""
    if meeting.state is MeetingState.PREPARED:
        return tr("{n} min").format(n=round(meeting.length / timedelta(minutes=1)))
    spent = sum((meeting.spent(topic, now) for topic in meeting.topics), timedelta())
    minute = timedelta(minutes=1)
    return tr("{n} of {all} min").format(n=math.floor(spent / minute), all=round(meeting.length / minute))


def _clock(duration: timedelta) -> str:
    seconds = max(0, math.floor(duration.total_seconds()))
    return f"{seconds // 60}:{seconds % 60:02}"


def topic_rows(meeting: Meeting, now: datetime) -> tuple[TextRow, ...]:
    """The topics as a list, and below them what was decided."""
    rows = [_topic_row(number, topic, meeting, now) for number, topic in enumerate(meeting.topics, 1)]
    decided = len(meeting.decided)
    if meeting.state is MeetingState.PREPARED:
        return tuple(rows)
    end = TextRow(
        key=DECIDED,
        title=tr("What was decided"),
        detail={0: tr("no actions"), 1: tr("1 action")}.get(
            decided, tr("{n} actions").format(n=decided)
        ),
    )  # fmt: skip
    return (*rows, end)


def _topic_row(number: int, topic: Topic, meeting: Meeting, now: datetime) -> TextRow:
    mark, icon, tone = {
        TopicState.OPEN: ("", "", Tone.MUTED),
        TopicState.TALKED: (tr("done"), "mdi6.check", Tone.OK),
        TopicState.SKIPPED: (tr("skipped"), "", Tone.MUTED),
    }[topic.state]
    is_on = meeting.running_since is not None or topic.state is TopicState.OPEN
    if meeting.state is MeetingState.OPEN and topic.id == meeting.current and is_on:
        mark, tone = tr("now"), Tone.MANAGER
    spent = meeting.spent(topic, now)
    parts = [
        tr("{n} min").format(n=math.ceil(spent / timedelta(minutes=1))) if spent else "",
        tr("notes") if topic.note.text else "",
        {0: "", 1: tr("1 action")}.get(
            len(topic.decided), tr("{n} actions").format(n=len(topic.decided))
        ),
    ]  # fmt: skip
    return TextRow(
        key=str(topic.id),
        title=f"{number}. {topic_heading(topic.kind, topic.facts)}",
        mark=mark,
        mark_icon=icon,
        mark_tone=tone,
        detail=" · ".join(part for part in parts if part),
    )


def said_markdown(meeting: Meeting) -> str:
    """All that was written of the topics, one below the other."""
    return "\n\n".join(
        f"### {topic_heading(topic.kind, topic.facts)}\n\n{topic.note.text}"
        for topic in meeting.topics
        if topic.note.text
    )


def unowned(actions: Iterable[Action]) -> tuple[UUID, ...]:
    """Those that are to be done by nobody yet."""
    return tuple(action.id for action in actions if not action.owner and not action.is_done)


def unowned_words(count: int) -> str:
    """What is missing before it is closed; empty: nothing."""
    if not count:
        return ""
    if count == 1:
        return tr("One action has no owner yet. Choose it and press Enter to name one.")
    return tr("{n} actions have no owner yet. Choose each and press Enter to name one.").format(n=count)


def note_words(note: Note, team: Team, viewer: Viewer, now: datetime) -> str:
    """ "Last written by Ben Sato, 10:21"; empty when nobody wrote."""
    if note.at is None:
        return ""
    who, time = person(team, note.by, viewer.me), viewer.moment(note.at, now)
    return tr("Last written by {who}, {time}").format(who=who, time=time)
