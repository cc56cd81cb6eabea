"""What people change on the timeline, and how it is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.errors import PairwatchError
from desktop.core.schedule.schedule import ExceptionKind, Schedule
from desktop.core.schedule.shift_offer import OfferState
from desktop.core.team.responder import Role, Roster
from desktop.core.team.seat import Seat
from tests.ui.schedule.conftest import Show, Shown
from tests.ui.schedule.scenes import ALONE_TEAM, BUSY_TEAM, DAY, EXCEPTIONS, MONDAY, H, offers
from tests.ui.schedule.test_lanes import drag, where
from tests.ui.story import NIGHT

CTRL = Qt.KeyboardModifier.ControlModifier


def schedule(shown: Shown) -> Schedule:
    team = shown.story.session.state.team
    assert team is not None
    return team.schedule


def who(shown: Shown, seat: Seat, at: datetime) -> str:
    duty = schedule(shown).on_duty(seat, at)
    assert duty is not None
    return duty.responder


def test_enter_on_a_day_writes_an_override_and_ctrl_z_takes_it_back(show: Show) -> None:
    shown = show()
    page, form = shown.view.timeline, shown.view.timeline.override
    at = MONDAY + 2 * DAY
    QTest.keyClick(page.lanes, Qt.Key.Key_Right)
    QTest.keyClick(page.lanes, Qt.Key.Key_Return)
    assert not form.isHidden()
    assert form.draft.begin == page.lanes.grid.axis.begin(page.lanes.grid.today + DAY)
    form.person.setCurrentIndex(form.person.findData("jonas"))
    form.because.setText("exam")
    QTest.keyClick(form.because, Qt.Key.Key_Return)
    assert form.isHidden()
    assert who(shown, Seat.MANAGER, at) == "jonas"
    assert schedule(shown).exceptions[-1].because == "exam"
    assert page.undo.words.startswith("Jonas Weber has the Manager's seat")
    shown.view.undo_wanted.emit()
    assert who(shown, Seat.MANAGER, at) == "ana"
    assert page.undo.isHidden()


def test_the_shortcut_undoes(show: Show, qtbot: QtBot) -> None:
    shown = show()
    with qtbot.waitSignal(shown.view.undo_wanted):
        QTest.keyClick(shown.view.timeline.lanes, Qt.Key.Key_Z, CTRL)


def test_the_form_warns_and_forbids_nothing(show: Show) -> None:
    shown = show()
    form = shown.view.timeline.override
    shown.presenter.overrides.open(Seat.ENGINEER, MONDAY + 9 * DAY, MONDAY + 10 * DAY, "mei")
    assert any("while away" in sentence for sentence in form.warnings.sentences)
    form.confirm.click()
    assert who(shown, Seat.ENGINEER, MONDAY + 9 * DAY + H) == "mei"


def test_what_cannot_be_is_said_and_nothing_is_sent(show: Show) -> None:
    shown = show()
    form = shown.view.timeline.override
    shown.presenter.overrides.open(Seat.ENGINEER, MONDAY + 10 * DAY, MONDAY + 9 * DAY, "mei")
    form.confirm.click()
    assert form.problem.sentences == ("It ends before it begins. Set a later end.",)
    assert schedule(shown).exceptions == EXCEPTIONS


def test_the_hub_s_no_is_a_sentence_in_the_form(show: Show) -> None:
    shown = show()
    form = shown.view.timeline.override
    shown.presenter.overrides.open(Seat.ENGINEER, MONDAY + 9 * DAY, MONDAY + 10 * DAY, "jonas")
    shown.story.session.lose_hub()
    form.confirm.click()
    assert form.problem.sentences == ("The hub cannot be reached. Pairwatch goes on trying.",)
    assert not form.isHidden()
    assert form.confirm.isEnabled()


def test_escape_leaves_the_form_and_gives_the_lanes_the_keyboard(show: Show) -> None:
    shown = show()
    page = shown.view.timeline
    QTest.keyClick(page.lanes, Qt.Key.Key_Return)
    QTest.keyClick(page.override.because, Qt.Key.Key_Escape)
    assert page.override.isHidden()
    assert page.lanes.hasFocus()


def test_an_override_is_removed_and_brought_back(show: Show) -> None:
    shown = show()
    page = shown.view.timeline
    at = MONDAY + 3 * DAY + H
    page.lanes.removed.emit(EXCEPTIONS[0])
    assert who(shown, Seat.ENGINEER, at) == "ben"
    shown.view.undo_wanted.emit()
    assert who(shown, Seat.ENGINEER, at) == "leila"


def test_what_two_agreed_on_is_not_simply_removed(show: Show) -> None:
    shown = show()
    assert EXCEPTIONS[1].kind is ExceptionKind.SWAP
    shown.view.timeline.lanes.removed.emit(EXCEPTIONS[1])
    assert not shown.view.problem.isHidden()
    assert schedule(shown).exceptions == EXCEPTIONS


def test_an_override_is_drawn_out_and_back(show: Show) -> None:
    shown = show()
    known = EXCEPTIONS[0]
    shown.view.timeline.lanes.stretched.emit(known, known.starts_at, known.ends_at + 12 * H)
    assert who(shown, Seat.ENGINEER, known.ends_at + 6 * H) == "leila"
    assert all(e.id != known.id for e in schedule(shown).exceptions)
    shown.view.undo_wanted.emit()
    assert who(shown, Seat.ENGINEER, known.ends_at + 6 * H) == "ben"
    assert who(shown, Seat.ENGINEER, known.starts_at + H) == "leila"


def test_take_it_from_me_is_offered_to_everybody_for_an_hour(show: Show) -> None:
    shown = show()
    page = shown.view.timeline
    page.take_button.click()
    assert page.take.seats[Seat.MANAGER].isHidden(), "it is not mine"
    page.take.confirm.click()
    [made] = shown.story.session.schedule.offers
    assert (made.by, made.to, made.part.seat) == ("ben", None, Seat.ENGINEER)
    assert made.part.ends_at == NIGHT + H
    assert page.take.isHidden()
    assert page.offers.lines, "it is shown with Withdraw"
    shown.view.undo_wanted.emit()
    assert shown.story.session.schedule.offers[0].state is OfferState.WITHDRAWN


def test_the_rest_of_the_shift_goes_to_one(show: Show) -> None:
    shown = show()
    page = shown.view.timeline
    page.take_button.click()
    page.take.span.button(1).click()
    page.take.to.setCurrentIndex(page.take.to.findData("mei"))
    page.take.confirm.click()
    [made] = shown.story.session.schedule.offers
    assert (made.to, made.part.ends_at) == ("mei", EXCEPTIONS[0].starts_at)


def test_who_is_off_duty_is_told_what_to_do_instead(show: Show) -> None:
    shown = show(me="kwame")
    shown.view.timeline.take_button.click()
    assert shown.view.timeline.take.isHidden()
    assert not shown.view.problem.isHidden()


def test_a_swap_is_offered_with_both_shifts_and_its_warnings(show: Show) -> None:
    shown = show()
    page, form = shown.view.timeline, shown.view.timeline.swap
    page.swap_button.click()
    form.person.setCurrentIndex(form.person.findData("jonas"))
    form.person.picked.emit()
    assert form.draft is not None
    assert who(shown, Seat.ENGINEER, form.draft.theirs.begin) == "jonas"
    assert form.draft.mine.begin > NIGHT
    form.confirm.click()
    [made] = shown.story.session.schedule.offers
    assert made.is_swap
    assert made.to == "jonas"


def test_offers_wait_with_accept_and_decline_and_mine_with_withdraw(show: Show) -> None:
    shown = show(before=offers)
    page, desk = shown.view.timeline, shown.story.session.schedule
    assert list(page.offers.lines) == [UUID(int=72), UUID(int=71), UUID(int=73)]
    page.offers.lines[UUID(int=71)].accept.click()
    assert desk.offer_of(UUID(int=71)).state is OfferState.ACCEPTED
    assert who(shown, Seat.MANAGER, MONDAY + 29 * DAY) == "ben"
    assert page.offers.lines[UUID(int=71)].withdraw.text() == "Undo"
    page.offers.lines[UUID(int=72)].decline.click()
    assert desk.offer_of(UUID(int=72)).declined_by == ("ben",)
    page.offers.lines[UUID(int=73)].withdraw.click()
    assert list(page.offers.lines) == [UUID(int=71)]
    page.offers.lines[UUID(int=71)].withdraw.click()
    assert desk.offer_of(UUID(int=71)).state is OfferState.UNDONE
    assert page.offers.isHidden()


def test_an_answer_that_the_hub_refuses_is_said(show: Show) -> None:
    shown = show(before=offers)
    refusal = PairwatchError("This offer was withdrawn already.", "Make a new one.")
    shown.story.session.schedule.refusal = refusal
    shown.view.timeline.offers.lines[UUID(int=71)].accept.click()
    assert not shown.view.problem.isHidden()


def test_dragging_warns_while_it_moves(show: Show) -> None:
    shown = show()
    lanes = shown.view.timeline.lanes
    begin = where(lanes, Seat.MANAGER, MONDAY + 5 * DAY)
    drag(lanes, begin, begin + QPoint(50, 0), drop=False)
    assert lanes.dragged is not None
    assert any("You have both seats." in sentence for sentence in lanes.dragged.said)
    QTest.keyClick(lanes, Qt.Key.Key_Escape)
    assert lanes.dragged is None


def test_somebody_alone_may_override_and_has_nobody_to_swap_with(show: Show) -> None:
    shown = show(ALONE_TEAM, "ana")
    page = shown.view.timeline
    assert page.is_alone
    assert page.swap_button.isHidden()
    assert not page.override_button.isHidden()


def test_an_observer_only_reads(show: Show) -> None:
    people = tuple(
        replace(r, role=Role.OBSERVER) if r.id == "sofia" else r for r in BUSY_TEAM.roster.responders
    )
    shown = show(replace(BUSY_TEAM, roster=Roster(responders=people)), "sofia")
    page = shown.view.timeline
    assert not page.override_button.isEnabled()
    QTest.keyClick(page.lanes, Qt.Key.Key_Return)
    assert page.override.isHidden()
