"""Writing, changing and deleting what users are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.telling.notice import Notice, NoticeSeverity
from desktop.core.zones import zone
from desktop.ui.panels.notices.notice_editor import SEVERITIES
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import LIGHT, Scheme, Tone
from desktop.ui.widgets.moment_edit import MomentEdit
from tests.ui.panels.notices_desk import PAYMENTS, SEARCH, Desk, H, night
from tests.ui.story import NIGHT, Story

DeskOf = Callable[..., Desk]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk_of(qtbot: Any, theme: Theme, bridge_of: Any) -> DeskOf:
    def make(story: Story, **more: Any) -> Desk:
        return Desk(qtbot, theme, bridge_of(story), story, **more)

    return make


def save(desk: Desk) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def the_other(desk: Desk) -> Notice:
    return next(known for known in desk.story.session.state.notices if known.id != PAYMENTS.id)


def test_a_message_is_written_and_shown_with_the_keyboard_alone(desk_of: DeskOf) -> None:
    desk = desk_of(night(PAYMENTS))
    desk.card.new.setFocus()
    QTest.keyClick(desk.card.new, Qt.Key.Key_Return)
    assert desk.editor.service.text() == "checkout", "as the other message for it calls it"
    QTest.keyClicks(desk.editor.text, "Vouchers fail.")
    save(desk)
    made = the_other(desk)
    assert (made.service, made.text, made.on) == ("checkout", "Vouchers fail.", False)
    assert not desk.card.editing
    line = desk.card.line(made.id)
    assert line is not None
    assert QApplication.focusWidget() is line.switch, "one more key shows it"
    QTest.keyClick(line.switch, Qt.Key.Key_Space)
    assert the_other(desk).on


def test_everything_of_a_message_is_saved(desk_of: DeskOf) -> None:
    desk = desk_of(night(PAYMENTS))
    desk.card.new.click()
    desk.editor.service.setText("Search")
    desk.editor.text.setPlainText("Search pauses.")
    desk.editor.severity.button(SEVERITIES.index(NoticeSeverity.OUTAGE)).click()
    desk.editor.planned.click()
    desk.editor.begins.choice.button(1).click()
    QTest.keyClick(desk.editor.begins.edit, Qt.Key.Key_Up)
    desk.editor.ends.choice.button(1).click()
    save(desk)
    made = the_other(desk)
    assert (made.service, made.severity, made.planned) == ("Search", NoticeSeverity.OUTAGE, True)
    first = datetime.fromisoformat("2026-11-24T03:45+01:00")
    assert made.from_at == first + H, "the arrow steps through hours"
    assert made.until_at == first + H
    assert made.until_at.utcoffset() == timedelta(0)


def test_ctrl_enter_saves_also_where_enter_means_something_else(desk_of: DeskOf) -> None:
    desk = desk_of(night(PAYMENTS))
    desk.card.lines[0].pencil.click()
    desk.editor.text.setPlainText("Cards fail.")
    for widget in (desk.editor.severity.button(2), desk.editor.service, desk.editor.text):
        desk.card.lines[0].pencil.click()
        desk.editor.text.insertPlainText(" More.")
        widget.setFocus()
        save(desk)
        assert not desk.card.editing
    assert desk.notice().severity is NoticeSeverity.WARNING


def test_nothing_is_saved_without_a_text(desk_of: DeskOf) -> None:
    desk = desk_of(night())
    desk.card.new.click()
    save(desk)
    assert desk.story.session.state.notices == ()
    assert QApplication.focusWidget() is desk.editor.text
    desk.editor.service.clear()
    save(desk)
    assert QApplication.focusWidget() is desk.editor.service


def test_a_shown_one_is_changed_for_users_at_once(desk_of: DeskOf) -> None:
    desk = desk_of(night(replace(PAYMENTS, on=True, on_by="mei", on_since_at=NIGHT - H)))
    desk.card.lines[0].pencil.click()
    assert not desk.editor._on_air.isHidden()
    assert desk.editor.delete.isHidden()
    desk.editor.text.setPlainText("Cards fail.")
    save(desk)
    changed = desk.notice()
    assert (changed.on, changed.text, changed.on_by) == (True, "Cards fail.", "mei")


def test_escape_keeps_what_was_begun(desk_of: DeskOf) -> None:
    desk = desk_of(night(PAYMENTS))
    desk.card.new.click()
    QTest.keyClicks(desk.editor.text, "Vouchers")
    QTest.keyClick(desk.editor.text, Qt.Key.Key_Escape)
    assert not desk.card.editing
    assert desk.card.new.text() == "Go on writing"
    assert QApplication.focusWidget() is desk.card.new
    desk.card.lines[0].pencil.click()
    assert desk.editor.text.toPlainText() == PAYMENTS.text, "the other one is another matter"
    QTest.keyClick(desk.editor.text, Qt.Key.Key_Escape)
    desk.card.new.click()
    assert desk.editor.text.toPlainText() == "Vouchers"
    desk.editor.discard.click()
    assert desk.card.new.text() == "New message"
    desk.card.new.click()
    assert desk.editor.text.toPlainText() == ""
    assert desk.editor.discard.isHidden(), "nothing to discard yet"


def test_each_incident_has_its_own_draft(desk_of: DeskOf) -> None:
    story = night(PAYMENTS)
    other = story.alert("Search index lags 9 min", "search")
    desk = desk_of(story)
    desk.card.new.click()
    QTest.keyClicks(desk.editor.text, "Vouchers")
    desk.draw(other)
    assert not desk.card.editing
    assert desk.card.new.text() == "New message"
    desk.card.new.click()
    assert desk.editor.draft.service == "search"
    desk.draw(story.checkout)
    desk.card.new.click()
    assert (desk.editor.draft.service, desk.editor.draft.text) == ("checkout", "Vouchers")


def test_what_the_hub_says_no_to_stays_in_the_editor(desk_of: DeskOf) -> None:
    desk = desk_of(night(PAYMENTS))
    desk.card.lines[0].pencil.click()
    desk.editor.text.setPlainText("Cards fail.")
    desk.story.session.lose_hub()
    save(desk)
    assert desk.said == ["The hub cannot be reached. Pairwatch goes on trying."]
    assert (desk.card.editing, desk.editor.draft.text) == (True, "Cards fail.")
    desk.story.session.find_hub()
    save(desk)
    assert desk.notice().text == "Cards fail."


def test_what_is_typed_while_the_hub_is_asked_is_a_change_of_the_saved_one(desk_of: DeskOf) -> None:
    waiting: list[Any] = []
    desk = desk_of(night(PAYMENTS), start=lambda coro, _name: waiting.append(coro))
    desk.card.new.click()
    QTest.keyClicks(desk.editor.text, "Vouchers fail")
    save(desk)
    save(desk)
    assert len(waiting) == 1, "once is enough"
    QTest.keyClicks(desk.editor.text, ".")
    with pytest.raises(StopIteration):
        waiting[0].send(None)
    assert desk.card.editing
    save(desk)
    with pytest.raises(StopIteration):
        waiting[1].send(None)
    assert the_other(desk).text == "Vouchers fail."
    assert len(desk.story.session.state.notices) == 2, "and no second one"


def test_what_was_saved_after_looking_elsewhere_is_no_draft(desk_of: DeskOf) -> None:
    waiting: list[Any] = []
    story = night(PAYMENTS)
    other = story.alert("Search index lags 9 min", "search")
    desk = desk_of(story, start=lambda coro, _name: waiting.append(coro))
    desk.card.new.click()
    QTest.keyClicks(desk.editor.text, "Vouchers fail.")
    save(desk)
    desk.draw(other)
    with pytest.raises(StopIteration):
        waiting[0].send(None)
    desk.draw(story.checkout)
    assert desk.card.new.text() == "New message"
    assert the_other(desk).text == "Vouchers fail."


def test_what_was_written_for_another_service_is_not_hidden(desk_of: DeskOf) -> None:
    desk = desk_of(night(PAYMENTS))
    desk.card.new.click()
    desk.editor.service.setText("Mail")
    QTest.keyClicks(desk.editor.text, "Mails are late.")
    save(desk)
    assert desk.texts == [PAYMENTS.text, "Mails are late."]
    assert QApplication.focusWidget() is desk.card.lines[1].switch


def test_deleting_asks_and_is_only_for_what_is_off(desk_of: DeskOf) -> None:
    desk = desk_of(night(PAYMENTS, SEARCH))
    desk.card.lines[0].pencil.click()
    desk.editor.delete.click()
    QTest.keyClick(desk.editor.question.yes, Qt.Key.Key_Escape)
    assert (desk.card.editing, desk.editor.question.isHidden()) == (True, True)
    assert QApplication.focusWidget() is desk.editor.delete
    desk.editor.delete.click()
    QTest.keyClick(desk.editor.question.yes, Qt.Key.Key_Return)
    assert [known.id for known in desk.story.session.state.notices] == [SEARCH.id]
    assert not desk.card.editing
    assert desk.texts == []


def test_switched_on_by_somebody_else_it_cannot_be_deleted(desk_of: DeskOf) -> None:
    desk = desk_of(night(PAYMENTS))
    desk.card.lines[0].pencil.click()
    desk.editor.delete.click()
    desk.story.session.evolve(notices=(replace(PAYMENTS, on=True),))
    desk.draw()
    assert desk.editor.delete.isHidden()
    assert desk.editor.question.isHidden()


def test_warnings_and_preview_follow_what_is_typed(desk_of: DeskOf) -> None:
    desk = desk_of(night(PAYMENTS))
    desk.card.lines[0].pencil.click()
    assert desk.editor.warnings == ""
    desk.editor.text.setPlainText("All will be fixed by 05:00.")
    assert "promises a time of repair" in desk.editor.warnings
    shown = desk.editor.preview.shown
    assert shown is not None
    assert (shown.heading, shown.text) == ("Disturbed", "All will be fixed by 05:00.")
    desk.story.session.evolve(notices=(replace(PAYMENTS, text="Cards fail.", changed_by="mei"),))
    desk.draw()
    assert "Mei Lindqvist changed this message meanwhile." in desk.editor.warnings


@pytest.mark.parametrize("scheme", [Scheme.DARK, Scheme.LIGHT])
def test_the_preview_is_light_as_the_page(desk_of: DeskOf, theme: Theme, scheme: Scheme) -> None:
    theme.set_scheme(scheme)
    desk = desk_of(night(PAYMENTS))
    desk.card.lines[0].pencil.click()
    QApplication.processEvents()
    picture = desk.editor.preview.grab().toImage()
    assert picture.pixelColor(QPoint(6, 20)) == QColor(LIGHT[Tone.BG])
    assert picture.pixelColor(QPoint(18, 30)) == QColor(LIGHT[Tone.SURFACE])


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_it_fits_a_narrow_panel(desk_of: DeskOf, theme: Theme, scale: float) -> None:
    theme.set_text_scale(scale)
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    desk = desk_of(night(replace(PAYMENTS, text=long), replace(SEARCH, service=long, on=True)))
    desk.card.lines[0].pencil.click()
    desk.editor.begins.choice.button(1).click()
    desk.editor.delete.click()
    assert desk.card.minimumSizeHint().width() <= 320


def test_a_time_is_told_and_taken_in_the_viewers_zone(qtbot: Any, theme: Theme) -> None:
    edit = MomentEdit(theme, "Until")
    qtbot.addWidget(edit)
    edit.show_at(NIGHT, zone("Europe/Berlin"))
    assert edit.text() == "Tue 24 Nov 2026, 03:41"
    assert edit.at == NIGHT, "to the second, until somebody changes it"
    edit.stepBy(1)
    assert edit.at.second == 0
    summer = datetime.fromisoformat("2026-03-29T01:30+01:00")
    edit.show_at(summer, zone("Europe/Berlin"))
    edit.setSelectedSection(MomentEdit.Section.HourSection)
    edit.stepBy(2)
    assert edit.at == datetime.fromisoformat("2026-03-29T03:30+02:00")
    edit.show_at(summer, zone("Asia/Kolkata"))
    assert edit.text() == "Sun 29 Mar 2026, 06:00"


def test_services_are_suggested(desk_of: DeskOf) -> None:
    desk = desk_of(night(PAYMENTS, replace(SEARCH, id=UUID(int=5))))
    desk.card.new.click()
    completer = desk.editor.service.completer()
    completer.setCompletionPrefix("sea")
    assert completer.currentCompletion() == "search"
