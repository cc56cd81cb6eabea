"""The library: found and read."""

from __future__ import annotations

from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication

from desktop.core.errors import PairwatchError
from desktop.core.fixing.run_book import RunBookSource
from desktop.wire.run_book import Following
from tests.ui.conftest import drive
from tests.ui.run_books.conftest import CHECKOUT, Desk, Open


def test_the_list_tells_what_each_is(desk: Desk) -> None:
    assert desk.rows() == [
        "A certificate ends, sample",
        "Checkout fails, checkout-api · Ana Okafor · written here",
        "The replica lags, git · not reviewed lately",
    ]


def test_it_is_searched_while_it_is_typed(desk: Desk) -> None:
    desk.view.list.setFocus()
    desk.press(Qt.Key.Key_K)
    assert desk.view.line.hasFocus()
    desk.view.line.setText("repl")
    QApplication.processEvents()
    assert desk.rows() == ["The replica lags, git · not reviewed lately"]
    desk.press(Qt.Key.Key_Return)
    assert desk.reader.title == "The replica lags"
    desk.view.line.setText("nothing of the kind")
    QApplication.processEvents()
    assert (desk.rows(), desk.view.count) == ([], "No run-book has these words.")
    desk.view.line.setFocus()
    desk.press(Qt.Key.Key_Escape)
    assert len(desk.rows()) == 3


def test_a_stale_answer_is_dropped(open_desk: Open) -> None:
    waiting: list[Coroutine[Any, Any, None]] = []
    desk = open_desk(start=lambda coro, _name: waiting.append(coro))
    desk.view.line.setText("cert")
    desk.view.line.setText("repl")
    assert len(waiting) == 1, "one question at a time"
    drive(waiting.pop(), "")
    assert desk.rows() == ["The replica lags, git · not reviewed lately"]


def test_one_is_read_with_whose_it_is_and_where_it_is_written(desk: Desk) -> None:
    desk.choose("checkout-fails")
    assert desk.view.page is desk.reader
    assert desk.reader.title == "Checkout fails"
    assert desk.reader.meta.startswith("For checkout-api · Owner: Ana Okafor\nWritten by you, ")
    assert "Roll back" in desk.reader.text.toPlainText()
    desk.choose("lag")
    assert desk.reader.meta == "Nobody owns it\nIn git: db/lag.md"
    assert desk.reader.change.text() == "Propose a change"
    assert desk.reader.delete.isHidden()
    assert "The replica lags" not in desk.reader.text.toPlainText(), "the title stands above"


def test_problems_are_told_by_line(open_desk: Open) -> None:
    desk = open_desk(lambda hub: hub.put("x", "---\nservces: [a]\n---\n# X\n\n```check foo\n```\n"))
    assert desk.rows() == ["X, 2 problems, written here · not reviewed lately"]
    desk.choose("x")
    assert desk.reader.problems.split("\n")[0].startswith("Line 2: “servces” is not known here.")
    assert desk.reader.problems.split("\n")[1].startswith("Line 6: There is no check called “foo”.")


def test_what_the_hub_follows_and_what_is_wrong_with_it(desk: Desk) -> None:
    desk.hub.followed = Following(
        where="https://git.example.com/ops", problem="It could not be fetched.", remedy="Look at its address."
    )
    desk.happens()
    assert desk.view.following == (
        "The hub follows https://git.example.com/ops. It could not be fetched. Look at its address."
    )


def test_a_file_that_changes_is_read_anew_after_a_while(desk: Desk) -> None:
    desk.choose("lag")
    desk.hub.put("lag", "# The replica lags behind\n\n1. Wait\n", RunBookSource.GIT, "db/lag.md")
    desk.settle()
    assert desk.reader.title == "The replica lags"
    desk.story.clock.advance(timedelta(seconds=31))
    desk.settle()
    assert desk.reader.title == "The replica lags behind"


