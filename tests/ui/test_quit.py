"""Quitting asks once when something would be lost, and never stands in the way of a computer that ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from desktop.core.team.seat import Seat
from desktop.ui.bridge import Bridge
from desktop.ui.main_window.places import Place
from desktop.ui.main_window.surroundings import HubInfo
from desktop.ui.main_window.window import MainWindow
from desktop.ui.present.unsaved import Unsaved, unsaved_words
from desktop.ui.quit_question import Against, QuitQuestion
from desktop.ui.rules.rules_view import RulesView
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import HEARD, drive
from tests.ui.story import Story

Make = Callable[[Story], MainWindow]


@pytest.fixture
def window_of(qtbot: QtBot, theme: Theme) -> Iterator[Make]:
    bridges = []

    def make(story: Story) -> MainWindow:
        bridge = Bridge(story.session, story.clock)
        bridges.append(bridge)
        window = MainWindow(bridge, theme, sound=lambda: HEARD, hub=HubInfo, start=drive)
        qtbot.addWidget(window)
        window.show()
        return window

    yield make
    for bridge in bridges:
        bridge.close()


def press(box: QMessageBox, words: str) -> None:
    next(button for button in box.buttons() if button.text() == words).click()


@pytest.mark.parametrize(
    ("unsaved", "words"),
    [
        (Unsaved(), ""),
        (Unsaved(texts=1), "1 text is not saved."),
        (Unsaved(texts=2), "2 texts are not saved."),
        (Unsaved(notes=1), "Your note for the incoming is not saved."),
        (Unsaved(run_books=1, rules=2), "1 run-book and what you changed in the rules are not saved."),
        (Unsaved(updates=1), "1 update is begun and not sent."),
        (Unsaved(texts=1, updates=2), "1 text is not saved. 2 updates are begun and not sent."),
    ],
)
def test_what_would_be_lost_in_words(unsaved: Unsaved, words: str) -> None:
    assert unsaved_words(unsaved) == words
    assert bool(unsaved) is bool(words)


def test_the_window_knows_what_was_changed_in_its_places(window_of: Make, qtbot: QtBot) -> None:
    window = window_of(Story(me="ana", quiet=True))
    assert not window.unsaved
    rules = window.view_of(Place.RULES)
    assert isinstance(rules, RulesView)
    window.show_place(Place.RULES)
    rules.policy.levels[0].wait.selectAll()
    qtbot.keyClicks(rules.policy.levels[0].wait, "7 min")
    assert window.unsaved == Unsaved(rules=1)
    window.show_place(Place.NOW)
    window.hide()
    assert window.unsaved == Unsaved(rules=1), "it is still there when nobody looks"


def test_an_update_that_was_begun_counts(window_of: Make, qtbot: QtBot) -> None:
    story = Story(me="ana")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    window = window_of(story)
    window.now.update_wanted.emit()
    assert not window.unsaved
    composer = window.now.incident.cards.telling.composer
    qtbot.keyClicks(composer.text, "We look into it")
    assert window.unsaved == Unsaved(updates=1)


def test_control_and_q_wishes_to_quit(window_of: Make, qtbot: QtBot) -> None:
    window = window_of(Story(quiet=True))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.quit_wanted):
        QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)


def test_it_asks_once_however_often_it_is_wished(theme: Theme) -> None:
    left: list[str] = []
    question = QuitQuestion(lambda: Against(unsaved=Unsaved(texts=2)), lambda: left.append("left"))
    question.wish()
    box = question.box
    assert box is not None
    assert box.informativeText() == "2 texts are not saved."
    question.wish()
    assert question.box is box
    assert [button.text() for button in box.buttons()] == ["Stay", "Quit and lose them"]
    assert box.defaultButton().text() == "Stay"
    press(box, "Stay")
    assert question.box is None
    assert left == []
    question.wish()
    assert question.box is not None
    press(question.box, "Quit and lose them")
    assert left == ["left"]


def test_nothing_to_lose_is_no_question(theme: Theme) -> None:
    left: list[str] = []
    QuitQuestion(Against, lambda: left.append("left")).wish()
    assert left == ["left"]


def test_the_end_of_a_session_is_not_held_up(window_of: Make, qtbot: QtBot) -> None:
    """At its end the session manager has all windows closed, and one that refuses would stop it."""
    window = window_of(Story(me="ana", quiet=True))
    rules = window.view_of(Place.RULES)
    assert isinstance(rules, RulesView)
    window.show_place(Place.RULES)
    qtbot.keyClicks(rules.policy.levels[0].wait, "7")
    assert window.unsaved
    left: list[str] = []
    question = QuitQuestion(
        lambda: Against(unsaved=window.unsaved), lambda: left.append("left"), lambda: window
    )
    question.wish()
    QApplication.closeAllWindows()
    assert not window.isVisible()
    assert question.box is None
    assert left == [], "the system ends it, not an answer that nobody gave"
