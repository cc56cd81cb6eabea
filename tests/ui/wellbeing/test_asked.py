"""The questions and the offer to rest in Now: when they are there, by keyboard, and left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.errors import PairwatchError
from desktop.core.retro.morale import MoraleAnswer, Slept
from desktop.core.team.seat import Seat
from desktop.ui.bridge import Bridge
from desktop.ui.main_window.surroundings import HubInfo
from desktop.ui.main_window.window import MainWindow
from desktop.ui.theme.theme import Theme
from desktop.ui.wellbeing.wellbeing_place import WellbeingPlace
from tests.ui.conftest import HEARD, drive
from tests.ui.retro.scenes import over
from tests.ui.story import Story

HOUR = timedelta(hours=1)
Open = Callable[[Story], MainWindow]


@pytest.fixture
def window_of(qtbot: Any, theme: Theme, bridge_of: Callable[[Story], Bridge]) -> Iterator[Open]:
    made: list[MainWindow] = []

    def make(story: Story) -> MainWindow:
        window = MainWindow(bridge_of(story), theme, sound=lambda: HEARD, hub=HubInfo, start=drive)
        made.append(window)
        window.resize(1280, 800)
        window.show()
        window.activateWindow()
        window.refresh()
        QApplication.processEvents()
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def night() -> Story:
    """Ben was paged at 03:41; it was over after a quarter of an hour."""
    story = Story("ben", quiet=True)
    over(story, "Checkout fails", "checkout-api")
    story.clock.advance(5 * HOUR)
    return story


def place(window: MainWindow) -> WellbeingPlace:
    window.refresh()
    QApplication.processEvents()
    return window.now.wellbeing


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def test_rest_is_offered_first_and_noted_by_one_press(window_of: Open, night: Story):
    window = window_of(night)
    shown = place(window)
    assert shown.rest.words == "You were woken at 03:41. Start later today, or stay at home?"
    assert shown.survey.isHidden(), "one thing at a time"
    shown.rest.choices[4.0].click()
    assert [one.hours for one in night.session.wellbeing.noted] == [4]
    assert shown.rest.words == "Noted: half a day of rest, today."
    assert shown.rest.choices[4.0].isHidden()
    assert not shown.rest.undo.isEnabled(), "a double click undoes nothing"
    shown.rest._awake.timeout.emit()
    shown.rest.fine.click()
    assert shown.rest.isHidden()
    assert shown.survey.words == "How was the night?"


def test_what_was_noted_is_undone(window_of: Open, night: Story):
    window = window_of(night)
    rest = place(window).rest
    rest.choices[8.0].click()
    rest._awake.timeout.emit()
    rest.undo.click()
    assert night.session.wellbeing.noted == []
    assert rest.words == "You were woken at 03:41. Start later today, or stay at home?"
    assert not rest.choices[8.0].isHidden()


def test_the_questions_are_answered_by_keyboard(window_of: Open, night: Story):
    window = window_of(night)
    place(window).rest.no.click()
    survey = place(window).survey
    survey.begin.setFocus()
    press(Qt.Key.Key_Return)
    assert survey.is_open
    assert window.now.middle.isHidden(), "who answers needs nothing else"
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_3)
    assert QApplication.focusWidget() is survey.wish
    QTest.keyClicks(survey.wish, "A run-book")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert night.session.wellbeing.answers == [
        MoraleAnswer(mood=2, slept=Slept.HARDLY, helped="A run-book", anonymous=True)
    ]
    assert place(window).isHidden()
    assert not window.now.middle.isHidden()
    assert (survey.mood.number, survey.helped) == (0, ""), "nothing of it is left"


def test_a_name_stands_there_only_if_it_is_wished(window_of: Open, night: Story):
    window = window_of(night)
    place(window).rest.no.click()
    survey = place(window).survey
    survey.unfold(True)
    assert not survey.send.isEnabled(), "two of three are needed"
    assert survey.anonymous
    assert "without your name" in survey.promise
    survey.switch.click()
    assert "Your name stands" in survey.promise
    survey.mood.row.button(4).click()
    survey.sleep.row.button(0).click()
    survey.send.click()
    assert night.session.wellbeing.answers == [MoraleAnswer(mood=5, slept=Slept.WELL, anonymous=False)]


def test_nothing_is_asked_during_an_incident(window_of: Open, night: Story):
    window = window_of(night)
    place(window).rest.no.click()
    place(window).survey.unfold(True)
    running = night.alert("Search index lags", "search", ring=False)
    assert place(window).isHidden()
    assert not window.now.middle.isHidden()
    night.claims(running, "ben", Seat.ENGINEER)
    assert place(window).isHidden()
    night.resolves(running, "ben")
    assert not place(window).isHidden()


def test_who_wants_to_be_left_alone_is(window_of: Open, night: Story):
    window = window_of(night)
    place(window).rest.not_now.click()
    assert place(window).rest.isHidden()
    place(window).survey.not_this_time.click()
    assert place(window).isHidden()
    night.clock.advance(5 * HOUR)
    assert not place(window).rest.isHidden(), "not now is not never"
    place(window).rest.no.click()
    night.clock.advance(5 * HOUR)
    assert place(window).isHidden()


def test_what_could_not_be_sent_stays(window_of: Open, night: Story):
    window = window_of(night)
    place(window).rest.no.click()
    survey = place(window).survey
    survey.unfold(True)
    survey.mood.row.button(1).click()
    survey.sleep.row.button(1).click()
    survey.wish.setText("Sleep")
    night.session.wellbeing.refusal = PairwatchError("The hub cannot be reached.", "Try again.")
    survey.send.click()
    assert "The hub cannot be reached." in survey.words
    assert (survey.mood.number, survey.helped) == (2, "Sleep")
    night.session.wellbeing.refusal = None
    survey.send.click()
    assert len(night.session.wellbeing.answers) == 1


def test_escape_folds_and_keeps_what_was_chosen(window_of: Open, night: Story):
    window = window_of(night)
    place(window).rest.no.click()
    survey = place(window).survey
    survey.unfold(True)
    press(Qt.Key.Key_4)
    press(Qt.Key.Key_Escape)
    assert not survey.is_open
    assert survey.mood.number == 4


def test_the_hub_is_asked_now_and_then_only(window_of: Open, night: Story):
    window = window_of(night)
    for _ in range(5):
        window.refresh()
    assert night.session.wellbeing.times_asked == 1
    night.clock.advance(timedelta(minutes=6))
    window.refresh()
    assert night.session.wellbeing.times_asked == 2
