"""The retro: actions by keyboard and mouse, what was left out, and what is said when something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.closing.closing import ClosingStep
from desktop.core.errors import PairwatchError
from desktop.core.team.responder import Responder, Role, Roster
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.retro.retro_presenter import RetroPresenter
from desktop.ui.retro.retro_view import RetroView
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import drive
from tests.ui.retro import scenes
from tests.ui.retro.scenes import DAY, TODAY, action, closes, over, todo
from tests.ui.story import Story


class Desk:
    """A shown retro, and what tests do with it."""

    def __init__(self, view: RetroView, presenter: RetroPresenter, story: Story) -> None:
        self.view, self.presenter, self.story = view, presenter, story
        self.card = view.action_card

    def texts(self) -> list[str]:
        """The actions that are shown, from top to bottom."""
        QApplication.processEvents()
        lines = sorted(self.card.lines.values(), key=lambda line: line.y())
        return [line.row.text for line in lines if line.isVisible()]

    def line(self, number: int) -> Any:
        return self.card.lines[UUID(int=number)]

    def settle(self) -> None:
        self.presenter.refresh()
        QApplication.processEvents()


Open = Callable[..., Desk]


@pytest.fixture
def desk_of(qtbot: Any, theme: Theme, bridge_of: Callable[[Story], Bridge]) -> Iterator[Open]:
    """Makes desks, and takes them away at once: the theme of the next test would restyle them."""
    made: list[RetroView] = []

    def make(story: Story, start: Any = drive) -> Desk:
        view = RetroView(theme)
        made.append(view)
        presenter = RetroPresenter(view, bridge_of(story), start)
        view.resize(1200, 800)
        view.show()
        desk = Desk(view, presenter, story)
        desk.settle()
        return desk

    yield make
    for view in made:
        view.close()
        view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def desk(desk_of: Open) -> Desk:
    return desk_of(scenes.week())


def press(widget: Any, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)
    QApplication.processEvents()


# What is shown


def test_overdue_first_then_by_day_and_the_to_do_of_an_incident_with_its_number(desk: Desk) -> None:
    assert desk.texts() == [
        "Write the run-book for the search index",
        "Alert on connections that leak before the pool is empty",
        "Try the backup of db-7 on a machine of its own",
        "Ask the payment provider for a status page that we can poll",
    ]
    assert desk.card.summary == "4 open, 1 overdue"
    late, todo_line = desk.line(1), next(line for line in desk.card.lines.values() if line.row.incident)
    assert late.due.words.text() == "overdue: Fri 20 Nov"
    assert late.owner.words.text() == "Mei Lindqvist"
    assert todo_line.incident.text() == "#143"
    assert late.box.accessibleName().startswith(
        "Done: Write the run-book for the search index, Mei Lindqvist"
    )


def test_empty_cards_say_what_would_be_here_and_how_it_comes(desk_of: Open) -> None:
    desk = desk_of(scenes.quiet())
    assert "A to-do of an incident comes here by itself" in desk.card.empty_words
    assert "Nothing was left out in the last 14 days" in desk.view.left_out.empty_words
    assert not desk.view.problem.isVisible()


def test_before_the_hub_answered_nothing_is_claimed(desk_of: Open) -> None:
    waiting: list[Coroutine[Any, Any, None]] = []
    desk = desk_of(scenes.week(), lambda coro, _name: waiting.append(coro))
    assert desk.card.empty_words == "Asking the hub for them …"
    assert desk.view.left_out.empty_words == "Asking the hub for it …"
    for coro in waiting:
        drive(coro, "")
    assert desk.card.empty_words == ""
    assert len(desk.texts()) == 4


def test_what_was_left_out_says_which_step_which_incident_and_who(desk: Desk) -> None:
    loose, disputed = desk.view.left_out.blocks
    assert loose.row.title == "#143 Checkout fails for 31 % of customers"
    assert loose.row.detail.endswith("Ana Okafor was Manager")
    words = [line.words for line in loose.row.lines]
    assert "Run-book skipped by Ana Okafor" in words
    assert "Nobody was told that it is over" in words
    assert [line.words for line in disputed.row.lines] == [
        "Urgency disputed: act now (Ana Okafor), could have waited (You)"
    ]


def test_older_incidents_are_not_listed(desk_of: Open) -> None:
    story = Story("ben", quiet=True)
    incident = over(story, "Checkout fails", "checkout-api")
    desk = desk_of(story)
    assert [block.row.incident_id for block in desk.view.left_out.blocks] == [incident]
    story.clock.advance(15 * DAY)
    desk.presenter.reload()
    assert desk.view.left_out.blocks == []


def test_many_incidents_come_in_portions(desk_of: Open) -> None:
    story = Story("ben", quiet=True)
    for number in range(25):
        over(story, f"Replica {number} lags", f"orders-{number}")
    story.clock.advance(timedelta(minutes=1))
    card = desk_of(story).view.left_out
    assert (len(card.blocks), card.more.text()) == (20, "Show 5 of 5 more")
    card.more.click()
    assert (len(card.blocks), card.more.isVisible()) == (25, False)


def test_open_says_which_incident(desk: Desk, qtbot: Any) -> None:
    with qtbot.waitSignal(desk.view.opened) as told:
        desk.view.left_out.blocks[0].open.click()
    assert told.args == [desk.view.left_out.blocks[0].row.incident_id]
    line = next(line for line in desk.card.lines.values() if line.row.incident)
    with qtbot.waitSignal(desk.view.opened) as told:
        line.incident.click()
    assert told.args == [line.row.incident_id]


def test_what_is_not_kept_here_cannot_be_opened_and_says_why(desk: Desk) -> None:
    desk.story.session.evolve(incidents={})
    desk.settle()
    line = next(line for line in desk.card.lines.values() if line.row.incident)
    assert not line.incident.isEnabled()
    assert "older" in line.incident.toolTip()


# Adding


def test_enter_adds_and_the_line_is_ready_for_the_next(desk: Desk) -> None:
    form = desk.card.form
    form.owner.setText("priya")
    form.due.setText("fri")
    form.text.setText("Talk to the payment provider")
    form.due.setFocus()
    press(form.due, Qt.Key.Key_Return)
    line = next(line for line in desk.card.lines.values() if line.row.text.startswith("Talk"))
    assert (line.owner.words.text(), line.due.words.text()) == ("Priya Raman", "due Fri 27 Nov")
    assert form.is_empty
    assert form.text.hasFocus()
    press(form.text, Qt.Key.Key_Return)
    assert desk.card.summary == "5 open, 1 overdue", "an empty line adds nothing"


@pytest.mark.parametrize(
    ("owner", "due", "problem"),
    [("", "soon", "“soon” is no day"), ("nobody", "", "The roster knows nobody called “nobody”")],
)
def test_what_cannot_be_understood_is_said_and_kept(desk: Desk, owner: str, due: str, problem: str) -> None:
    form = desk.card.form
    form.text.setText("Ask somebody")
    form.owner.setText(owner)
    form.due.setText(due)
    form.save.click()
    assert form.problem.startswith(problem)
    assert form.text.text() == "Ask somebody"
    form.owner.clear()
    form.due.clear()
    press(form.due, Qt.Key.Key_Return)
    assert (form.problem, form.is_empty) == ("", True)
    assert len(desk.texts()) == 5


def test_what_the_hub_refuses_is_said_beside_the_line(desk: Desk) -> None:
    form = desk.card.form
    desk.story.session.retro.refusal = PairwatchError("The action is too long.", "Say it shorter.")
    form.text.setText("Ask somebody")
    press(form.text, Qt.Key.Key_Return)
    assert form.problem == "The action is too long. Say it shorter."
    assert form.text.text() == "Ask somebody"


def test_two_presses_of_enter_add_one(desk_of: Open) -> None:
    waiting: list[Coroutine[Any, Any, None]] = []

    def later(coro: Coroutine[Any, Any, None], name: str) -> None:
        if name == "retro: save an action":
            waiting.append(coro)
        else:
            drive(coro, name)

    desk = desk_of(scenes.quiet(), later)
    desk.card.form.text.setText("Ask somebody")
    press(desk.card.form.text, Qt.Key.Key_Return)
    press(desk.card.form.text, Qt.Key.Key_Return)
    assert len(waiting) == 1
    drive(waiting.pop(), "")
    assert desk.texts() == ["Ask somebody"]


def test_names_and_days_are_suggested_me_first(desk: Desk) -> None:
    form = desk.card.form
    assert form.owner.completer().model().index(0, 0).data() == "Ben Sato"
    assert form.due.completer().model().index(0, 0).data() == "today"


def test_enter_takes_a_suggestion_before_it_adds(desk: Desk) -> None:
    form = desk.card.form
    form.text.setText("Ask somebody")
    form.owner.setFocus()
    QTest.keyClicks(form.owner, "Pri")
    assert form.owner.is_choosing
    press(form.owner, Qt.Key.Key_Return)
    assert form.text.text() == "Ask somebody", "not added yet"
    press(form.owner.completer().popup(), Qt.Key.Key_Escape)
    press(form.owner, Qt.Key.Key_Return)
    assert form.is_empty


# Done and undone


def test_space_marks_done_and_ctrl_z_takes_it_back(desk: Desk) -> None:
    box = desk.line(1).box
    box.setFocus()
    press(box, Qt.Key.Key_Space)
    assert "Write the run-book for the search index" not in desk.texts()
    assert desk.card.undo.words == "Done: Write the run-book for the search index"
    assert desk.line(2).box.hasFocus(), "the next one has the keyboard"
    QTest.keyClick(desk.line(2).box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert desk.texts()[0] == "Write the run-book for the search index"
    assert not desk.card.undo.isVisible()


def test_the_undo_button_does_the_same(desk: Desk) -> None:
    desk.line(3).box.click()
    assert len(desk.texts()) == 3
    desk.card.undo.button.click()
    assert len(desk.texts()) == 4


def test_done_ones_are_shown_on_demand_and_can_be_reopened(desk: Desk) -> None:
    assert desk.card.show_done.text() == "Done (1)"
    desk.card.show_done.click()
    QApplication.processEvents()
    done = desk.line(4)
    assert (done.box.isChecked(), done.due.words.text()) == (True, "done by Ana yesterday")
    assert not done.edit.isVisible()
    done.box.setFocus()
    press(done.box, Qt.Key.Key_Space)
    assert not desk.card.show_done.isVisible()
    assert desk.texts()[0] == "Write the run-book for the search index"
    assert "Move the certificate's renewal to the first of the month" in desk.texts()


def test_when_all_is_done_that_is_said(desk: Desk) -> None:
    for line in list(desk.card.lines.values()):
        line.box.click()
    assert desk.card.empty_words == "Everything is done."
    assert desk.card.summary == ""


def test_a_tick_that_the_hub_did_not_take_is_taken_back(desk: Desk) -> None:
    desk.story.session.lose_hub()
    desk.line(1).box.click()
    assert not desk.line(1).box.isChecked()
    assert desk.view.problem.isVisible()
    assert desk.view.problem.accessibleName() == "The hub cannot be reached. Pairwatch goes on trying."
    assert desk.card.undo.words == ""


# Changed in place


def test_enter_opens_the_form_in_its_place_and_enter_saves(desk: Desk) -> None:
    box = desk.line(2).box
    box.setFocus()
    press(box, Qt.Key.Key_Return)
    editor = desk.card.editor
    assert editor.isVisible()
    assert not desk.line(2).isVisible()
    assert desk.line(1).y() < editor.y() < desk.line(3).y()
    assert (editor.owner.text(), editor.due.text()) == ("Ben Sato", "24 Nov 2026")
    editor.due.setText("in a week")
    editor.ticket.setText("https://tracker.example.com/OPS-8")
    press(editor.text, Qt.Key.Key_Return)
    assert not editor.isVisible()
    changed = desk.line(2)
    assert changed.row.draft.due == "1 Dec 2026"
    assert changed.row.ticket_url == "https://tracker.example.com/OPS-8"
    assert changed.box.hasFocus()


def test_escape_leaves_it_as_it_was(desk: Desk) -> None:
    desk.line(2).edit.click()
    editor = desk.card.editor
    editor.text.setText("Something else")
    press(editor.text, Qt.Key.Key_Escape)
    assert not editor.isVisible()
    assert desk.line(2).row.text == "Alert on connections that leak before the pool is empty"
    assert desk.line(2).box.hasFocus()


def test_what_somebody_else_changes_meanwhile_stays(desk: Desk) -> None:
    retro = desk.story.session.retro
    desk.line(2).edit.click()
    desk.card.editor.text.setText("Alert on leaking connections")
    retro.put(replace(action(2, "Alert on connections", "priya"), due_on=TODAY + 3 * DAY))
    desk.settle()
    assert desk.card.editor.text.text() == "Alert on leaking connections", "typing goes on"
    desk.card.editor.save.click()
    row = desk.line(2).row
    assert (row.text, row.owner, row.due) == ("Alert on leaking connections", "Priya Raman", "due Fri 27 Nov")


def test_an_action_that_somebody_finished_meanwhile_closes_its_form_and_says_so(desk: Desk) -> None:
    desk.line(2).edit.click()
    desk.story.session.retro.put(action(2, "Alert").finished("ana", desk.story.clock.now()))
    desk.settle()
    assert not desk.card.editor.isVisible()
    assert "done or hidden meanwhile" in desk.card.form.problem


def test_nothing_is_asked_of_the_hub_when_nothing_was_changed(desk: Desk) -> None:
    asked = desk.story.session.retro.asked
    desk.line(2).edit.click()
    desk.card.editor.save.click()
    assert not desk.card.editor.isVisible()
    assert desk.story.session.retro.asked == asked


def test_a_mistake_stays_in_the_form(desk: Desk) -> None:
    desk.line(2).edit.click()
    editor = desk.card.editor
    editor.text.clear()
    editor.save.click()
    assert editor.isVisible()
    assert editor.problem == "An action needs a text. Say what is to be done."


def test_up_and_down_go_from_action_to_action(desk: Desk) -> None:
    desk.line(1).box.setFocus()
    press(desk.line(1).box, Qt.Key.Key_Down)
    assert desk.line(2).box.hasFocus()
    press(desk.line(2).box, Qt.Key.Key_Up)
    press(desk.line(1).box, Qt.Key.Key_Up)
    assert desk.line(1).box.hasFocus(), "there is nothing above the first"


def test_the_ticket_opens_in_the_browser_or_the_address_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def no_browser(url: QUrl) -> bool:
        opened.append(url.toString())
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", no_browser)
    desk.line(2).ticket.click()
    assert opened == ["https://tracker.example.com/OPS-7"]
    assert "https://tracker.example.com/OPS-7" in desk.view.problem.accessibleName()


# Kept current


def test_it_asks_again_when_the_state_changed_and_not_otherwise(desk: Desk) -> None:
    retro = desk.story.session.retro
    asked = retro.asked
    for _ in range(3):
        desk.settle()
    assert retro.asked == asked
    retro.put(action(9, "Look at the alerts of last night"))
    desk.settle()
    assert "Look at the alerts of last night" in desk.texts()
    todo(desk.story, next(iter(desk.story.session.state.incidents)), "Call the vendor")
    desk.settle()
    assert "Call the vendor" in desk.texts()


def test_what_changes_while_it_asks_is_asked_for_again(desk_of: Open) -> None:
    started: list[str] = []

    def start(coro: Coroutine[Any, Any, None], name: str) -> None:
        started.append(name)
        drive(coro, name)

    story = scenes.week()
    desk = desk_of(story, start)
    retro = story.session.retro
    answer, started[:] = retro.actions, []

    async def answers_late() -> Any:
        found = await answer()
        retro.actions = answer  # type: ignore[method-assign]
        retro.put(action(9, "Look at the alerts of last night"))
        desk.presenter.refresh()
        return found

    retro.actions = answers_late  # type: ignore[method-assign, assignment]
    desk.presenter.reload()
    assert started.count("retro") == 1, "one at a time"
    assert "Look at the alerts of last night" in desk.texts()


def test_a_day_that_passes_makes_late_what_was_due(desk: Desk) -> None:
    desk.story.clock.advance(timedelta(days=1))
    desk.settle()
    assert desk.card.summary == "4 open, 2 overdue"


def test_without_the_hub_it_says_so_and_shows_what_it_knows(desk: Desk) -> None:
    desk.story.session.lose_hub()
    desk.settle()
    assert desk.view.problem.accessibleName() == "The hub cannot be reached. Pairwatch goes on trying."
    assert len(desk.texts()) == 4
    desk.story.session.find_hub()
    desk.settle()
    assert not desk.view.problem.isVisible()


def test_try_again_asks_again(desk: Desk) -> None:
    desk.story.session.retro.refusal = PairwatchError("The hub is tired.", "Let it rest.")
    desk.presenter.reload()
    assert desk.view.problem.isVisible()
    desk.story.session.retro.refusal = None
    desk.view.problem.acted.emit()
    assert not desk.view.problem.isVisible()


def test_it_asks_whenever_it_comes_to_the_front(desk: Desk) -> None:
    asked = desk.story.session.retro.asked
    desk.view.hide()
    desk.view.show()
    assert desk.story.session.retro.asked == asked + 3


def test_an_observer_reads(desk_of: Open) -> None:
    story = scenes.week()
    people = story.team.roster.responders
    watched = Roster(responders=(*people, Responder(id="olga", name="Olga Watts", role=Role.OBSERVER)))
    team = Team(name="Sample", roster=watched, schedule=story.team.schedule)
    story.session.evolve(me="olga", team=team)
    desk = desk_of(story)
    assert not desk.card.form.isVisible()
    line = desk.line(1)
    assert not line.box.isEnabled()
    assert not line.edit.isVisible()
    desk.card.edit(UUID(int=1))
    assert not desk.card.editor.isVisible()


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("width", [600, 1216, 1856])
def test_nothing_is_wider_than_the_view(desk_of: Open, theme: Theme, width: int, scale: float) -> None:
    desk = desk_of(scenes.long())
    theme.set_text_scale(scale)
    desk.view.resize(width, 800)
    desk.line(20).edit.click()
    desk.settle()
    for _ in range(5):
        QApplication.processEvents()
    for widget in (desk.card, desk.card.form, desk.card.editor, *desk.card.lines.values()):
        right = widget.mapTo(desk.view, widget.rect().topRight()).x()
        assert right < width, widget


def test_a_closed_step_leaves_the_list(desk: Desk) -> None:
    incident = desk.view.left_out.blocks[0].row.incident_id
    closes(desk.story, incident, ClosingStep.RUN_BOOK)
    desk.settle()
    words = [line.words for line in desk.view.left_out.blocks[0].row.lines]
    assert "Run-book skipped by Ana Okafor" not in words


def test_days_are_the_viewers(desk_of: Open) -> None:
    story = scenes.quiet("priya")
    story.session.retro.put(action(1, "Write", due=0))
    story.clock.advance(timedelta(hours=17))
    assert story.clock.now().date() == date(2026, 11, 24)
    assert desk_of(story).line(1).due.words.text() == "overdue: yesterday", "it is the 25th in Kolkata"
