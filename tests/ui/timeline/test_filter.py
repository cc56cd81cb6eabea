"""Less of a timeline: by kind, by words, and back."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from desktop.core.incident.events import NoteKind
from desktop.ui.present.timeline.timeline_filter import Filter, filter_name
from tests.ui.timeline.conftest import Shown


def test_the_count_says_how_many_of_how_many(shown: Shown) -> None:
    head = shown.card.head
    assert head.count == "2 entries"
    shown.writes("Alert on the pool's wait time", NoteKind.TODO)
    shown.writes("Nothing at the provider")
    assert head.count == "4 entries"
    head.choose(Filter.TODOS)
    assert shown.titles == ["Alert on the pool's wait time"]
    assert head.count == "1 of 4"
    assert head.choice.text() == "To-dos"


def test_the_menu_has_every_filter_and_ticks_the_chosen_one(shown: Shown) -> None:
    menu = shown.card.head.choice_menu()
    assert [action.text() for action in menu.actions()] == [filter_name(kind) for kind in Filter]
    menu.actions()[2].trigger()
    assert shown.card.head.chosen is Filter.NOTES
    again = shown.card.head.choice_menu()
    assert [action.text() for action in again.actions() if action.isChecked()] == ["Notes and decisions"]
    assert shown.card.head.choice.accessibleName() == "Shown: Notes and decisions"


def test_words_are_searched_as_they_are_typed(shown: Shown) -> None:
    shown.writes("Pool of 20 exhausted")
    shown.card.search()
    search = shown.card.head.search
    assert QApplication.focusWidget() is search
    QTest.keyClicks(search, "exhausted POOL")
    assert shown.titles == ["Pool of 20 exhausted"]
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is shown.card.list
    assert search.text() == "exhausted POOL", "what is found stays"
    shown.card.search()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is shown.card.list
    assert search.text() == ""
    assert len(shown.rows) == 3


def test_the_cross_empties_it(shown: Shown) -> None:
    search = shown.card.head.search
    assert search.actions() == []
    search.setText("pool")
    (cross,) = search.actions()
    cross.trigger()
    assert search.text() == ""
    assert search.actions() == []


def test_when_nothing_matches_it_says_so_and_shows_everything_again(shown: Shown) -> None:
    card = shown.card
    card.head.choose(Filter.UPDATES)
    assert card.middle.currentWidget() is card.nothing
    assert card.nothing.words == "Nobody was told anything yet. U writes an update."
    card.head.search.setText("no such")
    assert card.nothing.words == "Nothing under “Updates and notices” has the words “no such”."
    assert not card.head.copy.isEnabled()
    card.nothing.everything.click()
    assert card.middle.currentWidget() is card.list
    assert (card.head.chosen, card.head.words) == (Filter.EVERYTHING, "")
    assert len(shown.rows) == 2
    assert card.head.copy.isEnabled()


def test_the_filter_stays_for_another_incident_and_the_search_does_not(shown: Shown) -> None:
    other = shown.story.alert("Search lags", "search")
    shown.card.head.choose(Filter.ALERTS)
    shown.card.head.search.setText("checkout")
    shown.show(other)
    assert shown.card.head.words == ""
    assert shown.card.head.chosen is Filter.ALERTS
    assert shown.titles == ["Alert from Prometheus: Search lags"]


def test_what_happens_meanwhile_is_filtered_too(shown: Shown) -> None:
    shown.card.head.choose(Filter.NOTES)
    shown.story.notes(shown.story.checkout, "ana", "They call back")
    assert shown.titles == ["They call back"]


def test_at_every_width_the_controls_are_inside(shown: Shown) -> None:
    for width in (360, 400, 520, 640, 760, 1100):
        for kind in (Filter.EVERYTHING, Filter.UPDATES):
            shown.card.resize(width, 420)
            shown.card.head.choose(kind)
            settle()
            head = shown.card.head
            for widget in (head.choice, head.search, head.copy):
                assert head.rect().contains(widget.geometry()), (width, kind, widget)
            assert shown.card.note.width() >= 120


@pytest.mark.parametrize("width", [363, 375, 388, 400, 470, 690])
def test_a_scroll_bar_beside_it_does_not_come_and_go(qtbot: Any, shown: Shown, width: int) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    area.setWidget(shown.card)
    area.show()
    resizes = Resizes()
    shown.card.head.installEventFilter(resizes)
    for height in range(240, 330, 2):
        resizes.count = 0
        area.resize(width, height)
        settle()
        assert resizes.count <= 4, height
    area.takeWidget()


def settle() -> None:
    """Heights that follow from widths need some turns of the loop."""
    for _ in range(8):
        QApplication.processEvents()


class Resizes(QObject):
    """Counts them."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.count += 1
        return False
