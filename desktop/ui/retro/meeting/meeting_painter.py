"""Fills the moderator's view with a meeting as the hub told it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.retro.action import Action
from desktop.core.retro.compared_weeks import ComparedWeeks
from desktop.core.retro.meeting import Meeting, MeetingState, ToldMeeting
from desktop.core.retro.meeting_topic import Topic, TopicKind, TopicState
from desktop.core.retro.retro_week import Week
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.present.people import short
from desktop.ui.present.retro.meeting import (
    DECIDED,
    clock_shown,
    closed_words,
    length_words,
    progress,
    said_markdown,
    topic_rows,
    topics_words,
    unowned,
    unowned_words,
)
from desktop.ui.present.retro.meeting_topic import topic_shown
from desktop.ui.present.retro.meeting_topics import topic_heading
from desktop.ui.present.retro.retro_actions import Draft
from desktop.ui.present.retro.retro_week import week_shown
from desktop.ui.present.words import tr
from desktop.ui.retro.actions_keeper import ActionsKeeper
from desktop.ui.retro.meeting.meeting_view import MeetingView
from desktop.ui.retro.meeting.notes_keeper import NotesKeeper
from desktop.ui.retro.week_card import figure_rows
from desktop.ui.timeline_loader import Start


class MeetingPainter(QObject):
    """`saved` carries an Action as the hub has it now; `failed` what could not be done."""

    saved = Signal(object)
    failed = Signal(str, str)

    def __init__(
        self, view: MeetingView, bridge: Bridge, notes: NotesKeeper, start: Start = tasks.start
    ) -> None:
        super().__init__(view)
        self._view, self._bridge, self._notes, self._start = view, bridge, notes, start
        self._meeting: Meeting | None = None
        self._topic: Topic | None = None
        self._forms: dict[UUID, Draft] = {}
        """What was typed into the form of a topic, and not added."""
        self._then = True
        self._today: ComparedWeeks | None = None
        self._made = ActionsKeeper(view.topic.action_card, bridge, self._belong, start)
        self._all = ActionsKeeper(view.decided.action_card, bridge, lambda action: action, start)
        for keeper in (self._made, self._all):
            keeper.saved.connect(self.saved)
            keeper.failed.connect(self.failed)
        notes.attach(view.topic.note, lambda: self._topic.id if self._topic is not None else None)
        notes.attach(view.decided.note, lambda: None)
        view.decided.figures.chosen.connect(self._choose_figures)

    def paint(self, told: ToldMeeting, actions: Sequence[Action], key: str, *, can_change: bool) -> None:
        """`key` says what is shown; `actions` are all of the retro."""
        meeting, view = told.meeting, self._view
        view.arrive()
        if self._meeting is None or self._meeting.starts_on != meeting.starts_on:
            self._then, self._today = True, None
        self._meeting = meeting
        state, viewer, now = self._bridge.state, self._bridge.viewer, self._bridge.hub_now()
        team = state.team or Team()
        leads = meeting.state is MeetingState.OPEN and meeting.moderator == viewer.me and can_change
        open_now = meeting.state is MeetingState.OPEN
        changes = can_change and meeting.state is not MeetingState.CLOSED
        topic = None if key in ("", DECIDED) else meeting.topic(UUID(key))
        self._paint_head(meeting, team, leads=leads, can_change=can_change, at_end=key == DECIDED)
        view.topics.show_rows(
            topic_rows(meeting, now),
            key,
            can_change=changes,
            can_rename=changes and topic is not None and topic.kind is TopicKind.FREE,
        )
        self._show_topic(topic)
        if topic is not None:
            view.pages.setCurrentWidget(view.topic)
            view.topic.facts.show_topic(topic_shown(topic, team, viewer, now, state.incidents.keys()))
            self._notes.draw(view.topic.note, topic.id, can_write=can_change)
            self._made.draw(_actions_of(topic, told.actions, actions), can_change=can_change, can_add=changes)
        else:
            view.pages.setCurrentWidget(view.decided if key == DECIDED else view.quiet)
        self._paint_end(told, team, can_change=can_change)
        elsewhere = open_now and not leads and meeting.shown is not None and key != str(meeting.current)
        view.show_elsewhere(self._elsewhere(meeting, team) if elsewhere else "")
        view.show_foot(
            self._next_words(meeting, topic, leads=leads),
            leads=leads,
            first=(topic is not None and topic.id == meeting.topics[0].id) or not meeting.topics,
            skip=topic is not None and changes and (leads or not open_now),
            counts=open_now and topic is not None,
        )
        skipped = topic is not None and topic.state is TopicState.SKIPPED
        view.skip.setText(tr("Talk about it") if skipped else tr("Skip"))
        view.skip.updateGeometry()
        self.paint_clock(meeting, topic)

    def paint_clock(self, meeting: Meeting, topic: Topic | None) -> None:
        """Each second."""
        now = self._bridge.hub_now()
        self._view.show_clock(clock_shown(meeting, topic, now), running=meeting.running_since is not None)
        if meeting.state is MeetingState.OPEN:
            self._view.length.setText(length_words(meeting, now))

    def _paint_head(
        self, meeting: Meeting, team: Team, *, leads: bool, can_change: bool, at_end: bool
    ) -> None:
        viewer, now = self._bridge.viewer, self._bridge.hub_now()
        week = Week(monday=meeting.starts_on, zone=meeting.zone)
        words = {
            MeetingState.PREPARED: tr("prepared: {topics}").format(topics=topics_words(len(meeting.to_talk))),
            MeetingState.OPEN: progress(meeting, team, viewer),
            MeetingState.CLOSED: closed_words(meeting, team, viewer, now),
        }[meeting.state]
        self._view.show_head(
            tr("Retro of week {n}").format(n=week.number),
            words,
            length_words(meeting, now) if meeting.state is not MeetingState.CLOSED and can_change else "",
            begin=meeting.state is MeetingState.PREPARED and can_change,
            again=meeting.state is MeetingState.CLOSED and can_change,
            moderate=meeting.state is MeetingState.OPEN and not leads and can_change,
            end=leads and not at_end,
        )

    def _show_topic(self, topic: Topic | None) -> None:
        """Another one: what was typed into the form of the one before stays with that."""
        before = self._topic
        self._topic = topic
        if topic is None or (before is not None and before.id == topic.id):
            return
        form = self._view.topic.action_card.form
        if before is not None:
            self._forms[before.id] = form.draft
        form.fill(self._forms.pop(topic.id, Draft()))
        self._view.topic.action_card.close_editor()
        self._view.topic.action_card.forget_undo()
        self._view.topic.to_top()

    def _paint_end(self, told: ToldMeeting, team: Team, *, can_change: bool) -> None:
        meeting, page = told.meeting, self._view.decided
        viewer, now = self._bridge.viewer, self._bridge.hub_now()
        is_open = meeting.state is MeetingState.OPEN
        open_topics = sum(topic.state is TopicState.OPEN for topic in meeting.topics)
        says = closed_words(meeting, team, viewer, now) if meeting.state is MeetingState.CLOSED else ""
        if is_open and open_topics:
            says = tr("Not talked about yet: {topics}").format(topics=topics_words(open_topics))
        missing = unowned_words(len(unowned(told.actions))) if can_change else ""
        page.show_end(says, missing, can_close=is_open and can_change)
        page.show_said(said_markdown(meeting))
        self._notes.draw(page.note, None, can_write=can_change)
        self._all.draw(told.actions, can_change=can_change, can_add=False)
        self._paint_figures(meeting, team)

    def _paint_figures(self, meeting: Meeting, team: Team) -> None:
        figures, viewer = self._view.decided.figures, self._bridge.viewer
        shown = meeting.told if self._then or self._today is None else self._today
        if meeting.told is None or shown is None:
            figures.hide()
            return
        now, week = self._bridge.hub_now(), week_shown(shown, team, viewer)
        says = tr("Told {day} at {hour}.").format(
            day=viewer.day(shown.told_at, now), hour=viewer.hour(shown.told_at)
        )
        head = ("", week.name, tr("Week before"), tr("Four weeks ago"))
        figures.show_figures(head, figure_rows(week), says, then=shown is meeting.told)

    def _choose_figures(self, then: bool) -> None:
        self._then = then
        if then or self._meeting is None:
            self._paint_again()
        else:
            self._start(self._ask_today(self._meeting), "retro: the week of a meeting")

    async def _ask_today(self, meeting: Meeting) -> None:
        try:
            self._today = await self._bridge.session.retro.week(meeting.starts_on)
        except PairwatchError as error:
            self._then = True
            self.failed.emit(error.sentence, error.remedy)
        self._paint_again()

    def _paint_again(self) -> None:
        if self._meeting is not None:
            self._paint_figures(self._meeting, self._bridge.state.team or Team())

    def _belong(self, action: Action) -> Action:
        """A new action belongs to the topic that is shown, and to its incident if there is only one."""
        if self._meeting is None or self._topic is None:
            return action
        incidents = self._topic.facts.incidents
        alone = incidents[-1].incident_id if len(incidents) == 1 or self._topic.facts.debt else None
        return replace(action, meeting_on=self._meeting.starts_on, topic_id=self._topic.id, incident_id=alone)

    def _elsewhere(self, meeting: Meeting, team: Team) -> str:
        topic = meeting.shown
        if topic is None:
            return ""
        return tr("{who} shows: {topic}").format(
            who=short(team, meeting.moderator), topic=topic_heading(topic.kind, topic.facts)
        )

    @staticmethod
    def _next_words(meeting: Meeting, topic: Topic | None, *, leads: bool) -> str:
        last = topic is not None and topic.id == meeting.topics[-1].id
        if topic is None or (last and meeting.state is MeetingState.PREPARED):
            return ""
        if leads and topic.state is TopicState.OPEN:
            return tr("Talked about, to the end") if last else tr("Talked about, next")
        return tr("To what was decided") if last else tr("Next")


def _actions_of(topic: Topic, decided: Sequence[Action], known: Sequence[Action]) -> list[Action]:
    """Those that were made of it; and what it is about, where that is actions, as they stand now."""
    made = [action for action in decided if action.id in topic.decided]
    now = {action.id: action for action in known}
    return [*made, *(now.get(action.id, action) for action in topic.facts.actions)]
