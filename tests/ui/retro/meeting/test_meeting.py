"""The meeting of the retro on the screen: who leads takes everybody along, notes are never lost, it ends
with what was decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.client.errors import HubFailure, Trouble
from desktop.core.retro.meeting import Meeting, MeetingState
from desktop.core.retro.meeting_commands import CloseMeeting, MarkTopic, OpenMeeting, ShowTopic, WriteNote
from desktop.core.retro.meeting_topic import TopicState
from desktop.ui.bridge import Bridge
from desktop.ui.present.retro.retro_actions import Draft
from desktop.ui.present.rows import Section
from desktop.ui.retro.meeting.meeting_view import MeetingView
from desktop.ui.retro.retro_presenter import RetroPresenter
from desktop.ui.retro.retro_view import RetroView
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import drive
from tests.ui.retro.meeting import meeting_scene as scene
from tests.ui.retro.meeting.meeting_scene import CLIMB, FREE, LAST, LATE
from tests.ui.story import Story

DEBT = UUID(int=100)
MINUTE = timedelta(minutes=1)
NO_HUB = HubFailure(Trouble.UNREACHABLE, "The hub cannot be reached.", "Pairwatch goes on trying.")


class Desk:
    """A retro on a desktop, and how one uses it."""

    def __init__(self, story: Story, view: RetroView, presenter: RetroPresenter) -> None:
        self.story, self.view, self.presenter = story, view, presenter

    @property
    def meeting(self) -> MeetingView:
        return self.view.meeting

    @property
    def kept(self) -> Meeting:
        return self.story.session.meetings._kept[LAST]

    @property
    def notes(self) -> Any:
        return self.presenter._meeting.notes

    @property
    def is_in_meeting(self) -> bool:
        return self.meeting.isVisible()

    @property
    def rows(self) -> list[str]:
        rows = self.meeting.topics.rows
        found = [rows.row_of(number) for number in range(rows.count())]
        return [row.spoken for row in found if not isinstance(row, Section)]

    @property
    def title(self) -> str:
        return self.meeting.topic.facts.title.text()

    def hears(self) -> None:
        """What happened since reaches this desktop."""
        self.presenter.refresh()
        QApplication.processEvents()

    def writes(self, text: str) -> None:
        field = self.meeting.topic.note.text
        field.setFocus()
        QTest.keyClicks(field, text)

    def presses(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier):
        QTest.keyClick(QApplication.focusWidget() or self.meeting, key, modifiers)
        QApplication.processEvents()


@pytest.fixture
def desk_of(qtbot: Any, theme: Theme, bridge_of: Callable[[Story], Bridge]) -> Iterator[Callable[..., Desk]]:
    made: list[Desk] = []

    def make(story: Story, folder: Path | None = None) -> Desk:
        view = RetroView(theme)
        bridge = bridge_of(story)
        bridge.folder = folder
        desk = Desk(story, view, RetroPresenter(view, bridge, drive))
        made.append(desk)
        view.resize(1200, 760)
        view.show()
        qtbot.waitExposed(view)
        view.activateWindow()
        desk.hears()
        return desk

    yield make
    for desk in made:
        desk.presenter._meeting.leave()
        desk.view.close()
        desk.view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def led(desk_of: Callable[..., Desk]) -> Desk:
    """Ana has started the meeting."""
    desk = desk_of(scene.prepared("ana"))
    desk.view.bar.act.click()
    return desk


def test_the_bar_says_what_is_prepared_and_starts_it(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of(scene.prepared("ana"))
    assert desk.view.bar.words == "The retro of week 47 is prepared: 6 topics"
    assert not desk.is_in_meeting
    desk.view.bar.act.click()
    assert desk.is_in_meeting
    assert (desk.kept.state, desk.kept.moderator) == (MeetingState.OPEN, "ana")
    assert desk.title == "Connections leak until the pool is empty (checkout-api)"
    assert "3 times since 15 Oct 2026, 7 h 12 min lost so far" in desk.meeting.topic.facts.lines[0]
    assert desk.rows[0].startswith("1. Came again: Connections leak")
    assert desk.rows[-1] == "What was decided, no actions"
    desk.meeting.back.click()
    assert not desk.is_in_meeting
    assert desk.view.bar.words == "The retro of week 47 is on You moderate · 0 of 6 topics"


def test_what_the_hub_finds_of_a_real_week(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of(scene.real())
    desk.view.bar.look.click()
    assert [row.split(". ")[1].split(":")[0] for row in desk.rows] == [
        "Could it have waited? Certificate of edge ends in 6 days (edge)",
        "No rule of urgency",
        "Updates late",
        "Nights disturbed",
        "Closing steps left out",
        "Promised before, and not done",
    ]
    disputed = desk.meeting.topic.facts.blocks[0].row
    assert "act now (Ana Okafor), could have waited (You)" in disputed.spoken
    assert disputed.can_open
    opened: list[UUID] = []
    desk.view.opened.connect(opened.append)
    desk.meeting.topic.facts.blocks[0].open.click()
    assert opened == [disputed.incident_id]


def test_by_keyboard_from_topic_to_topic_to_the_end(led: Desk) -> None:
    led.meeting.topic.note.text.setFocus()
    led.presses(Qt.Key.Key_PageDown)
    assert (led.kept.current, led.kept.topics[0].state) == (CLIMB, TopicState.TALKED)
    assert led.title == "Search index lags 9 min (search)"
    assert led.rows[0].endswith(", done")
    led.presses(Qt.Key.Key_PageUp)
    assert (led.kept.current, led.kept.topics[1].state) == (DEBT, TopicState.OPEN)
    led.meeting.topics.rows.setFocus()
    led.presses(Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    assert led.kept.current == CLIMB
    led.meeting.skip.click()
    assert (led.kept.current, led.kept.topics[1].state) == (LATE, TopicState.SKIPPED)
    led.presses(Qt.Key.Key_PageUp)
    assert led.kept.current == DEBT, "what is skipped is stepped over"
    for _ in range(5):
        led.presses(Qt.Key.Key_PageDown)
    assert led.meeting.pages.currentWidget() is led.meeting.decided
    assert led.kept.running_since is None
    led.presses(Qt.Key.Key_PageUp)
    assert led.kept.running_since is not None, "back from the end it runs on"
    led.presses(Qt.Key.Key_PageDown)
    led.meeting.decided.close_meeting.click()
    assert led.kept.state is MeetingState.CLOSED
    assert led.kept.told is not None


def test_others_follow_until_they_look_elsewhere(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of(scene.on("ben"))
    desk.view.bar.act.click()
    assert "Ana Okafor moderates" in desk.meeting.progress.text()
    assert not desk.meeting.pause.isVisible()
    scene.lead(desk.story, ShowTopic(topic_id=CLIMB, leave_as=TopicState.TALKED))
    desk.hears()
    assert desk.title.startswith("Search index")
    desk.presses(Qt.Key.Key_PageDown)
    assert desk.title == "2 updates came late"
    assert desk.kept.current == CLIMB, "who only follows leads nobody"
    assert desk.meeting.elsewhere.isVisible()
    scene.lead(desk.story, ShowTopic(topic_id=FREE))
    desk.hears()
    assert desk.title == "2 updates came late"
    desk.meeting.elsewhere.acted.emit()
    assert desk.title == "Who takes the week after New Year?"
    desk.meeting.moderate.click()
    assert desk.kept.moderator == "ben"
    assert desk.meeting.pause.isVisible()


def test_the_clock_runs_stops_and_is_calm_about_overtime(led: Desk) -> None:
    led.story.clock.advance(4 * MINUTE)
    led.hears()
    assert (led.meeting.clock.text(), led.meeting.of.text()) == ("4:00", "of 7:30")
    led.story.clock.advance(6 * MINUTE)
    led.hears()
    assert led.meeting.of.text() == "2 min longer than planned"
    led.meeting.more.click()
    assert led.meeting.of.text() == "of 12:30"
    led.meeting.pause.click()
    led.story.clock.advance(30 * MINUTE)
    led.hears()
    assert led.meeting.clock.text() == "10:00"
    assert led.meeting.length.text() == "10 of 45 min"
    led.meeting.length_chosen.emit(60 * MINUTE)
    assert led.meeting.of.text() == "of 15:00"


def test_topics_are_added_moved_and_renamed(led: Desk) -> None:
    line = led.meeting.topics.line
    line.setFocus()
    QTest.keyClicks(line, "Cofee")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert led.kept.topics[-1].facts.title == "Cofee"
    assert line.text() == ""
    led.meeting.topics.rows.setCurrentRow(6)
    assert led.title == "Cofee"
    led.meeting.topics.rows.setFocus()
    led.presses(Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)
    QTest.keyClicks(line, "Coffee")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert led.title == "Coffee"
    led.meeting.topics.rows.setFocus()
    led.presses(Qt.Key.Key_Up)
    assert [topic.facts.title for topic in led.kept.topics[-2:]] == [
        "Coffee",
        "Who takes the week after New Year?",
    ]
    assert led.title == "Coffee"


def test_notes_are_sent_by_themselves(led: Desk) -> None:
    led.writes("The pool leaks.")
    assert led.meeting.topic.note.state == "Not sent yet; kept on this computer."
    led.notes._timer.timeout.emit()
    assert led.kept.topics[0].note.text == "The pool leaks."
    assert led.meeting.topic.note.state == "Last written by you, 03:41"
    led.writes(" Still.")
    led.presses(Qt.Key.Key_PageDown)
    assert led.kept.topics[0].note.text == "The pool leaks. Still."
    assert led.meeting.topic.note.written == ""


def test_two_who_write_at_once(led: Desk) -> None:
    led.writes("Mine.")
    scene.lead(led.story, WriteNote(topic_id=DEBT, text="Theirs.", based_on=0), by="mei")
    led.hears()
    field = led.meeting.topic.note
    assert field.conflict.isVisible()
    assert "Mei Lindqvist wrote here meanwhile: “Theirs.”" in field.conflict.words
    assert field.written == "Mine."
    assert led.kept.topics[0].note.text == "Theirs."
    field.conflict.compare.click()
    assert field.written == "Theirs.\n\nMine."
    assert led.kept.topics[0].note.text == "Theirs.\n\nMine."
    assert not field.conflict.isVisible()


def test_what_others_write_is_seen_while_one_reads(led: Desk) -> None:
    scene.lead(led.story, WriteNote(topic_id=DEBT, text="Theirs.", based_on=0), by="mei")
    led.hears()
    assert led.meeting.topic.note.written == "Theirs."
    assert led.meeting.topic.note.state == "Last written by Mei Lindqvist, 03:41"


def test_without_the_hub_notes_wait_also_for_the_next_start(
    desk_of: Callable[..., Desk], tmp_path: Path
) -> None:
    story = scene.on("ben")
    desk = desk_of(story, tmp_path)
    desk.view.bar.act.click()
    story.session.lose_hub()
    story.session.meetings.refusal = NO_HUB
    story.session.online = True  # only the meetings cannot be asked
    desk.writes("And ")
    desk.notes.send()
    assert "it is sent later" in desk.meeting.topic.note.state
    desk.view.hide()
    story.session.meetings.refusal = None
    again = desk_of(story, tmp_path)
    again.view.bar.act.click()
    again.hears()
    assert desk.kept.topics[0].note.text == "And The pool leaks **again**."


def test_what_was_written_of_a_topic_that_is_gone_stays(desk_of: Callable[..., Desk]) -> None:
    story = scene.prepared("ben")
    desk = desk_of(story)
    desk.view.bar.look.click()
    story.session.meetings.refusal = NO_HUB
    desk.writes("Keep me")
    desk.notes.send()
    scene.put(story, *scene.topics()[1:])
    story.session.meetings.refusal = None
    desk.presenter._meeting.reload()
    assert desk.kept.note.text == "Keep me"


def test_it_ends_with_what_was_decided(led: Desk) -> None:
    form = led.meeting.topic.action_card.form
    form.fill(Draft("Write the run-book", "", "in a week", "https://tracker.example.com/9"))
    form.save.click()
    (action,) = [one for one in led.story.session.retro._actions.values() if one.meeting_on == LAST]
    assert (action.topic_id, action.ticket_url) == (DEBT, "https://tracker.example.com/9")
    assert led.rows[0].endswith("1 action")
    form.fill(Draft("half a tho"))
    led.presses(Qt.Key.Key_PageDown)
    assert form.is_empty
    led.presses(Qt.Key.Key_PageUp)
    assert form.draft.text == "half a tho", "what was not added is not lost"
    led.meeting.end.click()
    page = led.meeting.decided
    assert "Not talked about yet: 5 topics" in page.says.text()
    assert page.missing.isVisible()
    assert page.close_meeting.text() == "Close it without owners"
    page.action_card.edit(action.id)
    page.action_card.editor.owner.setText("Mei Lindqvist")
    page.action_card.editor.save.click()
    assert not page.missing.isVisible()
    page.close_meeting.click()
    assert led.kept.state is MeetingState.CLOSED
    assert page.says.text() == "Closed by you today at 03:41"
    assert page.figures.isVisible()
    assert page.figures.grid.texts[0][0] == "Pages"
    page.figures.today.click()
    assert page.figures.then.isEnabled()
    led.meeting.back.click()
    led.view.week.before.click()
    assert led.view.bar.words == "The retro of week 47: 1 action Closed by you today at 03:41"


def test_a_past_one_is_read_from_the_list(desk_of: Callable[..., Desk]) -> None:
    story = scene.on("ana")
    scene.lead(story, MarkTopic(topic_id=DEBT, state=TopicState.TALKED), CloseMeeting())
    desk = desk_of(story)
    assert desk.view.bar.words.startswith("The retro of week 48 is prepared when the week ends, Mon 00:00")
    (line,) = desk.view.meetings.lines.values()
    line.open.click()
    assert desk.is_in_meeting
    assert desk.meeting.pages.currentWidget() is desk.meeting.decided
    assert "again" in desk.meeting.decided.said.toPlainText()
    desk.meeting.topics.rows.setCurrentRow(0)
    assert desk.title.startswith("Connections leak")
    assert not desk.meeting.topics.line.isVisible()
    desk.meeting.again.click()
    assert desk.kept.state is MeetingState.OPEN


def test_until_the_hub_answered_nothing_of_another_week_is_shown(led: Desk) -> None:
    led.meeting.back.click()
    led.story.session.meetings.refusal = NO_HUB
    led.presenter._meeting.open(LAST - timedelta(days=7))
    assert led.meeting.title.text() == "Asking the hub for it …"
    assert led.rows == []
    assert not led.meeting.pages.isVisible()
    assert led.meeting.problem.isVisible()
    led.story.session.meetings.refusal = None
    led.presenter._meeting.open(LAST)
    assert led.meeting.pages.isVisible()
    assert led.title.startswith("Connections leak")


def test_a_quiet_week(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of(scene.quiet())
    assert desk.view.bar.words == (
        "The retro of week 47 is prepared: no topics A quiet week: nothing to talk about. Add a topic."
    )
    desk.view.bar.look.click()
    assert desk.meeting.pages.currentWidget() is desk.meeting.quiet
    desk.presses(Qt.Key.Key_PageDown)
    desk.meeting.topics.written.emit("Holidays")
    assert desk.title == "Holidays"


def test_a_week_without_one_can_be_prepared_now(desk_of: Callable[..., Desk]) -> None:
    story = scene.scenes.week("ana")
    desk = desk_of(story)
    desk.view.week.before.click()
    assert desk.view.bar.words == "No meeting was held about week 47."
    desk.view.bar.act.click()
    assert desk.is_in_meeting
    state: Callable[[], MeetingState] = lambda: desk.kept.state  # noqa: E731 - else mypy takes it as unchanged
    assert state() is MeetingState.PREPARED
    desk.meeting.begin.click()
    assert state() is MeetingState.OPEN


def test_who_only_observes_reads(desk_of: Callable[..., Desk]) -> None:
    story = scene.prepared("ben")
    story.session.evolve(me="stranger")
    desk = desk_of(story)
    desk.view.bar.act.click()
    assert desk.is_in_meeting
    assert desk.kept.state is MeetingState.PREPARED
    assert not desk.meeting.begin.isVisible()
    assert not desk.meeting.topic.action_card.form.isVisible()
    assert not desk.meeting.topic.note.text.isVisible()


def test_two_start_it_at_once(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of(scene.prepared("ben"))
    scene.lead(desk.story, OpenMeeting(), by="ana")
    desk.view.bar.act.click()
    desk.hears()
    assert desk.kept.moderator == "ana"
    assert not desk.meeting.problem.isVisible()


def test_a_refused_command_is_said(led: Desk) -> None:
    led.story.session.meetings.refusal = NO_HUB
    led.meeting.pause.click()
    assert led.meeting.problem.isVisible()
    led.story.session.meetings.refusal = None
    led.hears()
    led.meeting.pause.click()
    assert led.kept.running_since is None
    assert not led.meeting.problem.isVisible()


def test_an_answer_that_was_overtaken_is_not_shown(led: Desk) -> None:
    told = led.presenter._meeting._told
    assert told is not None
    late = replace(told, meeting=replace(told.meeting, moderator="ben"), told_at=told.told_at - MINUTE)
    led.presenter._meeting._know(late)
    assert "You moderate" in led.meeting.progress.text()
