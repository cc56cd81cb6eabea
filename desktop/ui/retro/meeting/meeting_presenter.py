"""Leads through the meeting of the retro: asks the hub for it, follows who moderates, carries out what is
pressed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import tasks
from desktop.client.state import State
from desktop.core.errors import PairwatchError
from desktop.core.retro.action import Action
from desktop.core.retro.meeting import MeetingState, MeetingSummary, ToldMeeting
from desktop.core.retro.meeting_commands import OpenMeeting
from desktop.core.retro.retro_week import Week, week_of
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.present.retro.meeting import bar_shown, summary_rows
from desktop.ui.retro.meeting.meeting_bar import MeetingBar
from desktop.ui.retro.meeting.meeting_leader import MeetingLeader
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
        self._seen: State | None = None
        self._loading = self._again = False
        self.notes = NotesKeeper(bridge, start, self)
        self.notes.told.connect(self._know)
        self.notes.changed.connect(self._draw)
        self._leader = leader = MeetingLeader(view, bridge, start)
        leader.told.connect(self._know)
        leader.changed.connect(self._draw)
        leader.left.connect(self.notes.send)
        leader.refused.connect(self.reload)
        self._painter = MeetingPainter(view, bridge, self.notes, start)
        self._painter.saved.connect(self._know_action)
        self._painter.failed.connect(view.show_problem)
        self._second = QTimer(self)
        self._second.setInterval(_SECOND_MS)
        self._second.timeout.connect(self._tick)
        bar.acted.connect(self._act)
        bar.looked.connect(self._look)
        past.chosen.connect(self.open)
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
        self._monday = monday
        known = self._bar_told
        self._told = known if known is not None and known.meeting.starts_on == monday else None
        self._leader.go_to(monday, self._told.meeting if self._told is not None else None)
        if self._told is not None:
            self.notes.show_meeting(self._told.meeting)
        else:
            self._view.wait()
        self._second.start()
        self._draw()
        self.opened.emit(True)
        self.reload()

    def leave(self) -> None:
        """Back to the week; what was written is sent."""
        self.notes.send()
        self._second.stop()
        self._monday = self._told = None
        self._leader.go_to(None, None)
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
                if not self._leader.is_leading:
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
        self._told, self._leader.meeting = told, told.meeting
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
            bar_shown(
                self._bar_week, self._bar_told, self._team, viewer, now, can_change=self._leader.can_change
            )
        )
        zone = self._team.schedule.zone
        self._past.show_rows(summary_rows(self._summaries, zone))

    def _draw(self) -> None:
        if self._told is not None:
            leader = self._leader
            self._painter.paint(self._told, self._actions, leader.key, can_change=leader.can_change)

    def _tick(self) -> None:
        if self._told is not None and self._view.isVisible():
            self._painter.paint_clock(self._told.meeting, self._leader.shown)

    @property
    def _team(self) -> Team:
        return self._bridge.state.team or Team()

    # From the person

    def _act(self) -> None:
        if self._bar_week is None:
            return
        monday, told = self._bar_week.monday, self._bar_told
        if told is None:
            self._start(self._prepare(monday), "retro: prepare a meeting")
            return
        self.open(monday)
        if told.meeting.state is MeetingState.PREPARED and self._leader.can_change:
            self._leader.lead(OpenMeeting())

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
