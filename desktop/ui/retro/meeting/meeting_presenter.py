"""Leads through the meeting of the retro: asks the hub for it, follows who moderates, carries out what is
pressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import tasks
from desktop.client.state import State
from desktop.core.errors import PairwatchError
from desktop.core.retro.action import Action
from desktop.core.retro.meeting import Meeting, MeetingState, MeetingSummary, ToldMeeting
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
)
from desktop.core.retro.meeting_topic import Topic, TopicKind, TopicState
from desktop.core.retro.retro_week import Week, week_of
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.present.retro.meeting import DECIDED, bar_shown, summary_rows
from desktop.ui.retro.meeting.meeting_bar import MeetingBar
from desktop.ui.retro.meeting.meeting_painter import MeetingPainter
from desktop.ui.retro.meeting.meeting_view import MeetingView
from desktop.ui.retro.meeting.meetings_card import MeetingsCard
from desktop.ui.retro.meeting.notes_keeper import NotesKeeper
from desktop.ui.timeline_loader import Start

_FRESH = timedelta(minutes=1)
"""So long the topics of one that is not opened stand: counting a week anew for each change is too much."""
_SECOND_MS = 1000
_FIVE = timedelta(minutes=5)


class MeetingPresenter(QObject):
    """`refresh` is called when the retro is shown, when the state changed, and now and then. `show_week`:
    the retro shows another week (None: the running one)."""

    opened = Signal(bool)
    """The moderator's view is to be seen, or no longer."""

    def __init__(
        self,
        bar: MeetingBar,
        view: MeetingView,
        past: MeetingsCard,
        bridge: Bridge,
        start: Start = tasks.start,
    ) -> None:
        super().__init__(view)
        self._bar, self._view, self._past = bar, view, past
        self._bridge, self._start = bridge, start
        self._chosen: date | None = None
        self._summaries: list[MeetingSummary] | None = None
        self._bar_told: ToldMeeting | None = None
        self._bar_week: Week | None = None
        self._monday: date | None = None
        self._told: ToldMeeting | None = None
        self._actions: list[Action] = []
        self._pick: str | None = None
        self._seen: State | None = None
        self._loading = self._again = self._leading = False
        self._ran = False
        """Whether the clock ran when the leader went to the end."""
        self._queue: list[MeetingCommand] = []
        self.notes = NotesKeeper(bridge, start, self)
        self.notes.told.connect(self._know)
        self.notes.changed.connect(self._draw)
        self._painter = MeetingPainter(view, bridge, self.notes, start)
        self._painter.saved.connect(self._know_action)
        self._painter.failed.connect(view.show_problem)
        self._second = QTimer(self)
        self._second.setInterval(_SECOND_MS)
        self._second.timeout.connect(self._tick)
        bar.acted.connect(self._act)
        bar.looked.connect(self._look)
        past.chosen.connect(self.open)
        view.topics.chosen.connect(self._choose)
        view.topics.reordered.connect(self._reorder)
        view.topics.rename_wanted.connect(self._begin_rename)
        view.topics.written.connect(self._write_topic)
        view.stepped.connect(self._step)
        view.skipped.connect(self._skip)
        view.clock_toggled.connect(self._toggle_clock)
        view.granted.connect(self._grant)
        view.length_chosen.connect(lambda length: self._lead(SetLength(length=length)))
        view.began.connect(self._begin)
        view.moderation_wanted.connect(self._moderate)
        view.follow_wanted.connect(lambda: self._pick_key(None))
        view.end_wanted.connect(lambda: self._pick_key(DECIDED))
        view.decided.close_wanted.connect(self._close)
        view.left.connect(self.leave)

    @property
    def is_open(self) -> bool:
        """Whether the moderator's view is shown."""
        return self._monday is not None

    def show_week(self, monday: date | None) -> None:
        self._chosen = monday
        self._seen = None
        self.refresh()

    def refresh(self) -> None:
        """Draw what is known; ask the hub if the state is another than when it was asked last."""
        self._draw_bar()
        self._draw()
        if self._bridge.state is not self._seen:
            self.reload()

    def reload(self) -> None:
        """Ask the hub in any case."""
        self._seen = self._bridge.state
        if self._loading:
            self._again = True
            return
        self._loading = True
        self._start(self._load(), "retro: meetings")

    def open(self, monday: date) -> None:
        """Show the meeting about this week."""
        self._monday, self._pick = monday, None
        known = self._bar_told
        self._told = known if known is not None and known.meeting.starts_on == monday else None
        if self._told is not None:
            self.notes.show_meeting(self._told.meeting)
        self._second.start()
        self._draw()
        self.opened.emit(True)
        self.reload()

    def leave(self) -> None:
        """Back to the week; what was written is sent."""
        self.notes.send()
        self._second.stop()
        self._monday = self._told = None
        self._draw_bar()
        self.opened.emit(False)

    # From the hub

    async def _load(self) -> None:
        desk = self._bridge.session.meetings
        try:
            while True:
                self._again = False
                try:
                    # First what everybody looks at: who follows shall not lag behind.
                    if (monday := self._monday) is not None:
                        told = await desk.meeting(monday)
                        if told is not None and monday == self._monday:
                            self._know(told)
                        self._actions = await self._bridge.session.retro.actions()
                        self._draw()
                    self._summaries = await desk.meetings()
                    await self._load_bar()
                except PairwatchError as error:
                    if not self._again:
                        self._view.show_problem(error.sentence, error.remedy)
                        return
                    continue
                if not self._leading:
                    self._view.show_problem("")
                self._draw_bar()
                self.notes.send()
                if not self._again:
                    return
        finally:
            self._loading = False

    async def _load_bar(self) -> None:
        week, told = self._week_of_bar(), self._bar_told
        line = next((one for one in self._summaries or () if one.starts_on == week.monday), None)
        if line is None:
            self._bar_week, self._bar_told = week, None
            return
        if (
            told is not None
            and told.meeting.starts_on == week.monday
            and told.meeting.state is line.state is MeetingState.PREPARED
            and self._bridge.hub_now() - told.told_at < _FRESH
        ):
            self._bar_week = week
            return
        found = await self._bridge.session.meetings.meeting(week.monday)
        self._bar_week, self._bar_told = week, found

    def _know(self, told: ToldMeeting) -> None:
        """As the hub has it now."""
        if self._bar_week is not None and self._bar_week.monday == told.meeting.starts_on:
            self._bar_told = told
            self._draw_bar()
        if told.meeting.starts_on != self._monday:
            return
        if self._told is not None and told.told_at < self._told.told_at:
            return  # an answer that was overtaken
        self._told = told
        self.notes.show_meeting(told.meeting)
        self._draw()

    def _know_action(self, action: Action) -> None:
        self._actions = [action, *(known for known in self._actions if known.id != action.id)]
        if self._told is not None:
            known = tuple(action if one.id == action.id else one for one in self._told.actions)
            self._told = replace(self._told, actions=known)
        self._draw()
        self.reload()

    # To the view

    def _week_of_bar(self) -> Week:
        """The chosen week's; while that is the running one, that of what is on or waits to be held."""
        zone = self._team.schedule.zone
        if self._chosen is not None:
            return Week(monday=self._chosen, zone=zone)
        running = week_of(self._bridge.hub_now(), zone)
        last = running.moved(-1)
        for one in self._summaries or ():
            if one.state is MeetingState.OPEN:
                return Week(monday=one.starts_on, zone=zone)
            if one.starts_on == last.monday and one.state is MeetingState.PREPARED:
                return last
        return running

    def _draw_bar(self) -> None:
        if self._summaries is None or self._bar_week is None:
            return
        viewer, now = self._bridge.viewer, self._bridge.hub_now()
        self._bar.show_bar(
            bar_shown(self._bar_week, self._bar_told, self._team, viewer, now, can_change=self._can_change)
        )
        zone = self._team.schedule.zone
        self._past.show_rows(summary_rows(self._summaries, zone))

    def _draw(self) -> None:
        if self._told is not None:
            self._painter.paint(self._told, self._actions, self._key, can_change=self._can_change)

    def _tick(self) -> None:
        if self._told is not None and self._view.isVisible():
            self._painter.paint_clock(self._told.meeting, self._shown)

    @property
    def _team(self) -> Team:
        return self._bridge.state.team or Team()

    @property
    def _can_change(self) -> bool:
        me = self._bridge.viewer.me
        return me is not None and self._team.roster.can_be_paged(me)

    @property
    def _meeting(self) -> Meeting | None:
        return self._told.meeting if self._told is not None else None

    @property
    def _leads(self) -> bool:
        meeting = self._meeting
        return (
            meeting is not None
            and meeting.state is MeetingState.OPEN
            and meeting.moderator == self._bridge.viewer.me
        )

    @property
    def _key(self) -> str:
        """Which topic is shown here: the one that was picked, else what the moderator shows."""
        meeting = self._meeting
        if meeting is None:
            return ""
        if self._pick is not None and self._pick in self._order(meeting):
            return self._pick
        if meeting.state is MeetingState.CLOSED:
            return DECIDED
        if meeting.state is MeetingState.OPEN and meeting.shown is not None:
            return str(meeting.shown.id)
        return next(iter(self._order(meeting)), "")

    @property
    def _shown(self) -> Topic | None:
        meeting, key = self._meeting, self._key
        return None if meeting is None or key in ("", DECIDED) else meeting.topic(UUID(key))

    @staticmethod
    def _order(meeting: Meeting) -> Sequence[str]:
        topics = [str(topic.id) for topic in meeting.topics]
        return topics if meeting.state is MeetingState.PREPARED else [*topics, DECIDED]

    # From the person

    def _act(self) -> None:
        if self._bar_week is None:
            return
        monday, told = self._bar_week.monday, self._bar_told
        if told is None:
            self._start(self._prepare(monday), "retro: prepare a meeting")
            return
        self.open(monday)
        if told.meeting.state is MeetingState.PREPARED and self._can_change:
            self._lead(OpenMeeting())

    def _look(self) -> None:
        if self._bar_week is not None:
            self.open(self._bar_week.monday)

    async def _prepare(self, monday: date) -> None:
        try:
            self._bar_told = await self._bridge.session.meetings.prepare(monday)
        except PairwatchError as error:
            self._bar.say_problem(str(error))
            return
        self.open(monday)

    def _begin(self) -> None:
        self._pick = None
        self._lead(OpenMeeting())

    def _moderate(self) -> None:
        self._pick = None
        self._lead(Moderate())

    def _close(self) -> None:
        self.notes.send()
        self._lead(CloseMeeting())

    def _pick_key(self, key: str | None) -> None:
        self.notes.send()
        self._pick = key
        self._draw()

    def _choose(self, key: str) -> None:
        meeting = self._meeting
        if meeting is None or key == self._key:
            return
        if self._leads and key != DECIDED:
            self._pick_key(key)  # at once here; everybody else when the hub has it
            self._lead(ShowTopic(topic_id=UUID(key)))
            self._run_again()
        elif meeting.state is MeetingState.OPEN and key == str(meeting.current):
            self._pick_key(None)
        else:
            self._pick_key(key)

    def _step(self, by: int) -> None:
        meeting = self._meeting
        if meeting is None:
            return
        after = self._after(meeting, by)
        if after is None:
            return
        shown = self._shown
        done = by > 0 and shown is not None and shown.state is TopicState.OPEN
        self._go(after, TopicState.TALKED if done else None)

    def _skip(self) -> None:
        meeting, shown = self._meeting, self._shown
        if meeting is None or shown is None:
            return
        after = self._after(meeting, 1)
        if shown.state is TopicState.SKIPPED:
            self._lead(MarkTopic(topic_id=shown.id, state=TopicState.OPEN))
        elif self._leads and after is not None:
            self._go(after, TopicState.SKIPPED)
        else:
            self._lead(MarkTopic(topic_id=shown.id, state=TopicState.SKIPPED))

    def _go(self, key: str, leave_as: TopicState | None) -> None:
        """On to this one; who leads takes everybody along."""
        shown = self._shown
        if not self._leads:
            self._choose(key)
            return
        self._pick_key(key)
        if key == DECIDED:
            if shown is not None and leave_as is not None:
                self._lead(MarkTopic(topic_id=shown.id, state=leave_as))
            self._ran = self._meeting is not None and self._meeting.running_since is not None
            self._lead(RunClock(run=False))
        else:
            self._lead(ShowTopic(topic_id=UUID(key), leave_as=leave_as))
            self._run_again()

    def _run_again(self) -> None:
        """Back from the end, where it was stopped for nothing but that."""
        if self._ran:
            self._ran = False
            self._lead(RunClock(run=True))

    def _after(self, meeting: Meeting, by: int) -> str | None:
        """The next one in that direction that is not skipped."""
        order = self._order(meeting)
        at = order.index(self._key) + by if self._key in order else -1
        while 0 <= at < len(order):
            topic = None if order[at] == DECIDED else meeting.topic(UUID(order[at]))
            if topic is None or topic.state is not TopicState.SKIPPED:
                return order[at]
            at += by
        return None

    def _grant(self) -> None:
        if self._shown is not None:
            self._lead(GrantTime(topic_id=self._shown.id, by=_FIVE))

    def _toggle_clock(self) -> None:
        if self._meeting is not None:
            self._lead(RunClock(run=self._meeting.running_since is None))

    def _reorder(self, by: int) -> None:
        meeting, shown = self._meeting, self._shown
        if meeting is None or shown is None or not self._can_change:
            return
        place = meeting.topics.index(shown) + by
        if 0 <= place < len(meeting.topics):
            self._pick = str(shown.id) if not self._leads else self._pick
            self._lead(MoveTopic(topic_id=shown.id, place=place))

    def _begin_rename(self) -> None:
        shown = self._shown
        if shown is not None and shown.kind is TopicKind.FREE and self._can_change:
            self._view.topics.begin_writing(str(shown.id), shown.facts.title)

    def _write_topic(self, title: str) -> None:
        renaming = self._view.topics.renaming
        if not title.strip():
            self._view.topics.begin_writing("")
        elif renaming:
            self._lead(RenameTopic(topic_id=UUID(renaming), title=title))
        else:
            self._lead(AddTopic(topic_id=uuid4(), title=title))

    def _lead(self, command: MeetingCommand) -> None:
        """One after the other, so that the hub's answers come in their order."""
        self._queue.append(command)
        if not self._leading and self._monday is not None:
            self._leading = True
            self._start(self._carry_out(self._monday), "retro: lead the meeting")

    async def _carry_out(self, monday: date) -> None:
        try:
            while self._queue:
                command = self._queue.pop(0)
                try:
                    told = await self._bridge.session.meetings.lead(monday, command)
                except PairwatchError as error:
                    self._queue.clear()
                    self._pick = None
                    if isinstance(command, AddTopic | RenameTopic):
                        self._view.topics.say(str(error))
                    else:
                        self._view.show_problem(error.sentence, error.remedy)
                    self.reload()
                    return
                self._view.show_problem("")
                if isinstance(command, AddTopic | RenameTopic):
                    self._view.topics.begin_writing("")
                if isinstance(command, CloseMeeting):
                    self._pick = None
                elif isinstance(command, ShowTopic) and not self._queue:
                    self._pick = None  # everybody is there now
                self._know(told)
        finally:
            self._leading = False
