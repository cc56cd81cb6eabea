"""The week of the retro: its figures, moving from week to week, copying."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.errors import PairwatchError
from desktop.core.retro.compared_weeks import ComparedWeeks
from desktop.ui.bridge import Bridge
from desktop.ui.retro.debt_block import DebtBlock
from desktop.ui.retro.retro_presenter import RetroPresenter
from desktop.ui.retro.retro_view import RetroView
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import drive
from tests.ui.retro import scenes
from tests.ui.retro.week_scene import BEFORE, DEBT, MONDAY, WEEK
from tests.ui.story import Story

WEEKS = timedelta(days=7)
Open = Callable[..., RetroView]


@pytest.fixture
def view_of(qtbot: Any, theme: Theme, bridge_of: Callable[[Story], Bridge]) -> Iterator[Open]:
    made: list[RetroView] = []

    def make(story: Story, start: Any = drive) -> RetroView:
        view = RetroView(theme)
        made.append(view)
        presenter = RetroPresenter(view, bridge_of(story), start)
        view.resize(1000, 900)
        view.show()
        presenter.refresh()
        QApplication.processEvents()
        return view

    yield make
    for view in made:
        view.close()
        view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def told_by(story: Story) -> list[date]:
    """The hub tells the scene of whatever week it is asked for; which ones it was."""
    asked: list[date] = []

    async def week(starts_on: date) -> ComparedWeeks:
        asked.append(starts_on)
        return replace(WEEK, week=replace(WEEK.week, starts_on=starts_on))

    story.session.retro.week = week  # type: ignore[method-assign]
    return asked


def test_the_running_week_first_not_judged_against_whole_ones(view_of: Open) -> None:
    story = scenes.week()
    told_by(story)
    view = view_of(story)
    assert (view.week.title.text(), view.week.days.text()) == (
        "Week 48 of 2026",
        "23 Nov 2026 to 29 Nov 2026",
    )
    assert view.week.grid.texts[0] == ["Pages", "41", "55 · so far ↓\u00a0less", "–"]
    assert not view.week.after.isEnabled()
    assert not view.week.now.isEnabled()
    assert "not over" in view.week.note.text()


def test_an_earlier_week_is_judged_in_words(view_of: Open) -> None:
    story = scenes.week()
    asked = told_by(story)
    view = view_of(story)
    view.week.before.click()
    view.week.before.click()
    assert asked[-1] == MONDAY - 2 * WEEKS
    assert view.week.title.text() == "Week 46 of 2026"
    rows = {row[0]: row[1:] for row in view.week.grid.texts}
    assert rows["Nights disturbed"] == ["6", "5 · ↑\u00a0more, worse", "–"]
    assert rows["Documented"] == ["5", "3 · ↑\u00a0more, better", "–"]
    assert rows["Automated"] == ["1", "1 · = same", "–"]
    assert rows["Until an Engineer answers, median"][0] == "54 s · 9 of 10 in 6 min 30 s"
    view.week.after.click()
    assert view.week.title.text() == "Week 47 of 2026"
    view.week.now.click()
    assert (asked[-1], view.week.title.text()) == (MONDAY, "Week 48 of 2026")


def test_no_part_of_it_flashes_up_as_a_window(view_of: Open, qapp: QApplication) -> None:
    found: list[QWidget] = []

    class Windows(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                found.append(watched)
            return False

    story = scenes.week()
    told_by(story)
    windows = Windows()
    qapp.installEventFilter(windows)
    try:
        view = view_of(story)
    finally:
        qapp.removeEventFilter(windows)
    assert view.agenda.blocks
    assert view.services.blocks
    assert found == [view]


def test_what_the_hub_counts_of_real_incidents(view_of: Open) -> None:
    view = view_of(scenes.week())
    view.week.before.click()
    rows = {row[0]: row[1] for row in view.week.grid.texts}
    assert (rows["Incidents"], rows["Urgency disputed"]) == ("2", "1")
    assert view.agenda.blocks[0].row.title.endswith("Certificate of edge ends in 6 days")
    assert [row[0] for row in view.uptime.texts] == ["checkout-api", "edge"]


def test_what_to_talk_about_leads_with_the_debt(view_of: Open) -> None:
    story = scenes.week()
    told_by(story)
    view = view_of(story)
    first = view.agenda.blocks[0].row
    assert first.title == "Connections leak until the pool is empty"
    assert [line.words for line in first.lines] == [
        "Came again, neither documented nor automated: 5 times since 3 Oct 2026, 11 h 35 min lost so far, 3"
        " people woken in 8 nights.",
        "Worked on it: Ana Okafor 3 h 20 min, you 7 h and Mei Lindqvist 1 h 15 min.",
        "Missing: the run-book “When connections leak until the pool is empty”, or automation.",
    ]
    assert "person-hours" in view.agenda.definition.text()
    assert view.nights.people.text() == "Ana Okafor: 3 nights\nYou: 2 nights\nMei Lindqvist: 1 night"
    assert view.services.called == (
        "checkout-api: Priya Raman was called in for 3 of 4 incidents. The same person: 75 % this week, 75 %"
        " the week before. In 2 of them no run-book was worked through. Missing: “When checkout-api fails”,"
        " so that nobody has to go to Priya Raman."
    )


def test_the_run_book_of_a_service_is_begun_for_whom_they_call(view_of: Open) -> None:
    story = scenes.week()
    told_by(story)
    view = view_of(story)
    begun: list[str] = []
    view.run_book_wanted.connect(begun.append)
    view.services.blocks[0].write.click()
    (text,) = begun
    assert 'title: "When checkout-api fails"\nservices:\n  - "checkout-api"\nowner: "Priya Raman"' in text


def test_the_run_book_of_a_debt_is_begun_from_its_last_incident(view_of: Open) -> None:
    story = scenes.week()
    told_by(story)
    last = next(iter(story.session.state.incidents.values()))
    told = replace(WEEK, debts=(replace(DEBT, incident_id=last.id), replace(DEBT, incident_id=UUID(int=9))))

    async def week(starts_on: date) -> ComparedWeeks:
        return replace(told, week=replace(told.week, starts_on=starts_on))

    story.session.retro.week = week  # type: ignore[method-assign]
    view = view_of(story)
    begun: list[str] = []
    view.run_book_wanted.connect(begun.append)
    known, unknown = view.agenda.blocks[:2]
    assert isinstance(known, DebtBlock)
    assert isinstance(unknown, DebtBlock)
    known.write.click()
    unknown.write.click()
    assert "## What it looks like" in begun[0]
    assert last.title in begun[0]
    assert 'title: "When connections leak until the pool is empty"' in begun[1]
    assert 'owner: "Ben Sato"' in begun[1]


def test_a_debt_is_made_an_action_once(view_of: Open) -> None:
    story = scenes.week()
    told_by(story)
    view = view_of(story)
    debt = view.agenda.blocks[0]
    assert isinstance(debt, DebtBlock)
    debt.promise.click()
    texts = [line.row.text for line in view.action_card.lines.values()]
    wanted = "Write the run-book “When connections leak until the pool is empty”, or automate it"
    assert wanted in texts
    assert view.action_card.editor.isVisibleTo(view), "who does it until when is written next"
    again = view.agenda.blocks[0]
    assert isinstance(again, DebtBlock)
    assert again.promise.isHidden()
    assert again.row.lines[-1].words == f"Action: {wanted} (nobody's yet)"


def test_until_the_hub_answered_nothing_is_claimed(view_of: Open) -> None:
    waiting: list[Coroutine[Any, Any, None]] = []
    story = scenes.week()
    told_by(story)
    view = view_of(story, lambda coro, _name: waiting.append(coro))
    assert view.week.note.text() == "Asking the hub for it …"
    assert not view.nights.isVisible()
    view.week.before.click()
    while waiting:
        drive(waiting.pop(0), "")
    assert view.week.title.text() == "Week 47 of 2026"
    assert view.nights.isVisible()
    assert view.week.grid.isVisible()


def test_no_answer_is_said_and_the_week_stays_empty(view_of: Open) -> None:
    story = scenes.week()
    told_by(story)
    view = view_of(story)

    async def refused(starts_on: date) -> ComparedWeeks:
        raise PairwatchError("The hub cannot be reached.", "Pairwatch goes on trying.")

    story.session.retro.week = refused  # type: ignore[method-assign]
    view.week.before.click()
    assert view.problem.isVisible()
    assert not view.week.grid.isVisible()
    told_by(story)
    view.retried.emit()
    assert not view.problem.isVisible()
    assert view.week.grid.isVisible()


def test_changes_do_not_count_the_week_anew_each_time(
    theme: Theme, view_of: Open, bridge_of: Callable[[Story], Bridge]
) -> None:
    story = scenes.week()
    view = view_of(story)
    presenter = RetroPresenter(view, bridge_of(story), drive)
    presenter.reload()
    asked: list[date] = []
    tell = story.session.retro.week

    async def week(starts_on: date) -> ComparedWeeks:
        asked.append(starts_on)
        return await tell(starts_on)

    story.session.retro.week = week  # type: ignore[method-assign]
    scenes.todo(story, next(iter(story.session.state.incidents)), "Ask")
    presenter.refresh()
    presenter.refresh()
    assert asked == []
    story.clock.advance(timedelta(minutes=1))
    presenter.refresh()
    assert asked == [MONDAY]
    presenter.refresh()
    assert asked == [MONDAY]


def test_it_is_copied_with_names(view_of: Open) -> None:
    story = scenes.week()
    told_by(story)
    view = view_of(story)
    view.week.before.click()
    view.week.copy.click()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("# Retro: Week 47 of 2026\n\n16 Nov 2026 to 22 Nov 2026\n\n## To talk about\n\n- ")
    assert f"| Pages | 41 | {BEFORE.pages} (↓ less, better) | – |" in text
    assert "- Ben Sato: 2 nights" in text
    assert "Copied" in view.week.note.text()


def test_each_figure_is_one_sentence_for_a_screen_reader(view_of: Open) -> None:
    story = scenes.week()
    told_by(story)
    view = view_of(story)
    view.week.before.click()
    spoken = [row[1] for row in view.week.grid._rows or []]
    assert spoken[0] == "Pages: this week 41, week before 55, now less, better, four weeks ago –"


def test_a_difference_that_nobody_can_see_is_not_judged(view_of: Open) -> None:
    story = scenes.week()

    async def week(starts_on: date) -> ComparedWeeks:
        now = replace(WEEK.week, starts_on=starts_on, drawn_in=1, incidents=11)
        return replace(WEEK, week=now, before=replace(BEFORE, drawn_in=1, incidents=12))

    story.session.retro.week = week  # type: ignore[method-assign]
    view = view_of(story)
    view.week.before.click()
    rows = {row[0]: row[1:] for row in view.week.grid.texts}
    assert rows["Drawn in beyond the pair, each"][:2] == ["0.1", "0.1 · = same"]
    assert rows["Incidents"][1] != "12 · = same"