def test_a_link_opens_after_its_host_was_shown(desk: Desk, browser: list[str]) -> None:
    desk.choose("checkout-fails")
    desk.reader.text.anchorClicked.emit(QUrl("https://wiki.example.com/checkout"))
    QApplication.processEvents()
    assert browser == []
    assert desk.reader.link.accessibleName() == "Leads to wiki.example.com\nwiki.example.com/checkout"
    desk.press(Qt.Key.Key_Return)
    assert browser == ["https://wiki.example.com/checkout"]


def test_without_any_it_says_how_they_come(open_desk: Open) -> None:
    desk = open_desk(lambda _hub: None)
    assert desk.view.page is desk.view.empty
    assert desk.view.empty._title.text() == "No run-books yet"


def test_without_the_hub_it_says_so_and_can_be_asked_again(desk: Desk) -> None:
    desk.story.session.lose_hub()
    desk.settle()
    assert desk.view.banner.isVisible()
    assert len(desk.rows()) == 3, "what was read stays"
    desk.choose("lag")
    assert desk.reader.title == "The replica lags"
    assert desk.reader.said.startswith("The hub cannot be reached.")
    desk.story.session.find_hub()
    desk.settle()
    assert not desk.view.banner.isVisible()
    desk.reader.retry.click()
    assert "Call Mei" in desk.reader.text.toPlainText()


def test_two_thousand_are_cut_and_said_to_be(open_desk: Open) -> None:
    desk = open_desk(
        lambda hub: [hub.put(f"b{n}", f"# Replica {n:04} lags\n\n1. Wait\n") for n in range(2000)]
    )
    assert len(desk.rows()) == 300
    assert desk.view.count == "The first 300. Search for the others."
    desk.view.line.setText("1999")
    QApplication.processEvents()
    assert len(desk.rows()) == 1


def test_in_a_narrow_window_list_and_run_book_take_turns(open_desk: Open) -> None:
    desk = open_desk(width=640)
    assert desk.view.list.isVisible()
    assert not desk.reader.isVisible()
    desk.choose("checkout-fails")
    desk.view.list.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.reader.isVisible()
    assert not desk.view.list.isVisible()
    desk.press(Qt.Key.Key_Escape)
    assert desk.view.list.hasFocus()


def test_one_is_deleted_after_a_question(desk: Desk) -> None:
    desk.choose("checkout-fails")
    desk.reader.delete.click()
    assert desk.reader.question.accessibleName() == "Delete “Checkout fails” for everybody?"
    desk.press(Qt.Key.Key_Escape)
    assert "checkout-fails" in desk.hub.books
    desk.reader.delete.click()
    desk.press(Qt.Key.Key_Return)
    assert "checkout-fails" not in desk.hub.books
    assert desk.view.page is desk.view.empty
    assert len(desk.rows()) == 2


def test_one_that_cannot_be_deleted_says_why(desk: Desk) -> None:
    desk.choose("checkout-fails")
    desk.reader.delete.click()
    desk.hub.refusal = PairwatchError("You may not.", "Ask Ana.")
    desk.press(Qt.Key.Key_Return)
    assert desk.reader.said == "You may not. Ask Ana."


def test_from_elsewhere_one_is_opened(desk: Desk) -> None:
    desk.presenter.show_run_book("lag")
    assert desk.reader.title == "The replica lags"
    assert desk.view.list.currentRow() == 2


def test_versions_are_compared_and_brought_back(desk: Desk) -> None:
    desk.hub.put("checkout-fails", CHECKOUT.replace("Roll back", "Roll forward"))
    desk.happens()
    desk.choose("checkout-fails")
    desk.reader.versions.click()
    assert desk.versions.isVisible()
    assert not desk.versions.restore.isEnabled()
    desk.versions.list.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert "+ 2. Roll back" in desk.versions.text.toPlainText()
    assert desk.versions.restore.text() == "Restore version 1"
    desk.versions.restore.click()
    assert desk.hub.books["checkout-fails"].text == CHECKOUT
    assert desk.versions.list.count() == 3
    desk.press(Qt.Key.Key_Escape)
    assert desk.view.page is desk.reader
    assert "Roll back" in desk.reader.text.toPlainText()
