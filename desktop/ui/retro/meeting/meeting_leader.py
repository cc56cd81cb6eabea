"""Carries out what is pressed in a meeting: who leads takes everybody along, others turn pages for
themselves."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.retro.meeting import Meeting, MeetingState
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
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.present.retro.meeting import DECIDED
from desktop.ui.present.retro.meeting_order import key_after, shown_key, topic_of
from desktop.ui.retro.meeting.meeting_view import MeetingView
from desktop.ui.timeline_loader import Start

_FIVE = timedelta(minutes=5)


class MeetingLeader(QObject):
    """`meeting` is the one that is shown, as the hub has it; None: it is not known yet. `pick` is what was
    chosen here only."""

    told = Signal(object)
    """ToldMeeting: the hub's answer."""
    changed = Signal()
    """Something else is to be shown."""
    left = Signal()
    """What was written is to be sent: another topic comes."""
    refused = Signal()
    """The hub did not do it: what is shown may be old."""

    def __init__(self, view: MeetingView, bridge: Bridge, start: Start = tasks.start) -> None:
        super().__init__(view)
        self._view, self._bridge, self._start = view, bridge, start
        self.meeting: Meeting | None = None
        self.pick: str | None = None
        self.is_leading = False
        self._ran = False
        """Whether the clock ran when the leader went to the end."""
        self._queue: list[tuple[date, MeetingCommand]] = []
        self._monday: date | None = None
        view.topics.chosen.connect(self._choose)
        view.topics.reordered.connect(self._reorder)
        view.topics.rename_wanted.connect(self._begin_rename)
        view.topics.written.connect(self._write_topic)
        view.stepped.connect(self._step)
        view.skipped.connect(self._skip)
        view.clock_toggled.connect(self._toggle_clock)
        view.granted.connect(self._grant)
        view.length_chosen.connect(lambda length: self.lead(SetLength(length=length)))
        view.began.connect(self._begin)
        view.moderation_wanted.connect(self._moderate)
        view.follow_wanted.connect(lambda: self._pick_key(None))
        view.end_wanted.connect(lambda: self._pick_key(DECIDED))
        view.decided.close_wanted.connect(self._close)

    def go_to(self, monday: date | None, meeting: Meeting | None) -> None:
        """Another meeting is shown; None: none."""
        self._monday, self.meeting, self.pick, self._ran = monday, meeting, None, False

    @property
    def can_change(self) -> bool:
        """Whether this person is more than an observer."""
        me, team = self._bridge.viewer.me, self._bridge.state.team or Team()
        return me is not None and team.roster.can_be_paged(me)

    @property
    def leads(self) -> bool:
        """Whether everybody sees what is chosen here."""
        meeting, me = self.meeting, self._bridge.viewer.me
        return meeting is not None and meeting.state is MeetingState.OPEN and meeting.moderator == me

    @property
    def key(self) -> str:
        """Of what is shown here."""
        return "" if self.meeting is None else shown_key(self.meeting, self.pick)

    @property
    def shown(self) -> Topic | None:
        """The topic that is shown here."""
        return None if self.meeting is None else topic_of(self.meeting, self.key)

    def _begin(self) -> None:
        self.pick = None
        self.lead(OpenMeeting())

    def _moderate(self) -> None:
        self.pick = None
        self.lead(Moderate())

    def _close(self) -> None:
        self.left.emit()
        self.lead(CloseMeeting())

    def _pick_key(self, key: str | None) -> None:
        self.left.emit()
        self.pick = key
        self.changed.emit()

    def _choose(self, key: str) -> None:
        meeting = self.meeting
        if meeting is None or key == self.key:
            return
        if self.leads and key != DECIDED:
            self._pick_key(key)  # at once here; everybody else when the hub has it
            self.lead(ShowTopic(topic_id=UUID(key)))
            self._run_again()
        elif meeting.state is MeetingState.OPEN and key == str(meeting.current):
            self._pick_key(None)
        else:
            self._pick_key(key)

    def _step(self, by: int) -> None:
        meeting = self.meeting
        if meeting is None:
            return
        after = key_after(meeting, self.key, by)
        if after is None:
            return
        shown = self.shown
        done = by > 0 and shown is not None and shown.state is TopicState.OPEN
        self._go(after, TopicState.TALKED if done else None)

    def _skip(self) -> None:
        meeting, shown = self.meeting, self.shown
        if meeting is None or shown is None:
            return
        after = key_after(meeting, self.key, 1)
        if shown.state is TopicState.SKIPPED:
            self.lead(MarkTopic(topic_id=shown.id, state=TopicState.OPEN))
        elif self.leads and after is not None:
            self._go(after, TopicState.SKIPPED)
        else:
            self.lead(MarkTopic(topic_id=shown.id, state=TopicState.SKIPPED))

    def _go(self, key: str, leave_as: TopicState | None) -> None:
        """On to this one; who leads takes everybody along."""
        shown = self.shown
        if not self.leads:
            self._choose(key)
            return
        self._pick_key(key)
        if key == DECIDED:
            if shown is not None and leave_as is not None:
                self.lead(MarkTopic(topic_id=shown.id, state=leave_as))
            self._ran = self.meeting is not None and self.meeting.running_since is not None
            self.lead(RunClock(run=False))
        else:
            self.lead(ShowTopic(topic_id=UUID(key), leave_as=leave_as))
            self._run_again()

    def _run_again(self) -> None:
        """Back from the end, where it was stopped for nothing but that."""
        if self._ran:
            self._ran = False
            self.lead(RunClock(run=True))

    def _grant(self) -> None:
        if self.shown is not None:
            self.lead(GrantTime(topic_id=self.shown.id, by=_FIVE))

    def _toggle_clock(self) -> None:
        if self.meeting is not None:
            self.lead(RunClock(run=self.meeting.running_since is None))

    def _reorder(self, by: int) -> None:
        meeting, shown = self.meeting, self.shown
        if meeting is None or shown is None or not self.can_change:
            return
        place = meeting.topics.index(shown) + by
        if 0 <= place < len(meeting.topics):
            self.pick = str(shown.id) if not self.leads else self.pick
            self.lead(MoveTopic(topic_id=shown.id, place=place))

    def _begin_rename(self) -> None:
        shown = self.shown
        if shown is not None and shown.kind is TopicKind.FREE and self.can_change:
            self._view.topics.begin_writing(str(shown.id), shown.facts.title)

    def _write_topic(self, title: str) -> None:
        renaming = self._view.topics.renaming
        if not title.strip():
            self._view.topics.begin_writing("")
        elif renaming:
            self.lead(RenameTopic(topic_id=UUID(renaming), title=title))
        else:
            self.lead(AddTopic(topic_id=uuid4(), title=title))

    def lead(self, command: MeetingCommand) -> None:
        """One after the other, so that the hub's answers come in their order."""
        if self._monday is None:
            return
        self._queue.append((self._monday, command))
        if not self.is_leading:
            self.is_leading = True
            self._start(self._carry_out(), "retro: lead the meeting")

    async def _carry_out(self) -> None:
        try:
            while self._queue:
                monday, command = self._queue.pop(0)
                try:
                    told = await self._bridge.session.meetings.lead(monday, command)
                except PairwatchError as error:
                    self._queue.clear()
                    self.pick = None
                    if isinstance(command, AddTopic | RenameTopic):
                        self._view.topics.say(str(error))
                    else:
                        self._view.show_problem(error.sentence, error.remedy)
                    self.refused.emit()
                    return
                self._view.show_problem("")
                if isinstance(command, AddTopic | RenameTopic):
                    self._view.topics.begin_writing("")
                if isinstance(command, CloseMeeting):
                    self.pick = None
                elif isinstance(command, ShowTopic) and not self._queue:
                    self.pick = None  # everybody is there now
                self.told.emit(told)
        finally:
            self.is_leading = False
