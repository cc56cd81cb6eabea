"""The meeting of the retro in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from desktop.core.retro.action import Action
from desktop.core.retro.meeting import Meeting, MeetingState, ToldMeeting, summary
from desktop.core.retro.meeting_commands import CloseMeeting, OpenMeeting
from desktop.core.retro.meeting_rules import carried_out
from desktop.core.retro.meeting_topic import Note, Topic, TopicFacts, TopicKind, TopicState
from desktop.core.retro.retro_week import Week
from desktop.ui.present.retro.meeting import (
    bar_shown,
    clock_shown,
    decided_words,
    length_words,
    note_words,
    said_markdown,
    summary_rows,
    topic_rows,
    unowned,
    unowned_words,
)
from desktop.ui.present.retro.meeting_badge import badge_words
from desktop.ui.present.retro.meeting_topic import topic_icon, topic_shown
from desktop.ui.present.times import Viewer
from desktop.ui.theme.tokens import Tone
from tests.sample import MINUTE, NIGHT, TEAM

ANA = Viewer("ana", ZoneInfo("Europe/Berlin"))
WEEK = Week(monday=date(2026, 11, 16), zone="Europe/Berlin")
TOPIC = Topic(id=UUID(int=1), kind=TopicKind.FREE, facts=TopicFacts(title="The new pager"), added_by="mei")
PREPARED = Meeting(starts_on=WEEK.monday, zone=WEEK.zone, prepared_at=NIGHT, topics=(TOPIC,))
OPEN = carried_out(PREPARED, OpenMeeting(), "ana", NIGHT)
CLOSED = carried_out(OPEN, CloseMeeting(), "mei", NIGHT + 20 * MINUTE)
ACTION = Action(id=UUID(int=5), text="Buy it", created_at=NIGHT)


def bar(meeting: Meeting | None, *actions: Action, can_change: bool = True, week: Week = WEEK):
    told = ToldMeeting(meeting=meeting, actions=actions, told_at=NIGHT) if meeting else None
    return bar_shown(week, told, TEAM, ANA, NIGHT + 60 * MINUTE, can_change=can_change)


def test_the_bar() -> None:
    shown = bar(PREPARED)
    assert (shown.title, shown.action, shown.starts) == (
        "The retro of week 47 is prepared: 1 topic",
        "Start the meeting",
        True,
    )
    assert (bar(PREPARED, can_change=False).action, bar(PREPARED, can_change=False).starts) == (
        "Look at the topics",
        False,
    )
    assert bar(OPEN).detail == "You moderate · 0 of 1 topics"
    assert bar(CLOSED, ACTION.finished("ana", NIGHT)).title == "The retro of week 47: 1 action, 1 done"
    assert bar(CLOSED).detail == "Closed by Mei Lindqvist today at 04:01"
    assert bar(None).title == "No meeting was held about week 47."
    running = bar(None, week=WEEK.moved(1), can_change=False)
    assert (running.title, running.action) == (
        "The retro of week 48 is prepared when the week ends, Mon 00:00.",
        "",
    )


@pytest.mark.parametrize(
    ("minutes", "of", "tone"),
    [
        (1, "of 45:00", Tone.MUTED),
        (45, "of 45:00", Tone.MUTED),
        (46, "1 min longer than planned", Tone.WARN),
        (125, "80 min longer than planned", Tone.WARN),
    ],
)
def test_the_clock(minutes: int, of: str, tone: Tone) -> None:
    shown = clock_shown(OPEN, TOPIC, NIGHT + minutes * MINUTE)
    assert (shown.clock, shown.of, shown.tone) == (f"{minutes}:00", of, tone)
    assert length_words(OPEN, NIGHT + minutes * MINUTE) == f"{minutes} of 45 min"


def test_the_list() -> None:
    assert [row.key for row in topic_rows(PREPARED, NIGHT)] == [str(TOPIC.id)]
    row, end = topic_rows(OPEN, NIGHT + MINUTE)
    assert (row.title, row.mark, row.detail) == ("1. The new pager", "now", "1 min")
    assert end.title == "What was decided"
    talked = replace(TOPIC, state=TopicState.TALKED, note=Note(text="x", version=1), decided=(ACTION.id,))
    row, end = topic_rows(replace(CLOSED, topics=(talked,)), NIGHT)
    assert (row.mark, row.detail, end.detail) == ("done", "notes · 1 action", "1 action")


def test_every_kind_of_topic_has_words_and_an_icon() -> None:
    names = set()
    for kind in TopicKind:
        shown = topic_shown(replace(TOPIC, kind=kind), TEAM, ANA, NIGHT, ())
        assert shown.title
        assert shown.question or kind is TopicKind.FREE
        names.add(shown.name)
        assert topic_icon(kind) == shown.icon
    assert len(names) == len(TopicKind)
    assert topic_shown(TOPIC, TEAM, ANA, NIGHT, ()).name == "Brought up by Mei Lindqvist"


def test_owners_that_are_missing() -> None:
    owned, done = replace(ACTION, owner="ben"), ACTION.finished("ana", NIGHT)
    assert unowned((ACTION, owned, done)) == (ACTION.id,)
    assert unowned_words(0) == ""
    assert unowned_words(1).startswith("One action has no owner yet.")
    assert unowned_words(3).startswith("3 actions have no owner yet.")
    assert decided_words(()) == "no actions"


def test_notes() -> None:
    note = Note(text="It is **loud**.", version=2, by="ben", at=NIGHT)
    assert note_words(note, TEAM, ANA, NIGHT) == "Last written by Ben Sato, 03:41"
    assert note_words(Note(), TEAM, ANA, NIGHT) == ""
    said = said_markdown(replace(CLOSED, topics=(replace(TOPIC, note=note), TOPIC)))
    assert said == "### The new pager\n\nIt is **loud**."


def test_meetings_in_a_list_and_in_the_rail() -> None:
    running = WEEK.moved(1)
    told = {
        state: summary(meeting) for state, meeting in zip(MeetingState, (PREPARED, OPEN, CLOSED), strict=True)
    }
    assert [became for _, _, became in summary_rows(told.values(), WEEK.zone)] == [
        "prepared, not held: 1 topic",
        "on: 0 of 1 topic",
        "held: 1 topic, no actions",
    ]
    assert badge_words([told[MeetingState.PREPARED]], running) == "the meeting about week 47 is prepared"
    assert badge_words([told[MeetingState.OPEN]], running.moved(9)) == "the meeting about week 47 is on"
    assert badge_words([told[MeetingState.CLOSED]], running) == ""
    assert badge_words([told[MeetingState.PREPARED]], running.moved(1)) == "", "nobody is nagged for ever"
