"""Importing a schedule: from a file, pasted or dropped; who is who; looked at, and published."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core.errors import PairwatchError
from desktop.core.team.seat import Seat
from desktop.ui.present.schedule.schedule_import import NOBODY, NOT_SAID
from desktop.ui.schedule.import_page import ImportPage
from desktop.ui.schedule.schedule_view import Leaf
from desktop.ui.theme.theme import Theme
from tests.ui.schedule import scenes
from tests.ui.schedule.conftest import Show, Shown
from tests.ui.story import TEAM
from tests.unit.formats.schedules.samples import CALENDAR, OPSGENIE, pagerduty


async def at_once(read: Callable[..., Any], *asked: Any) -> Any:
    return read(*asked)


def opened(show: Show, me: str = "ana", **how: Any) -> tuple[Shown, ImportPage]:
    shown = show(me=me, **how)
    shown.presenter.imports.in_thread = at_once
    shown.view.open(Leaf.ROTATION)
    if me == "ana":
        shown.view.rotation.form.bring_in.click()
    else:
        shown.view.open(Leaf.IMPORT)
    return shown, shown.view.bring_in


def unknown() -> str:
    export = pagerduty()
    export["schedule"]["schedule_layers"][0]["users"][0]["user"]["summary"] = "A. O."
    return json.dumps(export)


def paste(page: ImportPage, text: str) -> None:
    page.form.engineer.edit.setPlainText(text)


def test_it_is_beside_the_rotation_and_escape_leads_back(show: Show) -> None:
    shown, page = opened(show)
    assert page.isVisible()
    assert page.form.engineer.edit.hasFocus()
    paste(page, "something")
    QTest.keyClick(page.form.engineer.edit, Qt.Key.Key_Escape)
    assert not page.isVisible()
    assert shown.view.rotation.form.bring_in.hasFocus()
    QTest.keyClick(shown.view.rotation.form.bring_in, Qt.Key.Key_Space)
    assert page.form.engineer.edit.toPlainText() == "something"


def test_who_is_no_admin_reads_why_not(show: Show) -> None:
    shown, page = opened(show, me="ben")
    assert page.read_only.text() == "Only an admin makes and publishes the rotation. Ask Ana Okafor."
    assert not page.form.isEnabled()
    assert not shown.view.rotation.form.bring_in.isEnabled()


def test_what_the_text_seems_to_be_is_said_at_once(show: Show) -> None:
    _shown, page = opened(show)
    field = page.form.engineer
    assert field.told.isHidden()
    assert not page.form.confirm.isEnabled()
    paste(page, json.dumps(pagerduty()))
    assert field.told.text() == "PagerDuty, “Engineers”: 3 people, turns of 7 days."
    assert field.edit.accessibleDescription() == field.told.text()
    assert field.edit.accessibleName() == "Schedule: text of the export"
    assert page.form.confirm.isEnabled()
    paste(page, '{"a": 1,\n"b": }')
    assert "line 2" in field.told.text()
    assert not page.form.confirm.isEnabled()
    page.form.start.setCurrentIndex(1)
    assert not page.form.confirm.isEnabled()
    paste(page, CALENDAR)
    assert field.told.text() == "A calendar (iCal): 2 times on call."


def test_a_pasted_export_is_shown_as_a_plan_and_published_after_the_question(
    show: Show, qtbot: QtBot
) -> None:
    shown, page = opened(show)
    desk = shown.story.session.schedule
    override = [{"start": "2026-12-01T00:00:00Z"}]
    paste(page, json.dumps(pagerduty(overrides_subschedule={"rendered_schedule_entries": override})))
    QTest.keyClick(page.form.engineer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bar = page._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0)
    assert not page.result.visibleRegion().isEmpty()
    assert page.summary.startswith("3 turns of 7 days each from 30 Nov 2026 on, again and again.")
    assert page.unmet.sentences == ("PagerDuty: 1 override was left out: make it anew.",)
    assert page.rows[0].who == "You"
    assert not page.form.people.isHidden()
    page.publish.click()
    assert desk.published == []
    qtbot.waitUntil(lambda: not page.question.visibleRegion().isEmpty())
    page.question.back.click()
    page.publish.click()
    QTest.keyClick(page.question.yes, Qt.Key.Key_Space)
    [plan] = desk.published
    assert [turn.engineer for turn in plan.turns] == ["ana", "ben", "mei"]
    assert page.said.sentences == ("Published. Everybody sees it now.",)
    assert not page.publish.isEnabled()


def test_who_is_not_found_is_chosen_by_keyboard(show: Show) -> None:
    shown, page = opened(show)
    paste(page, unknown())
    page.form.confirm.click()
    assert page.result.isHidden()
    assert page.form.warnings.sentences == (
        "A. O. was not found: choose who that is here, or that it is nobody; then show the plan.",
    )
    [first, *others] = page.form.people.choosers.items()
    name, chooser = first
    assert (name, chooser.chosen, chooser.accessibleName()) == ("A. O.", NOT_SAID, "Who A. O. is here")
    assert chooser.hasFocus()
    assert [c.chosen for _name, c in others] == ["ben", "mei"]
    QTest.keyClicks(chooser, "Dmitri")
    assert chooser.chosen == "dmitri"
    QTest.keyClick(chooser, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not page.result.isHidden()
    assert shown.story.session.schedule.imports[-1].people == {"A. O.": "dmitri"}
    # Somebody else after all: what was shown is of another choice.
    again = page.form.people.choosers["A. O."]
    again.setCurrentIndex(again.findData(NOBODY))
    again.activated.emit(again.currentIndex())
    assert page.result.isHidden()
    page.form.confirm.click()
    assert shown.story.session.schedule.imports[-1].people == {"A. O.": ""}
    assert page.form.people.choosers["A. O."].chosen == NOBODY
    assert not page.result.isHidden()


def test_each_seat_has_an_export_and_files_are_read(show: Show, tmp_path: Path) -> None:
    shown, page = opened(show)
    QTest.keyClick(page.form.seats.button(1), Qt.Key.Key_Space)
    assert not page.form.manager.isHidden()
    engineers, managers = tmp_path / "engineers.json", tmp_path / "managers.json"
    engineers.write_text(json.dumps(pagerduty()))
    managers.write_text(json.dumps(OPSGENIE))
    shown.presenter.imports.read(Seat.ENGINEER, engineers)
    assert not page.form.confirm.isEnabled()
    shown.presenter.imports.read(Seat.MANAGER, managers)
    assert page.form.manager.file_name.text() == "managers.json"
    assert page.form.manager.told.text().startswith("Opsgenie, “Managers”: 2 people")
    page.form.confirm.click()
    [asked] = shown.story.session.schedule.imports
    assert (asked.engineer, asked.manager) == (engineers.read_text(), managers.read_text())
    page.form.manager.remove.click()
    assert page.form.manager.edit.hasFocus()
    assert page.form.draft.manager == ""
    shown.presenter.imports.read(Seat.MANAGER, tmp_path / "none.json")
    assert page.form.manager.told.text().startswith("none.json cannot be read: No such file")
    dialog = shown.presenter.imports.ask_which(Seat.MANAGER)
    dialog.fileSelected.emit(str(managers))
    assert page.form.draft.manager == managers.read_text()
    dialog.close()


def test_a_file_is_dropped_upon_it(show: Show, tmp_path: Path) -> None:
    _shown, page = opened(show)
    path = tmp_path / "calendar.ics"
    path.write_bytes(CALENDAR.replace("Mei Lindqvist", "Tomás Novak").encode("cp1252"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    field = page.form.engineer
    how = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, *how)
    QApplication.sendEvent(field, entering)
    assert entering.isAccepted()
    field.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, *how))
    assert field.file_name.text() == "calendar.ics"
    assert "Tomás Novak" in field.text
    words = QMimeData()
    words.setText(CALENDAR)
    how = (words, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    field.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, *how))
    assert field.edit.toPlainText() == CALENDAR


def test_the_first_day_is_chosen(show: Show) -> None:
    shown, page = opened(show)
    paste(page, json.dumps(pagerduty()))
    assert page.form.draft.starts_on is None
    page.form.start.setCurrentIndex(1)
    page.form.day.show_day(date(2027, 1, 4))
    page.form.confirm.click()
    assert shown.story.session.schedule.imports[-1].starts_on == date(2027, 1, 4)
    assert "from 04 Jan 2027 on" in page.summary


def test_what_the_hub_says_is_shown_and_nothing_is_lost(show: Show) -> None:
    shown, page = opened(show)
    text = json.dumps(pagerduty())
    paste(page, text)
    shown.story.session.lose_hub()
    page.form.confirm.click()
    assert page.form.problem.sentences[0].startswith("The hub cannot be reached.")
    assert page.progress.isHidden()
    assert page.form.confirm.isEnabled()
    assert page.form.draft.engineer == text
    shown.story.session.find_hub()
    page.form.confirm.click()
    assert page.form.problem.sentences == ()
    shown.story.session.schedule.refusal = PairwatchError("The plan begins in the past.", "Begin later.")
    page.publish.click()
    page.question.yes.click()
    assert page.said.sentences == ("The plan begins in the past. Begin later.",)
    assert page.publish.isEnabled()


def test_an_answer_about_another_export_is_not_shown(show: Show) -> None:
    shown, page = opened(show)
    presenter = shown.presenter.imports
    waiting: list[Any] = []
    presenter._start = lambda coro, _name: waiting.append(coro)
    paste(page, json.dumps(pagerduty()))
    page.form.confirm.click()
    assert not page.progress.isHidden()
    assert page.bar.maximum() == 0
    paste(page, unknown())
    assert page.progress.isHidden()
    with pytest.raises(StopIteration):
        waiting[0].send(None)
    assert page.result.isHidden()
    assert page.form.people.choosers == {}


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_narrow_window_cuts_nothing_off(show: Show, theme: Theme, scale: float) -> None:
    theme.set_text_scale(scale)
    people = tuple(replace(r, name=scenes.LONG) if r.id == "mei" else r for r in TEAM.roster.responders)
    team = replace(TEAM, roster=replace(TEAM.roster, responders=people))
    _shown, page = opened(show, team=team, size=(round(340 * scale), 900))
    page.form.seats.button(1).click()
    for field in (page.form.engineer, page.form.manager):
        field.show_file(f"{scenes.LONG}.json", unknown().replace("Mei Lindqvist", scenes.LONG))
    page.form.confirm.click()
    picked = page.form.people.choosers["A. O."]
    picked.setCurrentIndex(picked.findData(NOBODY))
    picked.activated.emit(picked.currentIndex())
    page.form.confirm.click()
    assert not page.result.isHidden()
    QApplication.processEvents()
    inner = page._scroll.widget()
    assert inner is not None
    assert inner.minimumSizeHint().width() <= page._scroll.viewport().width()
