"""The timeline: who is on, what is worth a look, calendar addresses; offline, narrow, with large text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop.core.schedule.hand_over import HandOverFacts
from desktop.core.team.seat import Seat
from desktop.ui.present.schedule.schedule_grid import Zoom
from desktop.ui.theme.theme import Theme
from tests.ui.schedule.conftest import Show
from tests.ui.schedule.scenes import ALONE_TEAM, BUSY_TEAM, DAY, MONDAY, forty
from tests.ui.story import TEAM


def test_who_is_on_now_and_at_any_moment(show: Show) -> None:
    shown = show()
    card = shown.view.timeline.who
    assert "Ana Okafor" in card.seats[Seat.MANAGER].accessibleName()
    assert "probably asleep" in card.seats[Seat.MANAGER].accessibleName()
    assert card.now.isHidden()
    card.moment.show_at(MONDAY + 9 * DAY, shown.presenter._bridge.viewer.zone)
    assert "Kwame Mensah" in card.seats[Seat.MANAGER].accessibleName()
    assert "Swap" in card.seats[Seat.MANAGER].accessibleName()
    card.now.click()
    assert "Ana Okafor" in card.seats[Seat.MANAGER].accessibleName()


def test_who_is_unproven_is_marked_in_word_and_lane(show: Show) -> None:
    proven = show()
    shown = show(replace(BUSY_TEAM, hand_overs=HandOverFacts()))
    page = shown.view.timeline
    assert "unproven" not in proven.view.timeline.who.seats[Seat.MANAGER].accessibleName()
    assert "unproven: no sound check yet" in page.who.seats[Seat.MANAGER].accessibleName()
    QTest.keyClick(page.lanes, Qt.Key.Key_Down)
    assert "unproven: no sound check yet" in page.chosen_words
    QTest.keyClick(page.lanes, Qt.Key.Key_Right)
    QTest.keyClick(page.lanes, Qt.Key.Key_Right)
    assert "unproven" not in page.chosen_words, "Leila comes on Thursday only"
    shots = []
    for view in (shown.view, proven.view):
        view.timeline.lanes.clearFocus()
        shots.append(view.timeline.lanes.viewport().grab().toImage())
    assert shots[0] != shots[1]


def test_both_of_one_team_are_worth_a_look(show: Show) -> None:
    people = tuple(
        replace(r, team="payments") if r.id in ("ana", "ben") else r for r in TEAM.roster.responders
    )
    shown = show(replace(TEAM, roster=replace(TEAM.roster, responders=people)))
    assert "Ana Okafor and you are both of payments." in shown.view.timeline.side.sentences


def test_an_override_that_pairs_two_of_one_team_is_warned_about_before_it_is_made(show: Show) -> None:
    people = tuple(
        replace(r, team="payments") if r.id in ("ana", "mei") else r for r in TEAM.roster.responders
    )
    shown = show(replace(TEAM, roster=replace(TEAM.roster, responders=people)))
    form = shown.view.timeline.override
    shown.presenter.overrides.open(Seat.ENGINEER, MONDAY + 2 * DAY, MONDAY + 3 * DAY, "leila")
    assert form.warnings.sentences == ()
    shown.presenter.overrides.open(Seat.ENGINEER, MONDAY + 2 * DAY, MONDAY + 3 * DAY, "mei")
    assert any(
        sentence.startswith("Ana Okafor and Mei Lindqvist are both of payments. (")
        for sentence in form.warnings.sentences
    )
    assert form.confirm.isEnabled()


def test_what_is_worth_a_look_leads_to_its_place(show: Show) -> None:
    shown = show()
    page = shown.view.timeline
    assert page.side.sentences == ["Mei Lindqvist is on duty as Manager while away."] * 2
    found = page.side._lines.itemAt(0)
    line = found.widget() if found is not None else None
    assert line is not None
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    chosen = page.lanes.cursor_span
    assert chosen is not None
    assert chosen[1] <= MONDAY + 8 * DAY < chosen[2]


def test_the_line_below_says_what_the_keyboard_is_on(show: Show) -> None:
    shown = show()
    page = shown.view.timeline
    QTest.keyClick(page.lanes, Qt.Key.Key_Down)
    assert "Engineer: Ben Sato (you)" in page.chosen_words
    QTest.keyClick(page.lanes, Qt.Key.Key_Right)
    QTest.keyClick(page.lanes, Qt.Key.Key_Right)
    assert "Leila Haddad" in page.chosen_words
    assert "Delete" in page.chosen_words


def test_somebody_elsewhere_is_told_both_clocks(show: Show) -> None:
    shown = show(me="priya")
    page = shown.view.timeline
    assert page.zones.text() == "Times of Berlin; your clock is 4 h 30 min ahead"
    assert "for you" in page.chosen_words


def test_without_the_hub_the_plan_is_still_there_and_says_what_is_not(show: Show) -> None:
    shown = show(before=lambda story: story.session.lose_hub())
    assert not shown.view.problem.isHidden()
    assert "could not be read" in shown.view.problem.accessibleName()
    page = shown.view.timeline
    assert page.side.sentences == []
    page.lanes.setFocus()
    QTest.keyClick(page.lanes, Qt.Key.Key_Left)
    assert "Ana Okafor" in page.chosen_words
    shown.story.session.find_hub()
    shown.refresh()
    assert shown.view.problem.isHidden()
    assert page.side.sentences


def test_the_hub_is_asked_only_when_something_changed(show: Show) -> None:
    shown = show()
    asked = shown.story.session.schedule.asked
    shown.refresh()
    shown.refresh()
    assert shown.story.session.schedule.asked == asked


def test_one_person_alone_is_asked_to_invite_somebody(show: Show) -> None:
    shown = show(ALONE_TEAM, "ana")
    assert shown.view.timeline.is_alone
    assert shown.view.timeline.side.sentences == []


def test_calendar_addresses_are_copied_and_revoked(show: Show) -> None:
    shown = show()
    card = shown.view.calendar
    shown.view.timeline.calendar_button.click()
    card.mine.click()
    assert QGuiApplication.clipboard().text().endswith("/public/calendar/s0.ics")
    card.everybody.click()
    assert [row.words for row in card.rows] == ["Your shifts, made today", "Everybody's shifts, made today"]
    card._ask(card.rows[0])
    card.question.yes.click()
    assert [row.words for row in card.rows] == ["Everybody's shifts, made today"]
    shown.view.timeline.calendar_button.click()
    assert card.isHidden()


def test_the_zoom_is_another_by_key_and_by_button(show: Show) -> None:
    shown = show()
    page = shown.view.timeline
    QTest.keyClick(page.lanes, Qt.Key.Key_Minus)
    zooms = [page.lanes.zoom]
    page.zoom.button(3).click()
    zooms.append(page.lanes.zoom)
    assert zooms == [Zoom.QUARTER, Zoom.YEAR]


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("width", [576, 1216])
def test_nothing_is_wider_than_the_window(show: Show, theme: Theme, scale: float, width: int) -> None:
    theme.set_text_scale(scale)
    shown = show(forty(), "ana", size=(width, 800))
    for leaf in range(3):
        shown.view.open(leaf)
    assert shown.view.width() == width
