"""Notes, decisions and to-dos from the keyboard, with names suggested."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.client.errors import NotKnownYet
from desktop.core.incident.events import NoteKind
from desktop.core.team.seat import Seat
from desktop.ui.present.rows import RowKind
from desktop.ui.present.timeline.timeline_filter import Filter
from desktop.ui.timeline.scribe_line import Written
from tests.ui.timeline.conftest import Shown

KEY = Qt.Key


def typed(shown: Shown, text: str, *keys: Qt.Key) -> None:
    QTest.keyClicks(shown.card.note, text)
    for key in keys:
        QTest.keyClick(shown.card.note, key)


@pytest.mark.parametrize(
    ("kind", "row"),
    [(NoteKind.NOTE, RowKind.NOTE), (NoteKind.DECISION, RowKind.DECISION), (NoteKind.TODO, RowKind.TODO)],
)
def test_enter_writes_it_as_its_kind_and_the_next_is_a_note(
    shown: Shown, kind: NoteKind, row: RowKind
) -> None:
    shown.card.write(kind)
    assert QApplication.focusWidget() is shown.card.note
    typed(shown, "Rolled back", KEY.Key_Return)
    assert (shown.rows[0].kind, shown.rows[0].title) == (row, "Rolled back")
    assert shown.card.note.text() == ""
    assert shown.card.scribe.kind_button.text() == "Note"


def test_it_is_written_in_any_script(shown: Shown) -> None:
    shown.card.write(NoteKind.NOTE)
    for letter in "Пуск größer 再":  # QTest types ASCII only; such keys have no name in Qt
        press = QKeyEvent(
            QEvent.Type.KeyPress, ord(letter.upper()[0]), Qt.KeyboardModifier.NoModifier, letter
        )
        QApplication.sendEvent(shown.card.note, press)
    typed(shown, "", KEY.Key_Return)
    assert shown.rows[0].title == "Пуск größer 再"


def test_a_blank_line_is_not_written(shown: Shown) -> None:
    before = len(shown.rows)
    typed(shown, "   ", KEY.Key_Return)
    shown.card.scribe.write_button.click()
    assert len(shown.rows) == before


def test_the_kind_changes_while_writing_by_key_and_by_menu(shown: Shown) -> None:
    scribe = shown.card.scribe
    shown.card.write(NoteKind.NOTE)
    typed(shown, "Alert on the pool")
    QTest.keyClick(shown.card.note, KEY.Key_T, Qt.KeyboardModifier.AltModifier)
    assert scribe.begun == Written("Alert on the pool", NoteKind.TODO)
    menu = scribe.kind_menu()
    assert [action.text() for action in menu.actions()] == ["Note\tN", "Decision\tD", "To do\tT"]
    menu.actions()[1].trigger()
    assert scribe.begun == Written("Alert on the pool", NoteKind.DECISION)
    assert scribe.kind_button.accessibleName() == "Kind: Decision"


def test_escape_gives_the_keyboard_back_and_the_text_stays(shown: Shown) -> None:
    shown.card.write(NoteKind.NOTE)
    typed(shown, "half", KEY.Key_Escape)
    assert QApplication.focusWidget() is shown.card.list
    assert shown.card.note.text() == "half"


def test_up_brings_back_what_was_written_last_with_its_kind(shown: Shown) -> None:
    typed(shown, "", KEY.Key_Up)
    assert shown.card.note.text() == ""
    shown.card.write(NoteKind.DECISION)
    typed(shown, "Roll back", KEY.Key_Return)
    typed(shown, "x", KEY.Key_Up)
    assert shown.card.note.text() == "x", "what is being written is not replaced"
    typed(shown, "", KEY.Key_Backspace, KEY.Key_Up)
    assert shown.card.scribe.begun == Written("Roll back", NoteKind.DECISION)


def test_what_was_begun_waits_with_its_incident(shown: Shown) -> None:
    other = shown.story.alert("Search lags", "search")
    shown.card.write(NoteKind.TODO)
    typed(shown, "for the checkout")
    shown.show(other)
    assert shown.card.scribe.begun == Written()
    assert shown.card.note.text() == ""
    typed(shown, "for the search")
    shown.show(shown.story.checkout)
    assert shown.card.scribe.begun == Written("for the checkout", NoteKind.TODO)
    assert shown.card.note.text() == "for the checkout"
    typed(shown, "", KEY.Key_Return)
    assert shown.rows[0].title == "for the checkout"
    shown.show(other)
    assert shown.card.note.text() == "for the search"
    assert shown.rows[0].title != "for the checkout"


def test_what_cannot_be_sent_stays_in_the_line(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise NotKnownYet("The hub has not told who you are.", "Wait for the connection.")

    monkeypatch.setattr(shown.story.session, "do", fail)
    typed(shown, "No outage there", KEY.Key_Return)
    assert shown.card.note.text() == "No outage there"
    assert shown.refused[0].startswith("The hub has not told who you are.")


def test_a_note_that_the_filter_hides_is_said_to_be_written(shown: Shown) -> None:
    shown.card.head.choose(Filter.ALERTS)
    typed(shown, "Somewhere", KEY.Key_Return)
    assert shown.card.head.count == "Written. “Alerts” does not show it."
    assert "Somewhere" not in shown.titles


def test_an_observer_reads_only(shown: Shown) -> None:
    assert not shown.card.scribe.isHidden()
    shown.story.session.evolve(me=None)
    shown.show(shown.story.checkout)
    assert shown.card.scribe.isHidden()
    shown.card.write(NoteKind.NOTE)
    assert QApplication.focusWidget() is not shown.card.note


# Suggestions


def test_a_finished_note_keeps_its_enter_while_names_are_suggested(shown: Shown) -> None:
    shown.card.write(NoteKind.NOTE)
    typed(shown, "Called Ben")
    assert shown.card.scribe.names.isVisible()
    assert shown.card.scribe.names.names == ("Ben Sato",)
    typed(shown, "", KEY.Key_Return)
    assert shown.rows[0].title == "Called Ben"
    assert not shown.card.scribe.names.isVisible()


@pytest.mark.parametrize(
    "keys", [(KEY.Key_Down, KEY.Key_Return), (KEY.Key_Down, KEY.Key_Tab), (KEY.Key_Tab,)]
)
def test_a_name_is_taken_by_keyboard(shown: Shown, keys: tuple[Qt.Key, ...]) -> None:
    shown.card.write(NoteKind.NOTE)
    typed(shown, "Ask @mei", *keys)
    assert shown.card.note.text() == "Ask Mei Lindqvist"
    assert QApplication.focusWidget() is shown.card.note
    assert shown.card.scribe.begun.text == "Ask Mei Lindqvist", "kept as if it had been typed"
    typed(shown, " today", KEY.Key_Return)
    assert shown.rows[0].title == "Ask Mei Lindqvist today"


def test_the_arrows_go_round_past_having_none(shown: Shown) -> None:
    names = shown.card.scribe.names
    shown.card.write(NoteKind.NOTE)
    typed(shown, "@")
    assert len(names.names) == 6
    assert names.chosen is None
    typed(shown, "", KEY.Key_Down, KEY.Key_Down)
    assert names.chosen is not None
    assert names.chosen.name == "Ben Sato"
    typed(shown, "", KEY.Key_Up, KEY.Key_Up)
    assert names.chosen is None
    typed(shown, "", KEY.Key_Up)
    assert names.chosen is not None
    assert names.chosen.name == "Jonas Weber"


def test_escape_closes_the_names_first(shown: Shown) -> None:
    shown.card.write(NoteKind.NOTE)
    typed(shown, "Ask @", KEY.Key_Escape)
    assert not shown.card.scribe.names.isVisible()
    assert QApplication.focusWidget() is shown.card.note
    typed(shown, "", KEY.Key_Escape)
    assert QApplication.focusWidget() is shown.card.list


def test_names_go_when_the_word_is_left(shown: Shown) -> None:
    shown.card.write(NoteKind.NOTE)
    typed(shown, "with be")
    assert shown.card.scribe.names.isVisible()
    typed(shown, "", KEY.Key_Home)
    assert not shown.card.scribe.names.isVisible()
    typed(shown, "@")
    assert shown.card.scribe.names.isVisible()
    shown.card.list.setFocus()
    assert not shown.card.scribe.names.isVisible()


def test_a_name_is_taken_by_a_click(shown: Shown) -> None:
    shown.card.write(NoteKind.NOTE)
    typed(shown, "so @so")
    view = shown.card.scribe.names.view
    assert shown.card.scribe.names.names == ("Ingrid Solheim", "Sofia Marchetti")
    where = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert shown.card.note.text() == "so Sofia Marchetti"
    assert QApplication.focusWidget() is shown.card.note


def test_services_come_from_incidents_and_from_the_vocabulary(shown: Shown) -> None:
    shown.story.alert("Search lags", "search-index")
    shown.story.session.evolve(vocabulary={"service": ("searcher",), "cause": ("sea",)})
    shown.show(shown.story.checkout)
    typed(shown, "restart sea")
    assert shown.card.scribe.names.names == ("search-index", "searcher")


def test_the_list_of_names_lies_above_the_line_and_inside_the_card(shown: Shown) -> None:
    shown.story.claims(shown.story.checkout, "ana", Seat.MANAGER)
    shown.card.resize(380, shown.card.minimumHeight())
    shown.card.write(NoteKind.NOTE)
    typed(shown, "@")
    assert shown.card.scribe.names.isVisible()
    box = shown.card.scribe.names.geometry()
    assert shown.card.rect().contains(box)
    assert box.bottom() <= shown.card.scribe.geometry().top()
