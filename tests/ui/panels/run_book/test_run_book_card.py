"""Run-books in the Engineer's panel: found, worked through by keyboard, amended."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.errors import PairwatchError
from desktop.core.fixing.fixing_commands import BeginRunBook, MarkStep
from desktop.core.fixing.work import StepState
from tests.ui.conftest import drive
from tests.ui.panels.run_book.conftest import TEXT, Desk, Open

# Found


def test_what_fits_with_its_reason(desk: Desk) -> None:
    assert desk.rows() == ["Checkout fails, for checkout-api · is about checkout"]


def test_the_search_answers_while_it_is_typed_and_enter_opens_the_first(desk: Desk) -> None:
    desk.finder.list.setFocus()
    desk.card.search()
    assert desk.finder.line.hasFocus()
    desk.type("cert")
    assert desk.rows() == ["A certificate ends"]
    desk.type("zzz")
    assert (desk.rows(), desk.finder.said) == ([], "No run-book has these words. Try fewer of them.")
    desk.finder.line.setText("certif")
    desk.press(Qt.Key.Key_Return)
    assert desk.page.title == "A certificate ends"
    desk.card.search()
    desk.settle()
    assert desk.finder.line.hasFocus()
    desk.press(Qt.Key.Key_Escape)
    assert desk.finder.line.text() == ""
    assert desk.rows()[0].startswith("Checkout fails")


def test_of_two_answers_the_one_to_the_last_question_counts(desk_of: Open) -> None:
    waiting: list[tuple[Coroutine[Any, Any, None], str]] = []
    desk = desk_of(start=lambda coro, name: waiting.append((coro, name)))
    desk.finder.line.setText("cert")
    desk.finder.line.setText("checkout")
    assert [name for _, name in waiting].count("search run-books") == 1, "one at a time"
    desk.finder.line.setText("renew")
    for coro, name in waiting:
        drive(coro, name)
    desk.settle()
    assert desk.rows() == ["A certificate ends"]


def test_without_any_that_fits_it_says_what_to_do(desk_of: Open) -> None:
    desk = desk_of(text="")
    assert desk.rows() == []
    assert desk.finder.said.startswith("None fits this incident.")


def test_a_hub_that_says_no_can_be_asked_again(desk_of: Open) -> None:
    desk = desk_of()
    desk.story.session.run_books.refusal = PairwatchError("The hub is busy.", "Wait.")
    desk.open()
    assert desk.page.said == "The hub is busy. Wait."
    desk.story.session.run_books.refusal = None
    desk.page.retry.click()
    desk.settle()
    assert desk.page.title == "Checkout fails"
    assert desk.page.retry.isHidden()


# Worked through


def test_a_whole_run_book_by_keyboard(desk: Desk) -> None:
    desk.open()
    assert desk.page.meta.startswith("Owner: Ana Okafor · version ")
    assert desk.page.reviewed == "Reviewed on 2026-11-01"
    assert desk.row.view.title == "Look whether checkout-api answers"
    assert desk.row.unfolded, "the step to do now shows its details"
    desk.press(Qt.Key.Key_Space)
    assert desk.page.progress == "1 of 4, you are at it"
    assert desk.row.view.title.startswith("Roll back")
    desk.press(Qt.Key.Key_F)
    desk.type("no older image")
    desk.press(Qt.Key.Key_Return)
    assert desk.row.view.title == "Say it in #shop"
    desk.press(Qt.Key.Key_E)
    desk.press(Qt.Key.Key_Return)
    assert desk.page.progress == "2 of 4, you are at it", "done otherwise needs a word"
    desk.type("told Mei")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_L)
    assert desk.marks() == [
        ("Look whether {{ service }} answers", StepState.DONE, ""),
        ("Roll back, see the registry", StepState.FAILED, "no older image"),
        ("Say it in #shop", StepState.DONE, "told Mei"),
        ("See that the rate falls", StepState.SKIPPED, ""),
    ]
    assert desk.told()[1].startswith("Did not work: no older image — You, ")
    desk.press(Qt.Key.Key_Backspace)
    assert desk.page.progress == "3 of 4, you are at it"
    desk.press(Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert desk.row.view.title.startswith("Roll back")
    desk.press(Qt.Key.Key_Down)
    assert desk.row.view.title == "Say it in #shop"


def test_escape_from_why_marks_nothing(desk: Desk) -> None:
    desk.open()
    desk.press(Qt.Key.Key_F)
    desk.type("because")
    desk.press(Qt.Key.Key_Escape)
    assert desk.row.view.number == 1
    assert desk.story.incident(desk.story.checkout).work == ()


def test_letters_of_the_window_are_the_steps_while_it_has_the_keyboard(desk: Desk, qtbot: Any) -> None:
    from PySide6.QtGui import QKeySequence, QShortcut

    pressed: list[str] = []
    shortcut = QShortcut(QKeySequence("E"), desk.stood.window)
    shortcut.activated.connect(lambda: pressed.append("E"))
    desk.open()
    QTest.keyClick(desk.stood.window.windowHandle(), Qt.Key.Key_E)
    desk.settle()
    assert pressed == []
    assert desk.page.steps.rows[0].words.hasFocus()
    desk.press(Qt.Key.Key_Escape)
    desk.finder.line.clearFocus()
    desk.row.clearFocus()
    QTest.keyClick(desk.stood.window.windowHandle(), Qt.Key.Key_E)
    assert pressed == ["E"]


def test_work_through_it_tells_the_partner_before_the_first_mark(desk: Desk) -> None:
    desk.open()
    desk.page.begin.click()
    desk.settle()
    assert desk.work.begun_by == "ben"
    assert desk.page.progress == "0 of 4, you are at it"
    assert desk.page.begin.isHidden()


def test_the_partners_marks_appear_by_themselves(desk_of: Open) -> None:
    desk = desk_of("ana")
    story = desk.story
    base: dict[str, Any] = {"incident_id": story.checkout, "by": "ben", "pressed_at": story.clock.now()}
    book = story.session.run_books.books["checkout-fails"]
    desk.open()
    story.others(BeginRunBook(**base, run_book_id=book.id, title=book.title, version=book.version))
    first = book.steps[0]
    story.others(
        MarkStep(
            **base, run_book_id=book.id, step_id=first.id, title=first.title, state=StepState.DONE, words=""
        )
    )
    desk.settle()
    assert desk.page.progress == "1 of 4, Ben is at it"
    assert desk.told()[0].startswith("Done — Ben Sato")
    assert desk.page.steps.rows[1].view.current


def test_what_is_worked_through_opens_by_itself_and_stays_closed_when_closed(desk: Desk) -> None:
    desk.open()
    desk.press(Qt.Key.Key_Space)
    other = desk.story.alert("Search lags", "search")
    desk.stood.show(other)
    QApplication.processEvents()
    assert not desk.card.is_open
    desk.settle()
    assert desk.card.is_open
    assert desk.page.progress == "1 of 4, you are at it"
    desk.page.back.setFocus()
    desk.press(Qt.Key.Key_Escape)
    assert not desk.card.is_open
    assert desk.rows()[:2] == ["In this incident", "Checkout fails, open, 1 step, you are at it"]
    desk.stood.show(other)
    desk.settle()
    assert not desk.card.is_open


def test_two_in_one_incident(desk: Desk) -> None:
    desk.open()
    desk.press(Qt.Key.Key_Space)
    desk.page.back.click()
    desk.finder.line.setText("certif")
    desk.settle()
    desk.finder.line.setFocus()
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Space)
    works = desk.story.incident(desk.story.checkout).work
    assert [(work.run_book_id, len(work.marks)) for work in works] == [
        ("checkout-fails", 1),
        ("certificate", 1),
    ]


def test_offline_a_mark_is_seen_at_once_and_told_as_not_yet_sent(desk: Desk) -> None:
    desk.open()
    desk.press(Qt.Key.Key_Space)
    desk.story.session.lose_hub()
    desk.press(Qt.Key.Key_Space)
    assert desk.page.progress == "2 of 4, you are at it"
    assert desk.told()[1].endswith("· not yet sent")
    assert not desk.told()[0].endswith("sent")
    assert len(desk.work.marks) == 1
    desk.story.session.find_hub()
    desk.settle()
    assert len(desk.work.marks) == 2
    assert not desk.told()[1].endswith("sent")


def test_a_run_book_that_was_changed_meanwhile_says_so(desk: Desk) -> None:
    desk.open()
    desk.press(Qt.Key.Key_Space)
    assert desk.page.told == ""
    desk.page.back.click()
    desk.story.session.run_books.put("checkout-fails", TEXT.replace("Say it", "Shout it"))
    desk.open()
    assert desk.page.told.startswith("It was changed since it was begun")


def test_who_looks_on_marks_nothing(desk_of: Open) -> None:
    desk = desk_of("nobody")
    desk.open()
    desk.press(Qt.Key.Key_Space, Qt.Key.Key_L)
    assert desk.page.begin.isHidden()
    assert desk.story.incident(desk.story.checkout).work == ()


# Beside the marks


def test_the_code_is_copied_filled_and_variables_are_seen(desk: Desk) -> None:
    desk.open()
    first = desk.row
    assert first.missing.text() == "No value for host"
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "kubectl rollout undo deployment/checkout-api"
    assert desk.page.said == "Copied."
    desk.press(Qt.Key.Key_Return)
    assert desk.row.body is not None
    assert "undo deployment/checkout-api" in desk.row.body.toPlainText()
    desk.press(Qt.Key.Key_Return)
    assert not desk.row.unfolded


def test_checks_are_asked_for_by_id(desk: Desk) -> None:
    wanted: list[str] = []
    desk.card.check_wanted.connect(wanted.append)
    desk.open()
    (button,) = desk.row.checks
    assert button.text() == "Check: Start page answers"
    button.click()
    desk.press(Qt.Key.Key_R)
    (check,) = desk.story.session.run_books.books["checkout-fails"].diagnostics
    assert wanted == [check.id, check.id]


def test_a_link_opens_after_its_host_was_shown(desk: Desk, browser: list[str]) -> None:
    desk.open()
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_O)
    assert browser == []
    assert desk.page.link.isVisible()
    assert desk.page.link.accessibleName() == "Leads to registry.example.com"
    desk.press(Qt.Key.Key_Return)
    assert browser == ["https://registry.example.com"]
    desk.page.links[0].click()
    assert desk.page.link.accessibleName().startswith("Leads to grafana.example.com")
    desk.press(Qt.Key.Key_Escape)
    assert len(browser) == 1
