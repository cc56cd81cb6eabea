"""Rows: a text that opens in its place, and thousands of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.incident.events import NoteAdded
from desktop.ui.present.rows import TimelineRow
from desktop.ui.theme.theme import Theme
from desktop.ui.timeline.timeline_list import TimelineList
from desktop.ui.widgets.row_roles import ROW
from tests.ui.timeline.conftest import UPDATE, Shown


def height(rows: TimelineList, number: int) -> int:
    QApplication.processEvents()
    return rows.visualRect(rows.rows.index(number)).height()


def double_click(rows: TimelineList, where: QPoint) -> None:
    """As a mouse does: the second press is the double one."""
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_enter_opens_the_text_of_an_update_in_its_place_and_folds_it(shown: Shown) -> None:
    shown.tells()
    rows = shown.card.list
    folded = height(rows, 0)
    rows.setCurrentIndex(rows.rows.index(0))
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert rows.delegate.is_open(rows.rows.index(0).data(ROW))
    assert height(rows, 0) > folded
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert height(rows, 0) == folded
    before = height(rows, 1)
    rows.setCurrentIndex(rows.rows.index(1))
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert height(rows, 1) == before, "there is nothing more to it"


def test_a_double_click_or_one_on_the_mark_opens_it(shown: Shown) -> None:
    shown.tells()
    rows = shown.card.list
    folded = height(rows, 0)
    box = rows.visualRect(rows.rows.index(0))
    double_click(rows, box.center())
    assert height(rows, 0) > folded
    mark = QPoint(box.right() - 12, box.top() + 12)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=mark)
    assert height(rows, 0) == folded
    double_click(rows, mark)
    assert height(rows, 0) > folded, "once, not there and back"
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=mark)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert height(rows, 0) == folded, "one click elsewhere only goes there"


def test_a_screen_reader_finds_the_whole_text(shown: Shown) -> None:
    shown.tells()
    index = shown.card.list.rows.index(0)
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == UPDATE
    assert shown.card.list.rows.index(1).data(Qt.ItemDataRole.AccessibleDescriptionRole) is None


def test_the_menu_opens_it_too(shown: Shown) -> None:
    shown.tells()
    rows = shown.card.list
    menu = rows.menu_of(rows.rows.index(0))
    assert [action.text() for action in menu.actions()] == ["Copy this entry", "Show the whole text"]
    menu.actions()[1].trigger()
    assert rows.menu_of(rows.rows.index(0)).actions()[1].text() == "Fold the text"


def test_rows_are_as_high_as_their_words_at_any_width_and_scale(shown: Shown, theme: Theme) -> None:
    shown.writes("word " * 60)
    rows = shown.card.list
    wide = height(rows, 0)
    shown.card.resize(420, 420)
    narrow = height(rows, 0)
    assert narrow > wide
    theme.set_text_scale(1.5)
    assert height(rows, 0) > narrow


def test_two_thousand_rows(qtbot: Any, shown: Shown) -> None:
    story = shown.story
    at = story.clock.now()
    events = [
        NoteAdded(at=at + timedelta(seconds=number), by="ana", text=f"Replica {number} is back")
        for number in range(2000)
    ]
    story.session.put(story.incident(story.checkout), list(events))
    qtbot.waitUntil(lambda: shown.card.head.count == "2002 entries")
    rows = shown.card.list
    qtbot.waitUntil(lambda: rows.verticalScrollBar().maximum() > 2000 * 30)
    made: list[TimelineRow] = shown.rows
    shown.show(story.checkout)
    assert all(one is other for one, other in zip(made, shown.rows, strict=True)), "not made anew each second"
    shown.card.head.search.setText("replica 1999")
    assert shown.titles == ["Replica 1999 is back"]
    rows.scrollToTop()
    shown.card.head.search.clear()
    assert len(shown.rows) == 2002


def test_while_it_loads_and_when_that_fails_it_says_so(shown: Shown) -> None:
    other = UUID(int=9)
    shown.presenter._not_loaded(other, "Somewhere else")
    assert shown.card.head.count == "2 entries"
    shown.presenter._not_loaded(shown.story.checkout, "The hub does not answer. Wait for the connection.")
    assert shown.card.head.count == "The hub does not answer. Wait for the connection."
    assert len(shown.rows) == 2, "what was there stays"
    shown.writes("It is back")
    assert shown.card.head.count == "3 entries"
