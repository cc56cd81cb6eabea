"""Proposals: seen as a difference, accepted or rejected by anyone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.ui.run_books.conftest import Desk


@pytest.fixture
def proposed(desk: Desk) -> Desk:
    desk.proposes("checkout-fails", "Roll back", "Roll forward")
    desk.proposes("lag", "Call Mei", "Call Dmitri", 2)
    desk.happens()
    return desk


def test_how_many_wait_is_told_and_each_is_seen(proposed: Desk) -> None:
    desk = proposed
    assert desk.view.proposals_button.text() == "2 proposals"
    assert desk.rows()[1] == "Checkout fails, 1 proposal, checkout-api · Ana Okafor · written here"
    desk.view.proposals_button.click()
    page = desk.proposals
    assert page.list.count() == 2
    assert "+ 2. Call Dmitri" in page.text.toPlainText(), "the latest first"
    page.list.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert "− 2. Roll back\n+ 2. Roll forward" in page.text.toPlainText()
    assert page.words == "One step went otherwise in #142. + 1 line comes, − 1 line goes."


def test_accepting_makes_it_the_next_version(proposed: Desk) -> None:
    desk = proposed
    desk.choose("checkout-fails")
    desk.reader.proposals.click()
    assert desk.proposals.list.count() == 1, "those of this run-book"
    desk.proposals.accept.click()
    assert desk.hub.books["checkout-fails"].steps[1].title == "Roll forward"
    assert desk.proposals.said == "Accepted: it is the new version of “Checkout fails”."
    assert desk.view.proposals_button.text() == "1 proposal"
    desk.press(Qt.Key.Key_Escape)
    assert "Roll forward" in desk.reader.text.toPlainText()
    assert desk.reader.proposals.isHidden()


def test_rejecting_changes_nothing(proposed: Desk) -> None:
    desk = proposed
    desk.choose("checkout-fails")
    desk.reader.proposals.click()
    desk.proposals.reject.click()
    assert desk.hub.books["checkout-fails"].steps[1].title == "Roll back"
    assert desk.proposals.said == "Rejected. “Checkout fails” stays as it is."
    assert desk.proposals.list.count() == 0
    assert desk.proposals.words.startswith("Nothing waits.")


def test_one_whose_run_book_was_changed_meanwhile_says_so(proposed: Desk) -> None:
    desk = proposed
    book = desk.hub.books["checkout-fails"]
    desk.hub.put("checkout-fails", book.text.replace("1. Look", "1. Look closely"))
    desk.happens()
    desk.choose("checkout-fails")
    desk.reader.proposals.click()
    assert desk.proposals.conflict.startswith("The run-book was changed since this was proposed")
    assert not desk.proposals.accept.isEnabled()
    assert "closely" not in desk.proposals.text.toPlainText()
    desk.proposals.compare.click()
    assert "− 1. Look closely" in desk.proposals.text.toPlainText()
    desk.proposals.reject.click()
    assert desk.hub.books["checkout-fails"].steps[0].title == "Look closely"


def test_a_change_that_nobody_knew_of_is_told_by_the_hub(proposed: Desk) -> None:
    desk = proposed
    desk.choose("checkout-fails")
    desk.reader.proposals.click()
    book = desk.hub.books["checkout-fails"]
    desk.hub.put("checkout-fails", book.text.replace("1. Look", "1. Look closely"))
    desk.proposals.accept.click()
    assert (
        desk.proposals.said == "This run-book was changed since the amendment was proposed. Compare the two."
    )
    assert not desk.proposals.accept.isEnabled(), "now it is known"
    assert desk.hub.books["checkout-fails"].steps[1].title == "Roll back"


def test_accepted_for_a_file_the_difference_is_to_be_taken_over(proposed: Desk) -> None:
    desk = proposed
    desk.choose("lag")
    desk.reader.proposals.click()
    desk.proposals.accept.click()
    assert desk.proposals.said.startswith("Accepted. “The replica lags” is a file")
    desk.proposals.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "+++ b/db/lag.md" in copied
    assert "+2. Call Dmitri" in copied


def test_without_the_hub_nothing_is_decided(proposed: Desk) -> None:
    desk = proposed
    desk.view.proposals_button.click()
    desk.story.session.lose_hub()
    desk.proposals.accept.click()
    assert desk.proposals.said.startswith("The hub cannot be reached.")
    assert desk.proposals.list.count() == 2
