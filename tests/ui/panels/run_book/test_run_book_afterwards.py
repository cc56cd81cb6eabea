"""Run-books that were worked through: whether they helped, what they should say, what the Manager sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core.fixing.work import StepState
from desktop.ui.panels.run_book.progress_line import ProgressLine
from desktop.ui.panels.run_book.progress_presenter import ProgressPresenter
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import drive
from tests.ui.panels.conftest import Stand
from tests.ui.panels.run_book.conftest import Desk, Open


def test_it_helped_and_what_went_otherwise_is_proposed(desk: Desk) -> None:
    desk.open()
    desk.press(Qt.Key.Key_Space, Qt.Key.Key_F)
    desk.type("no older image")
    desk.press(Qt.Key.Key_Return)
    assert desk.page.amend.isHidden(), "not while people work through it"
    desk.page.helped.click()
    desk.settle()
    assert desk.work.helped is True
    assert desk.page.progress == "2 of 4, it helped"
    assert desk.page.amend.text() == "Propose 1 change"
    desk.page.amend.click()
    desk.settle()
    form = desk.page.form
    assert "+    Did not work on 2026-11-24 (#142): no older image" in form.difference.toPlainText()
    form.edit.click()
    form.editor.setPlainText(form.text.replace("no older image", "the images are gone"))
    desk.settle()
    assert "images are gone" in form.difference.toPlainText()
    QTest.keyClick(form.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    (proposed,) = desk.amendments()
    assert "(#142): the images are gone" in proposed.new_body
    assert proposed.because == "One step went otherwise in #142."
    assert proposed.incident_id == desk.story.checkout
    assert not form.isVisible()
    assert desk.page.said.startswith("Proposed for “Checkout fails”.")


def test_an_amendment_that_changes_nothing_cannot_be_proposed(desk: Desk) -> None:
    desk.open()
    desk.press(Qt.Key.Key_L)
    desk.page.helped_not.click()
    desk.settle()
    desk.page.amend.click()
    form = desk.page.form
    form.editor.setPlainText(desk.story.session.run_books.books["checkout-fails"].body)
    assert not form.propose.isEnabled()
    assert form.words == "Nothing differs from what it says."
    form.later.click()
    assert not form.isVisible()
    assert desk.page.amend.isVisible()


def test_it_can_be_gone_on_with(desk: Desk) -> None:
    desk.open()
    desk.press(Qt.Key.Key_Space)
    desk.page.helped_not.click()
    desk.settle()
    assert desk.page.begin.text() == "Go on with it"
    desk.page.begin.click()
    desk.settle()
    assert desk.work.ended_at is None
    assert len(desk.work.marks) == 1


def test_a_resolved_incident_can_still_be_told_what_helped(desk: Desk) -> None:
    desk.open()
    desk.press(Qt.Key.Key_L)
    desk.story.resolves(desk.story.checkout, "ana")
    desk.settle()
    desk.press(Qt.Key.Key_Space)
    assert desk.marks() == [("Look whether {{ service }} answers", StepState.SKIPPED, "")]
    desk.page.helped.click()
    desk.settle()
    assert (desk.work.helped, desk.page.begin.isHidden()) == (True, True)


# For the Manager


def test_the_manager_sees_how_far_it_is(stand: Callable[..., Stand], theme: Theme, desk_of: Open) -> None:
    desk = desk_of()
    desk.open()
    line = ProgressLine(theme)
    seen = stand(desk.story, line, lambda bridge: ProgressPresenter(line, bridge, drive))
    assert not line.isVisible()
    desk.page.steps.rows[0].marked.emit(StepState.DONE, "")
    desk.story.clock.advance(timedelta(seconds=5))
    seen.show()
    seen.show()
    assert line.words == ["Checkout fails: 1 of 4, you are at it. Next: Roll back, see the registry"]
    assert line.isVisible()
