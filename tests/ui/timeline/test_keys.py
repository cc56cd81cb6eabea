"""The timeline's keys, from anywhere in the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.team.seat import Seat
from desktop.ui.bridge import Bridge
from desktop.ui.main_window.surroundings import HubInfo
from desktop.ui.main_window.window import MainWindow
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import HEARD, drive
from tests.ui.story import Story

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window_of(
    qtbot: Any, theme: Theme, bridge_of: Callable[[Story], Bridge]
) -> Callable[[Story], MainWindow]:
    def make(story: Story) -> MainWindow:
        window = MainWindow(bridge_of(story), theme, sound=lambda: HEARD, hub=lambda: HubInfo(), start=drive)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.now.list.setFocus()
        return window

    return make


@pytest.mark.parametrize(
    ("key", "kind"), [(KEY.Key_N, "Note"), (KEY.Key_D, "Decision"), (KEY.Key_T, "To do")]
)
def test_a_letter_begins_its_kind(
    qtbot: Any, window_of: Callable[[Story], MainWindow], story: Story, key: Qt.Key, kind: str
) -> None:
    window = window_of(story)
    card = window.now.incident.timeline
    QTest.keyClick(window.now.list, key)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is card.note)
    assert card.scribe.kind_button.text() == kind
    assert card.note.text() == ""
    QTest.keyClicks(card.note, "not dated / today")
    assert card.note.text() == "not dated / today", "letters that are typed are letters"
    QTest.keyClick(card.note, KEY.Key_Return)
    row = card.list.rows.row(0)
    assert row.title == "not dated / today"


@pytest.mark.parametrize(("key", "modifier"), [(KEY.Key_Slash, NONE), (KEY.Key_F, CTRL)])
def test_a_key_begins_the_search(
    qtbot: Any,
    window_of: Callable[[Story], MainWindow],
    story: Story,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
) -> None:
    window = window_of(story)
    card = window.now.incident.timeline
    QTest.keyClick(window.now.list, key, modifier)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is card.head.search)
    QTest.keyClicks(card.head.search, "and/or")
    assert card.head.words == "and/or"


def test_where_panel_and_timeline_share_a_place_the_key_brings_the_timeline(
    qtbot: Any, window_of: Callable[[Story], MainWindow], story: Story
) -> None:
    window = window_of(story)
    window.resize(640, 700)
    qtbot.waitUntil(lambda: window.now.narrow)
    window.now.incident.show_panel(Seat.MANAGER)
    card = window.now.incident.timeline
    assert not card.isVisible()
    QTest.keyClick(window, KEY.Key_D)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is card.note)
    window.now.show_list()
    assert not card.isVisible()
    QTest.keyClick(window.now.list, KEY.Key_Slash)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is card.head.search)


def test_when_all_is_quiet_the_keys_do_nothing(window_of: Callable[[Story], MainWindow]) -> None:
    window = window_of(Story(quiet=True))
    for key in (KEY.Key_N, KEY.Key_D, KEY.Key_T, KEY.Key_Slash):
        QTest.keyClick(window.now.list, key)
    assert not window.now.incident.timeline.isVisible()


def test_another_incident_has_other_rows_and_a_line_of_its_own(
    window_of: Callable[[Story], MainWindow], story: Story
) -> None:
    other = story.alert("Search lags", "search")
    window = window_of(story)
    card = window.now.incident.timeline
    window.show_incident(story.checkout)
    QTest.keyClicks(card.note, "half a note")
    window.show_incident(other)
    assert card.note.text() == ""
    assert card.list.rows.row(card.list.rows.rowCount() - 1).title == "Alert from Prometheus: Search lags"
    window.show_incident(story.checkout)
    assert card.note.text() == "half a note"
