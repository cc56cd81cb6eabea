"""A retro with all parts: figures, agenda, meeting, actions, trends with a gap."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop.core.retro.action import Action
from desktop.core.retro.meeting import Meeting, MeetingState, MeetingTurn, Turn
from desktop.core.retro.meeting_topic import Note, Topic, TopicFacts, TopicKind, TopicState
from desktop.core.retro.retro_week import Week
from desktop.core.retro.trends import Trends, trends
from desktop.ui.present.retro.retro_report import Report, Source, retro_report
from desktop.ui.present.times import Viewer
from tests.sample import TEAM
from tests.ui.retro.week_scene import FULL, WEEK

VIEWER = Viewer(me="ana", zone=ZoneInfo("Europe/Berlin"))
AFTER = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
EVIL = '<script>alert(1)</script> & "x" ![p](http://evil.example/p.png) [l](javascript:alert(1))'


def many_weeks() -> Trends:
    last = Week(monday=WEEK.starts_on, zone=WEEK.zone)
    weeks = [last.moved(-number) for number in range(7, -1, -1)]
    figures = {
        week.monday: replace(FULL, starts_on=week.monday, pages=80 - 5 * number)
        for number, week in enumerate(weeks)
        if number != 3
    }
    return trends(weeks, figures, (), AFTER)


def action(number: int, text: str, **fields: object) -> Action:
    return Action(id=UUID(int=number), text=text, created_at=AFTER, **fields)  # type: ignore[arg-type]


ACTIONS = (
    action(1, "Write the run-book of the pool", owner="ben", due_on=date(2026, 12, 4)),
    action(2, f"Say {EVIL}"),
    action(3, "Done in it", owner="mei", done_by="mei", done_at=AFTER - timedelta(days=2)),
    action(4, "Done long ago", done_by="mei", done_at=AFTER - timedelta(days=40)),
)
MEETING = Meeting(
    starts_on=WEEK.starts_on,
    zone=WEEK.zone,
    prepared_at=AFTER,
    state=MeetingState.CLOSED,
    moderator="ana",
    note=Note(text=f"Short one.\n\n# Loud\n\n{EVIL}", version=1, by="ana", at=AFTER),
    topics=(
        Topic(
            id=UUID(int=1),
            kind=TopicKind.DEBT,
            facts=TopicFacts(title="Pool is full", service="orders-db"),
            state=TopicState.TALKED,
            note=Note(text="- Nobody **knows** it", version=1, by="ana", at=AFTER),
            decided=(UUID(int=1),),
        ),
        Topic(
            id=UUID(int=2),
            kind=TopicKind.FREE,
            facts=TopicFacts(title="Left out"),
            state=TopicState.SKIPPED,
            note=Note(text="nobody reads this", version=1, by="ana", at=AFTER),
        ),
    ),
    turns=(MeetingTurn(turn=Turn.CLOSED, by="ana", at=AFTER),),
)
SOURCE = Source(
    told=replace(WEEK, told_at=AFTER), team=TEAM, trends=many_weeks(), actions=ACTIONS, meeting=MEETING
)


def report(source: Source = SOURCE) -> Report:
    return retro_report(source, VIEWER)
