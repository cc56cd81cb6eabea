"""Run-books written in the app."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.core.errors import PairwatchError
from tests.ui.conftest import drive
from tests.ui.run_books.conftest import CHECKOUT, Desk, Open

OURS = CHECKOUT.replace("Roll back", "Roll forward")


def test_a_change_is_seen_while_it_is_written_and_saved_with_one_key(desk: Desk) -> None:
    desk.write("checkout-fails", OURS)
    desk.presenter._writing.look()
    assert "Roll forward" in desk.writer.preview.toPlainText()
    assert desk.rows()[1] == "Checkout fails, not saved, checkout-api · Ana Okafor · written here"
    assert desk.presenter.unsaved == 1
    desk.save()
    assert desk.hub.books["checkout-fails"].text == OURS
    assert desk.writer.said == "Saved."
    assert desk.presenter.unsaved == 0
    assert not desk.writer.save.isEnabled()
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Escape)
    assert desk.view.page is desk.reader
    assert "Roll forward" in desk.reader.text.toPlainText()


def test_what_is_not_understood_is_told_by_line(desk: Desk) -> None:
    desk.write("checkout-fails", CHECKOUT + "\n```check foo\n```\n")
    desk.presenter._writing.look()
    assert desk.writer.problems.startswith("Line 12: There is no check called “foo”.")
    (marked,) = desk.writer.editor.extraSelections()
    assert marked.cursor.blockNumber() == 11
    assert desk.writer.save.isEnabled(), "it can be saved all the same"


def test_what_is_not_saved_waits_while_another_one_is_read(desk: Desk) -> None:
    desk.write("checkout-fails", OURS)
    desk.choose("lag")
    assert desk.reader.isVisible()
    desk.choose("checkout-fails")
    assert desk.writer.isVisible()
    assert desk.writer.text == OURS
    desk.writer.undo.click()
    assert desk.writer.text == CHECKOUT
    assert desk.presenter.unsaved == 0


def test_of_two_who_write_at_once_none_is_lost(desk: Desk) -> None:
    desk.write("checkout-fails", OURS)
    theirs = CHECKOUT.replace("Look", "Look closely")
    desk.hub.put("checkout-fails", theirs)
    desk.save()
    assert desk.hub.books["checkout-fails"].text == theirs
    assert desk.writer.conflict.isVisible()
    assert not desk.writer.save.isEnabled()
    desk.writer.conflict.compare.click()
    shown = desk.writer.difference.toPlainText()
    assert "− 1. Look closely" in shown
    assert "+ 2. Roll forward" in shown
    desk.writer.conflict.mine.click()
    assert not desk.writer.conflict.isVisible()
    desk.save()
    assert desk.hub.books["checkout-fails"].text == OURS
    assert len(desk.hub._versions["checkout-fails"]) == 3


def test_theirs_is_taken_and_mine_can_be_brought_back(desk: Desk) -> None:
    desk.write("checkout-fails", OURS)
    theirs = CHECKOUT.replace("Look", "Look closely")
    desk.hub.put("checkout-fails", theirs)
    desk.save()
    desk.writer.conflict.theirs.click()
    assert desk.writer.text == theirs
    assert desk.presenter.unsaved == 0
    desk.writer.editor.undo()
    assert desk.writer.text == OURS


def test_a_new_one_gets_an_id_that_no_other_has(desk: Desk) -> None:
    desk.view.list.setFocus()
    desk.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert desk.view.page is desk.writer
    assert desk.writer.editor.hasFocus()
    desk.writer.editor.replace_all("---\ntitle: Checkout fails\n---\n1. Look again\n")
    QApplication.processEvents()
    desk.save()
    assert desk.hub.books["checkout-fails"].text == CHECKOUT
    assert desk.hub.books["checkout-fails-2"].title == "Checkout fails"
    assert desk.presenter.unsaved == 0
    assert desk.view.list.currentRow() == desk.view.list.number_of("checkout-fails-2")
    desk.writer.editor.replace_all("---\ntitle: Checkout fails\n---\n1. Look twice\n")
    QApplication.processEvents()
    desk.save()
    assert desk.hub.books["checkout-fails-2"].steps[0].title == "Look twice"
    assert "checkout-fails-3" not in desk.hub.books


def test_a_new_one_that_is_refused_stays(desk: Desk) -> None:
    desk.view.new.click()
    desk.writer.editor.replace_all("# Other\n")
    QApplication.processEvents()
    desk.hub.refusal = PairwatchError("You may not.", "Ask Ana.")
    desk.save()
    assert desk.writer.said == "Not saved. You may not. Ask Ana."
    assert desk.writer.text == "# Other\n"
    desk.choose("lag")
    desk.hub.refusal = None
    desk.view.new.click()
    assert desk.writer.text == "# Other\n", "what was begun goes on"


def test_nothing_is_not_saved(desk: Desk) -> None:
    desk.write("checkout-fails", "  \n")
    desk.save()
    assert desk.writer.said == "The text is empty. Write one, or undo it."
    assert desk.hub.books["checkout-fails"].text == CHECKOUT


def test_what_is_typed_while_it_is_sent_comes_after_it(open_desk: Open) -> None:
    waiting: list[Any] = []
    slow = False

    def start(coro: Any, name: str) -> None:
        if slow and name == "save run-book":
            waiting.append(coro)
        else:
            drive(coro, name)

    desk = open_desk(start=start)
    desk.write("checkout-fails", OURS)
    slow = True
    desk.save()
    assert desk.writer.save.text() == "Saving …"
    more = OURS + "3. Tell them\n"
    desk.writer.editor.replace_all(more)
    QApplication.processEvents()
    drive(waiting.pop(), "")
    slow = False
    assert desk.hub.books["checkout-fails"].text == OURS
    assert desk.presenter.unsaved == 1
    desk.save()
    assert desk.hub.books["checkout-fails"].text == more


def test_a_sample_that_is_changed_becomes_ours(desk: Desk) -> None:
    desk.write("certificate", "# A certificate ends\n\n1. Renew it at once\n")
    desk.save()
    assert desk.hub.books["certificate"].source == "app"


def test_a_change_to_a_file_is_proposed(desk: Desk) -> None:
    desk.write("lag", desk.hub.books["lag"].body.replace("Call Mei", "Call Dmitri"))
    assert desk.writer.save.text() == "Propose"
    desk.save()
    (proposed,) = desk.hub._amendments.values()
    assert "Call Dmitri" in proposed.new_body
    assert desk.writer.said == "Proposed. Anyone can accept it."
    assert desk.view.proposals_button.text() == "1 proposal"
    assert desk.presenter.unsaved == 0
