"""The hand-over page: who is proven, who is relieved, what was written, and what is said when it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.errors import PairwatchError
from desktop.ui.bridge import Bridge
from desktop.ui.hand_over.hand_over_presenter import HandOverPresenter
from desktop.ui.hand_over.hand_over_view import HandOverView
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import drive
from tests.ui.hand_over import scenes
from tests.ui.hand_over.scenes import BEGIN, HOUR, MINUTE
from tests.ui.story import Story


class Desk:
    def __init__(self, view: HandOverView, presenter: HandOverPresenter, story: Story) -> None:
        self.view, self.presenter, self.story = view, presenter, story
        self.duty = story.session.duty

    def settle(self) -> None:
        self.presenter.refresh()
        QApplication.processEvents()

    def wait(self, by: timedelta) -> None:
        self.story.clock.advance(by)
        self.settle()

    def seen(self, widget: QWidget) -> bool:
        return widget.isVisibleTo(self.view)

    @property
    def states(self) -> list[str]:
        return [f"{line.row.name}: {line.row.words}" for line in self.view.pair.lines]


Open = Callable[[Story], Desk]


@pytest.fixture
def desk_of(qtbot: Any, theme: Theme, bridge_of: Callable[[Story], Bridge]) -> Iterator[Open]:
    made: list[HandOverView] = []

    def make(story: Story) -> Desk:
        view = HandOverView(theme)
        made.append(view)
        presenter = HandOverPresenter(view, bridge_of(story), drive)
        view.resize(1100, 900)
        view.show()
        desk = Desk(view, presenter, story)
        desk.settle()
        return desk

    yield make
    for view in made:
        view.close()
        view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def press(
    widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(widget, key, modifier)
    QApplication.processEvents()


def test_the_incoming_reads_what_she_takes_over(desk_of: Open) -> None:
    desk = desk_of(scenes.week())
    assert (desk.view.title, desk.view.line) == ("Hand-over 09:00", "from Ana Okafor and Ben Sato")
    assert desk.states == [
        "You: unproven: no sound check yet",
        "Dmitri Alvarez: heard the alarm Sun 20:00",
    ]
    assert desk.view.pair.still == "Ana Okafor is still paged with you until 11:00."
    assert [line.row.title for line in desk.view.open.lines] == [
        "#144 Disk of db-2 is 91 % full",
        "#143 Search index lags 9 min",
    ]
    assert "Engineer: nobody yet" in desk.view.open.lines[0].row.detail
    (noisy,) = desk.view.noisy.lines
    assert noisy.row.detail == "16 times in 2 incidents · search · last 06:00, #143"
    assert [block.row.who for block in desk.view.notes.blocks] == ["Ana Okafor, 06:00", "Ben Sato, 06:00"]
    assert [line.row.detail for line in desk.view.overdue.lines] == ["Ben Sato · was due Fri 27 Nov"]
    assert not desk.seen(desk.view.notes.editor), "the incoming reads"


def test_the_sound_check_relieves(desk_of: Open) -> None:
    desk, wanted = desk_of(scenes.week()), list[bool]()
    desk.view.sound_check_wanted.connect(lambda: wanted.append(True))
    press(desk.view.pair.check, Qt.Key.Key_Space)
    assert wanted == [True]
    desk.duty.proves("mei")
    desk.settle()
    assert desk.states[0] == "You: heard the alarm 09:20"
    assert desk.view.pair.still == ""
    assert not desk.seen(desk.view.pair.check)
    assert not desk.seen(desk.view.pair.relieve)


@pytest.mark.parametrize(("me", "words"), [("ana", "Relieve me"), ("mei", "I have it")])
def test_either_of_the_two_may_say_it(desk_of: Open, me: str, words: str) -> None:
    desk = desk_of(scenes.week(me))
    assert desk.view.pair.relieve.text() == words
    press(desk.view.pair.relieve, Qt.Key.Key_Space)
    desk.settle()
    assert desk.view.pair.still == ""
    assert not desk.seen(desk.view.pair.relieve)
    assert "unproven" in desk.states[0]


def test_why_nobody_was_relieved_is_said(desk_of: Open) -> None:
    desk = desk_of(scenes.week("ana"))
    desk.duty.refusal = PairwatchError("The hub is stopping.", "Try again in a moment.")
    press(desk.view.pair.relieve, Qt.Key.Key_Space)
    assert desk.view.pair.said == "The hub is stopping. Try again in a moment."
    desk.duty.refusal = None
    press(desk.view.pair.relieve, Qt.Key.Key_Space)
    assert desk.view.pair.said == ""


def test_two_hours_after_hand_over_nobody_is_paged_with_anybody(desk_of: Open) -> None:
    desk = desk_of(scenes.quiet("ana"))
    assert "You are still paged with Mei Lindqvist until 11:00." in desk.view.pair.still
    assert "Ben Sato is still paged with Dmitri Alvarez until 11:00." in desk.view.pair.still
    desk.wait(100 * MINUTE)
    assert desk.view.pair.still == ""
    assert not desk.seen(desk.view.pair.relieve)


def test_the_outgoing_writes_by_keyboard(desk_of: Open) -> None:
    desk = desk_of(scenes.quiet("ana", BEGIN - HOUR))
    editor = desk.view.notes.editor
    assert desk.seen(editor)
    assert not editor.save.isEnabled()
    QTest.keyClicks(editor.text, "Look at db-2")
    assert editor.said == "Not saved yet."
    press(editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.duty.notes["ana"].text == "Look at db-2"
    assert editor.said == "Saved."
    assert not editor.save.isEnabled()
    editor.text.clear()
    press(editor.save, Qt.Key.Key_Space)
    assert "ana" not in desk.duty.notes
    assert editor.said == "Taken back."


def test_what_is_typed_is_never_replaced(desk_of: Open) -> None:
    desk = desk_of(scenes.week("ana", BEGIN - HOUR))
    editor = desk.view.notes.editor
    assert editor.text.toPlainText().startswith("db-2 is growing")
    editor.text.setPlainText("Half a sentence")
    desk.duty.writes("ana", "Written on another desktop")
    desk.settle()
    assert editor.text.toPlainText() == "Half a sentence"
    desk.duty.refusal = PairwatchError("The hub cannot be reached.", "Pairwatch goes on trying.")
    press(editor.save, Qt.Key.Key_Space)
    assert editor.said.startswith("The hub cannot be reached.")
    assert editor.text.toPlainText() == "Half a sentence"


def test_before_hand_over_the_page_turns_by_itself(desk_of: Open) -> None:
    desk = desk_of(scenes.week("mei", BEGIN - MINUTE))
    assert desk.states[0] == "You: sound check to be done"
    assert desk.seen(desk.view.pair.check)
    desk.wait(2 * MINUTE)
    assert desk.states[0] == "You: unproven: no sound check yet"


def test_an_incident_is_opened_from_here(desk_of: Open) -> None:
    desk, opened = desk_of(scenes.week()), list[UUID]()
    desk.view.opened.connect(opened.append)
    press(desk.view.open.lines[0].open, Qt.Key.Key_Space)
    press(desk.view.noisy.lines[0].open, Qt.Key.Key_Space)
    assert opened == [UUID(int=144), UUID(int=143)]


def test_without_a_hub_and_without_a_schedule(desk_of: Open) -> None:
    story = scenes.quiet()
    story.session.online = False
    desk = desk_of(story)
    assert desk.seen(desk.view.problem)
    assert not desk.seen(desk.view.pair)
    story.session.online = True
    desk.view.problem.acted.emit()
    QApplication.processEvents()
    assert not desk.seen(desk.view.problem)
    assert desk.seen(desk.view.pair)
    unplanned = desk_of(scenes.unplanned())
    assert "no schedule yet" in unplanned.view.line
    assert not unplanned.seen(unplanned.view.pair)


def test_it_asks_the_hub_again_only_when_something_changed(desk_of: Open) -> None:
    desk = desk_of(scenes.week())
    asked = desk.duty.asked
    desk.settle()
    desk.wait(MINUTE)
    assert desk.duty.asked == asked
    desk.duty.proves("mei")
    desk.settle()
    assert desk.duty.asked == asked + 1


@pytest.mark.parametrize("width", [360, 1100])
def test_nothing_is_wider_than_the_window(desk_of: Open, width: int) -> None:
    desk = desk_of(scenes.crowded())
    desk.view.resize(width, 900)
    for _ in range(4):
        QApplication.processEvents()
    for card in (desk.view.pair, desk.view.notes, desk.view.open, desk.view.noisy):
        right = card.mapTo(desk.view, card.rect().topRight()).x()
        assert right <= width
    assert len(desk.view.open.lines) == 12
    desk.view.open.more.click()
    assert len(desk.view.open.lines) == 18
