"""Away: said of oneself, by an admin of anybody, taken back, and read from one's own calendar."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.core.errors import PairwatchError
from desktop.core.schedule.absence import Absence, AbsenceKind, AbsenceSource
from desktop.ui.schedule.away_form import AwayForm
from tests.ui.schedule.conftest import Show, Shown
from tests.ui.schedule.scenes import DAY, MONDAY
from tests.ui.story import Story

ADDRESS = "https://calendar.example.com/private-1234/basic.ics"


def opened(shown: Shown) -> AwayForm:
    shown.view.timeline.away_button.click()
    return shown.view.timeline.away


def test_i_am_away_all_of_tomorrow_and_then_not(show: Show) -> None:
    shown = show()
    form = opened(shown)
    assert not form.isHidden()
    assert not form.person.isVisible(), "who is no admin speaks for themselves"
    form.kind.setCurrentIndex(2)
    form.confirm.click()
    [row] = form.rows
    assert row.words.startswith("On holiday: ")
    mine = [a for a in shown.presenter._book.absences if a.responder == "ben"]
    assert [(a.kind, a.ends_at - a.starts_at) for a in mine] == [(AbsenceKind.HOLIDAY, timedelta(days=1))]
    assert form.confirm.isEnabled()
    form.removes[row.id].click()
    assert form.rows == ()
    shown.view.timeline.away_button.click()
    assert form.isHidden()


def test_an_admin_says_it_of_others(show: Show) -> None:
    shown = show(me="ana")
    form = opened(shown)
    assert form.person.isVisible()
    form.person.setCurrentIndex(form.person.findData("tomas"))
    form.person.picked.emit()
    [row] = form.rows
    assert row.words.startswith("Sick: ")
    assert not form.calendar.isVisible(), "only one's own calendar is read"
    form.confirm.click()
    assert len(form.rows) == 2


def test_what_a_calendar_says_is_changed_there(show: Show) -> None:
    def know(story: Story) -> None:
        story.session.schedule.put_absences(
            Absence(
                id=UUID(int=90),
                responder="ben",
                starts_at=MONDAY + 3 * DAY,
                ends_at=MONDAY + 4 * DAY,
                source=AbsenceSource.CALENDAR,
            )
        )

    form = opened(show(before=know))
    [row] = form.rows
    assert "from the calendar" in row.words
    assert form.removes == {}


def test_my_calendar_is_read_and_its_address_is_not_shown(show: Show) -> None:
    shown = show()
    form, desk = opened(shown), shown.story.session.schedule
    assert "whole days" in form.calendar_words
    assert not form.unfollow.isVisible()
    form.follow.click()
    assert form.problem.sentences == ("Paste the secret address of your calendar first.",)
    form.address.setText("http://calendar.example.com/basic.ics")
    form.follow.click()
    assert form.problem.sentences[0].startswith("This is no address of a calendar.")
    assert form.address.echoMode() is QLineEdit.EchoMode.Password
    form.address.setText(ADDRESS)
    form.follow.click()
    assert desk.calendars == {"ben": ADDRESS}
    assert form.address.text() == ""
    assert not form.problem.sentences
    assert "is going to be read" in form.calendar_words
    form.unfollow.click()
    assert desk.calendars == {}
    assert not form.unfollow.isVisible()


def test_what_cannot_be_is_said_and_can_be_tried_again(show: Show) -> None:
    shown = show()
    form, desk = opened(shown), shown.story.session.schedule
    begin, there = form.begin.at, shown.presenter._bridge.viewer.zone
    form.end.show_at(begin - DAY, there)
    form.confirm.click()
    assert form.problem.sentences == ("It ends before it begins. Set a later end.",)
    form.end.show_at(begin + DAY, there)
    desk.refusal = PairwatchError("The hub says no.", "Ask an admin.")
    form.confirm.click()
    assert form.problem.sentences == ("The hub says no. Ask an admin.",)
    desk.refusal = None
    assert form.confirm.isEnabled()
    form.confirm.click()
    assert len(form.rows) == 1


def test_one_form_at_a_time_and_escape_leaves_it(show: Show, qtbot: QtBot) -> None:
    shown = show()
    form = opened(shown)
    shown.view.timeline.override_button.click()
    assert form.isHidden()
    form = opened(shown)
    assert shown.view.timeline.override.isHidden()
    qtbot.keyClick(form.begin, Qt.Key.Key_Escape)
    assert form.isHidden()
