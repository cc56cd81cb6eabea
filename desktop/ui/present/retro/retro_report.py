"""The retro of a week for whoever was not there: everything of it in words, before it becomes a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from desktop.core.retro.action import Action, in_order
from desktop.core.retro.compared_weeks import ComparedWeeks
from desktop.core.retro.meeting import Meeting, MeetingState
from desktop.core.retro.meeting_topic import TopicState
from desktop.core.retro.retro_week import week_of
from desktop.core.retro.trends import Trends
from desktop.core.team.team import Team
from desktop.ui.present.closing.left_out import LeftOutRow
from desktop.ui.present.retro.called_in import called_rows
from desktop.ui.present.retro.meeting_topics import topic_heading
from desktop.ui.present.retro.morale import morale_shown
from desktop.ui.present.retro.retro_actions import ActionRow, action_rows
from desktop.ui.present.retro.retro_agenda import agenda_rows
from desktop.ui.present.retro.retro_week import WeekShown, week_shown
from desktop.ui.present.retro.trend_charts import TrendChart, trend_charts
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class Talked:
    """One topic of the meeting: its `note` is Markdown, `decided` the texts of the actions made of it."""

    title: str
    note: str = ""
    decided: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingShown:
    """What the meeting left. `line` says when it was, or how far it is; `note` is about all of it,
    as Markdown."""

    line: str
    note: str = ""
    topics: tuple[Talked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that an exported retro holds. Nobody is "you" in it: others read it. `called` says who is called
    in, service by service; `morale` how it was, and rest: what hides who answered (less than three answers)
    says so here, too."""

    team: str
    week: WeekShown
    note: str = ""
    agenda: tuple[LeftOutRow, ...] = ()
    actions: tuple[ActionRow, ...] = ()
    meeting: MeetingShown | None = None
    called: tuple[str, ...] = ()
    morale: tuple[str, ...] = ()
    charts: tuple[TrendChart, ...] = ()
    made: str = ""

    @property
    def title(self) -> str:
        """ "Retro: Week 47 of 2026"."""
        return f"{tr('Retro')}: {self.week.title}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What the hub told. `trends` and `meeting` None: nothing is known of them."""

    told: ComparedWeeks
    team: Team
    trends: Trends | None = None
    actions: Sequence[Action] = field(default=())
    meeting: Meeting | None = None


def retro_report(source: Source, viewer: Viewer) -> Report:
    """In words, by the clocks of `viewer`'s zone."""
    told, team = source.told, source.team
    nobody = replace(viewer, me=None)
    running = week_of(told.told_at, told.zone).monday == told.starts_on
    shown = week_shown(told, team, nobody, running=running)
    return Report(
        team=team.name,
        week=replace(shown, services=tuple(replace(one, called="") for one in shown.services)),
        note=tr("This week is not over; its numbers are those so far.") if running else "",
        agenda=agenda_rows(told, team, nobody, (), source.actions),
        actions=action_rows(_of_interest(source), team, nobody, told.told_at, ()),
        meeting=_meeting(source, nobody),
        called=tuple(row.spoken for row in called_rows(told, team, nobody)),
        morale=_morale(told, team, nobody),
        charts=trend_charts(source.trends) if source.trends is not None else (),
        made=tr("Made by Pairwatch, {at}").format(at=_moment(told.told_at, viewer)),
    )


def _morale(told: ComparedWeeks, team: Team, viewer: Viewer) -> tuple[str, ...]:
    if told.week.morale is None and told.week.recovery_days is None:
        return ()
    shown = morale_shown(told, team, viewer)
    helped = tr("What would have helped: {wishes}").format(wishes=", ".join(shown.wishes))
    mood = f"{shown.summary} ({shown.mood.rstrip('.')})." if shown.summary else shown.mood
    lines = (mood, shown.sleep, shown.against, helped if shown.wishes else "", shown.rest, shown.rest_against)
    return tuple(line for line in lines if line)


def _of_interest(source: Source) -> Iterable[Action]:
    """What is to do, and what was done in this week or since."""
    week = week_of(source.told.told_at, source.told.zone)
    since = replace(week, monday=source.told.starts_on).begins_at
    return (a for a in in_order(source.actions) if a.done_at is None or a.done_at >= since)


def _meeting(source: Source, viewer: Viewer) -> MeetingShown | None:
    meeting = source.meeting
    if meeting is None or meeting.state is MeetingState.PREPARED:
        return None
    texts = {action.id: action.text for action in source.actions}
    turn = meeting.turns[-1] if meeting.turns else None
    line = tr("The meeting is going on.")
    if meeting.state is MeetingState.CLOSED and turn is not None:
        who = source.team.roster.name(turn.by)
        line = tr("Closed by {who}, {at}").format(who=who, at=_moment(turn.at, viewer))
    return MeetingShown(
        line=line,
        note=meeting.note.text,
        topics=tuple(
            Talked(
                title=topic_heading(topic.kind, topic.facts),
                note=topic.note.text,
                decided=tuple(texts[one] for one in topic.decided if one in texts),
            )
            for topic in meeting.topics
            if topic.state is not TopicState.SKIPPED and (topic.note.text or topic.decided)
        ),
    )


def _moment(at: datetime, viewer: Viewer) -> str:
    return f"{at.astimezone(viewer.zone):%Y-%m-%d %H:%M %Z}"
