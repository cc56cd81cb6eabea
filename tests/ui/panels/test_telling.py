"""Telling from inside an incident: the clock, the composer, the extension; by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop.core.incident.incident import Incident
from desktop.core.team.channel import Channel
from desktop.core.team.seat import Seat
from desktop.core.telling.communication import Due
from desktop.core.telling.update import Readers, Stage
from desktop.hub.usecases.telling.templates import shipped
from desktop.ui.main_window.surroundings import HubInfo
from desktop.ui.main_window.window import MainWindow
from desktop.ui.panels.telling.telling_card import TellingCard
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import HEARD, drive
from tests.ui.story import Story

Window = Callable[[Story], MainWindow]


@pytest.fixture
def ana() -> Story:
    """Ana has the Manager's seat, and the hub ships its texts."""
    story = Story(me="ana")
    story.session._state = replace(story.session._state, templates=shipped())
    story.claims(story.checkout, "ana", Seat.MANAGER)
    return story


@pytest.fixture
def window_of(qtbot: Any, theme: Theme, bridge_of: Any) -> Window:
    def make(story: Story) -> MainWindow:
        window = MainWindow(bridge_of(story), theme, sound=lambda: HEARD, hub=lambda: HubInfo(), start=drive)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return make


def card(window: MainWindow) -> TellingCard:
    return window.now.incident.cards.telling


def incident(story: Story) -> Incident:
    return story.session.state.incidents[story.checkout]


def test_the_clock_says_what_is_due(window_of: Window, ana: Story) -> None:
    window = window_of(ana)
    shown = card(window)
    assert shown.sentence == "First update due 5:00 that it is known and worked on · by 03:46"
    assert not shown.composing


def test_the_first_update_is_two_keys_away(window_of: Window, ana: Story) -> None:
    window = window_of(ana)
    QTest.keyClick(window.now.list, Qt.Key.Key_U)
    composer = card(window).composer
    assert composer.text.hasFocus()
    assert (composer.stage, composer.readers) == (Stage.INVESTIGATING, Readers.COLLEAGUES)
    assert "Checkout fails for 31 % of customers" in composer.words
    assert composer.warnings.startswith("Still empty: impact, engineer.")
    QTest.keyClick(composer.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (update,) = incident(ana).updates
    assert (update.by, update.deliveries) == ("ana", ())
    assert update.next_update_at == incident(ana).communication.due_at  # type: ignore[union-attr]
    assert f"{update.next_update_at.astimezone(window._bridge.viewer.zone):%H:%M}" in update.text
    assert not card(window).composing
    assert incident(ana).communication.what is Due.SCOPE  # type: ignore[union-attr]


def test_other_readers_get_other_words_but_never_instead_of_ones_own(window_of: Window, ana: Story) -> None:
    window = window_of(ana)
    card(window).write.click()
    composer = card(window).composer
    composer._who.button(0).click()
    assert composer.readers is Readers.CUSTOMERS
    assert composer.words.startswith("We are looking into problems with checkout.")
    composer.text.setPlainText("My own words. It will be fixed in 20 minutes.")
    assert "20 minutes" in composer.words
    assert composer.warnings, "a promised time of repair is warned of"
    composer._stages.button(1).click()
    assert composer.stage is Stage.IDENTIFIED
    assert composer.words.startswith("My own words.")


def test_an_empty_update_is_not_told(window_of: Window, ana: Story) -> None:
    window = window_of(ana)
    card(window).write.click()
    card(window).composer.text.setPlainText("  \n")
    card(window).composer.told.click()
    assert incident(ana).updates == ()
    assert card(window).composing


def test_escape_puts_it_away_and_what_was_written_stays(window_of: Window, ana: Story) -> None:
    window = window_of(ana)
    card(window).write.click()
    composer = card(window).composer
    composer.text.setPlainText("Half a")
    QTest.keyClick(composer.text, Qt.Key.Key_Escape)
    assert not card(window).composing
    assert card(window).write.hasFocus()
    card(window).write.click()
    assert composer.words == "Half a"
    composer.copy.click()
    assert QGuiApplication.clipboard().text() == "Half a"


def test_moving_it_wants_a_reason(window_of: Window, ana: Story) -> None:
    window = window_of(ana)
    card(window).extend.click()
    extension = card(window).extension
    assert extension.reason.hasFocus()
    QTest.keyClick(extension.reason, Qt.Key.Key_Return)
    assert not incident(ana).communication.extended_because  # type: ignore[union-attr]
    extension._minutes.button(1).click()
    QTest.keyClicks(extension.reason, "the vendor is called")
    QTest.keyClick(extension.reason, Qt.Key.Key_Return)
    clock = incident(ana).communication
    assert clock is not None
    assert clock.extended_because == "the vendor is called"
    assert clock.due_at == ana.clock.now() + timedelta(minutes=20)
    assert extension.isHidden()


def test_keys_that_are_words_are_written(window_of: Window, ana: Story) -> None:
    window = window_of(ana)
    card(window).write.click()
    composer = card(window).composer
    composer.text.setPlainText("")
    QTest.keyClicks(composer.text, "unusual")
    assert composer.words == "unusual"


def test_when_it_is_over_the_last_word_is_asked_for_and_then_nothing(window_of: Window, ana: Story) -> None:
    window = window_of(ana)
    card(window).write.click()
    card(window).composer.told.click()
    ana.resolves(ana.checkout, "ana")
    window.refresh()
    assert card(window).sentence == "Over. Tell those who were told that it was broken."
    card(window).write.click()
    assert card(window).composer.stage is Stage.RESOLVED
    card(window).composer.text.setPlainText("It works again.")
    card(window).composer.told.click()
    window.refresh()
    assert card(window).clock.isHidden()
    assert card(window).results.lead == "Told colleagues by other means, 03:41"
    assert incident(ana).updates[-1].next_update_at is None


def test_it_goes_to_the_channels_of_its_readers_unless_one_is_left_out(window_of: Window, ana: Story) -> None:
    channels = (
        Channel(name="#incidents", readers=Readers.COLLEAGUES),
        Channel(name="everybody", readers=Readers.COLLEAGUES),
        Channel(name="status mail", readers=Readers.CUSTOMERS),
    )
    ana.session._state = replace(ana.session._state, channels=channels)
    window = window_of(ana)
    card(window).write.click()
    composer = card(window).composer
    assert composer.chosen_channels == ("#incidents", "everybody")
    assert composer.told.text() == "Send"
    composer.channels[1].click()
    composer.told.click()
    (update,) = incident(ana).updates
    assert [delivery.channel for delivery in update.deliveries] == ["#incidents"]
    card(window).write.click()
    composer._who.button(3).click()
    assert not composer.chosen_channels
    assert composer.told.text() == "It is told"


def test_what_was_begun_for_one_incident_waits_while_another_is_shown(window_of: Window, ana: Story) -> None:
    other = ana.alert("Search index lags 9 min", "search")
    window = window_of(ana)
    window.show_incident(ana.checkout)
    card(window).write.click()
    composer = card(window).composer
    composer._who.button(0).click()
    composer.text.setPlainText("Half a")
    window.show_incident(other)
    assert composer.words == ""
    card(window).write.click()
    assert "Search index lags" in composer.words
    window.show_incident(ana.checkout)
    card(window).write.click()
    assert (composer.words, composer.readers) == ("Half a", Readers.CUSTOMERS)


def test_telling_the_scope_moves_the_next_update(window_of: Window, ana: Story) -> None:
    window = window_of(ana)
    card(window).write.click()
    composer = card(window).composer
    before = composer.promise
    composer.scope.click()
    assert composer.promise != before


@pytest.mark.parametrize(("scale", "width"), [(1.0, 560), (1.5, 760)])
def test_the_button_is_within_reach(
    window_of: Window, ana: Story, theme: Theme, qtbot: Any, scale: float, width: int
) -> None:
    theme.set_text_scale(scale)
    window = window_of(ana)
    window.resize(width, 640)
    qtbot.waitUntil(lambda: window.now.narrow)
    card(window).write.click()
    told = card(window).composer.told
    qtbot.waitUntil(lambda: told.mapTo(window, told.rect().topRight()).x() <= window.width())
