"""The alarm, driven by keyboard and mouse with core's own values."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.incident.commands import SendUpdate
from desktop.core.team.seat import Seat
from desktop.core.telling.update import Readers, Stage
from desktop.ui.alarm.controller import AlarmController
from desktop.ui.theme.tokens import Tone
from tests.ui.conftest import HEARD
from tests.ui.story import S, Story

QUICK_MS = 100


@pytest.fixture
def alarm_of(qtbot, theme, bridge_of):
    """The alarm of a story's desktop."""
    made = []

    def make(story: Story) -> AlarmController:
        controller = AlarmController(bridge_of(story), theme, lambda: HEARD)
        qtbot.addWidget(controller.window)
        controller.window._quiet.setInterval(QUICK_MS)
        controller.window._quiet.start()
        made.append(controller)
        return controller

    yield make
    for controller in made:
        controller._put_away()


def open_gate(qtbot, controller):
    """Nobody touches the keyboard for a moment."""
    qtbot.waitUntil(lambda: controller.window.keys_count, timeout=3000)


def tap(controller, key):
    target = QApplication.focusWidget() or controller.window
    QTest.keyClick(target if target.window() is controller.window else controller.window, key)


def holder(story, seat=Seat.ENGINEER, incident_id=None):
    return story.incident(incident_id or story.checkout).seat(seat).holder


def test_it_covers_the_screen_and_says_what_broke(alarm_of, story):
    alarm = alarm_of(story)
    window = alarm.window
    assert window.isVisible()
    assert window.isFullScreen()
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert window.page.headline == "Checkout fails for 31 % of customers"
    assert window.page.forecast.headline.startswith("If both seats stay empty until 03:46")
    assert window.page.keys_words == "Space to acknowledge · O to open · sound on Speakers, verified 01:41"


def test_two_desktops_may_share_a_screen(qtbot, theme, bridge_of, story):
    place = QRect(10, 20, 700, 560)
    alarm = AlarmController(bridge_of(story), theme, lambda: HEARD, place=place)
    qtbot.addWidget(alarm.window)
    assert alarm.window.isVisible()
    assert not alarm.window.isFullScreen()
    assert alarm.window.geometry() == place
    alarm._put_away()


def test_nothing_shows_when_nothing_rings(alarm_of):
    assert not alarm_of(Story(quiet=True)).window.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_space_or_enter_acknowledges_my_seat(qtbot, alarm_of, story, key):
    alarm = alarm_of(story)
    open_gate(qtbot, alarm)
    tap(alarm, key)
    assert holder(story) == "ben"
    assert not alarm.window.ringing
    assert alarm.window.closing.title == "You are the Incident Engineer"


def test_whoever_is_typing_does_not_acknowledge(qtbot, alarm_of, story):
    alarm = alarm_of(story)
    for key in (Qt.Key.Key_H, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_O):
        tap(alarm, key)
    assert holder(story) is None
    assert alarm.window.ringing
    assert alarm.window.page.keys_words.startswith("Keys count once")
    open_gate(qtbot, alarm)
    assert alarm.window.page.keys_words.startswith("Space to acknowledge")
    tap(alarm, Qt.Key.Key_Space)
    assert holder(story) == "ben"


def test_a_key_that_is_held_down_never_acknowledges(qtbot, alarm_of, story):
    alarm = alarm_of(story)
    button = alarm.window.page.acknowledge
    repeat = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", autorep=True
    )
    for _ in range(12):
        QApplication.sendEvent(button, repeat)
        qtbot.wait(QUICK_MS // 4)
    assert not alarm.window.keys_count
    assert holder(story) is None


def test_a_click_needs_no_quiet_moment(qtbot, alarm_of, story):
    alarm = alarm_of(story)
    qtbot.mouseClick(alarm.window.page.acknowledge, Qt.MouseButton.LeftButton)
    assert holder(story) == "ben"


def test_pressing_space_twice_does_not_press_what_comes_after(qtbot, alarm_of, story):
    alarm = alarm_of(story)
    open_gate(qtbot, alarm)
    tap(alarm, Qt.Key.Key_Space)
    tap(alarm, Qt.Key.Key_Space)
    assert alarm.window.isVisible()
    assert alarm.window.closing.title == "You are the Incident Engineer"


def test_space_on_another_button_presses_that_one(qtbot, alarm_of, story):
    alarm = alarm_of(story)
    open_gate(qtbot, alarm)
    alarm.window.page.decline.setFocus()
    tap(alarm, Qt.Key.Key_Space)
    assert holder(story) is None
    assert alarm.window.closing.title == "The next are paged"


def test_every_button_is_reached_by_tab(qtbot, alarm_of, story):
    alarm = alarm_of(story)
    page = alarm.window.page
    open_gate(qtbot, alarm)
    reached = set()
    for _ in range(8):
        reached.add(QApplication.focusWidget())
        tap(alarm, Qt.Key.Key_Tab)
    assert {page.acknowledge, page.decline, page.open, page.forecast.toggle} <= reached


def test_the_names_open_in_place(qtbot, alarm_of, story):
    alarm = alarm_of(story)
    open_gate(qtbot, alarm)
    tap(alarm, Qt.Key.Key_N)
    assert alarm.window.page.forecast.toggle.isChecked()
    assert alarm.window.page.forecast._names.isVisible()


def test_it_does_not_close_while_it_rings(alarm_of, story):
    alarm = alarm_of(story)
    event = QCloseEvent()
    QApplication.sendEvent(alarm.window, event)
    assert not event.isAccepted()
    assert alarm.window.isVisible()


def test_the_clock_runs(alarm_of, story):
    alarm = alarm_of(story)
    story.clock.advance(21 * S)
    alarm._refresh()
    assert [card.view.state for card in alarm.window.page.seats] == ["ringing for 0:21"] * 2
    assert alarm.window.page.forecast._ring.text == "4:39"


def test_the_partners_acknowledgement_is_seen_at_once(alarm_of, story):
    alarm = alarm_of(story)
    story.clock.advance(9 * S)
    story.claims(story.checkout, "ana", Seat.MANAGER)
    assert alarm.window.ringing
    assert alarm.window.page.seats[1].view.state == "acknowledged just now"
    assert "your seat stays empty" in alarm.window.page.forecast.headline


def test_somebody_else_has_it(alarm_of, story):
    alarm = alarm_of(story)
    story.claims(story.checkout, "mei", Seat.ENGINEER)
    assert not alarm.window.ringing
    assert alarm.window.closing.title == "Mei Lindqvist has it"


def test_over_by_itself(alarm_of, story):
    alarm = alarm_of(story)
    story.monitor_resolves(story.checkout)
    assert alarm.window.closing.title == "Over by itself"


def test_the_end_goes_by_itself_or_by_escape(qtbot, alarm_of, story):
    alarm = alarm_of(story)
    alarm._calm.setInterval(50)
    story.monitor_resolves(story.checkout)
    qtbot.waitUntil(lambda: not alarm.window.isVisible(), timeout=3000)
    second = story.alert("Search lags", "search")
    assert alarm.current == second
    story.session.lose_hub()
    story.session.claim(second, Seat.ENGINEER)
    open_gate(qtbot, alarm)
    tap(alarm, Qt.Key.Key_Escape)
    assert not alarm.window.isVisible()


def test_offline_it_says_not_yet_sent_until_it_is(qtbot, alarm_of, story):
    alarm = alarm_of(story)
    story.session.lose_hub()
    open_gate(qtbot, alarm)
    tap(alarm, Qt.Key.Key_Space)
    assert alarm.window.closing.title == "Acknowledged here, not yet sent"
    assert "11 people are woken" in alarm.window.closing.forecast.headline
    assert not alarm._calm.isActive()  # it stays
    story.session.find_hub()
    alarm._refresh()
    assert alarm.window.closing.title == "You are the Incident Engineer"
    assert alarm._calm.isActive()


def test_several_ring_one_after_the_other(qtbot, alarm_of, story):
    story.clock.advance(S)
    second = story.alert("Search lags", "search")
    alarm = alarm_of(story)
    assert alarm.window.page.count == "1 of 2"
    open_gate(qtbot, alarm)
    tap(alarm, Qt.Key.Key_Space)
    assert holder(story) == "ben"
    assert alarm.current == second
    assert alarm.window.ringing
    assert alarm.window.page.count == ""
    tap(alarm, Qt.Key.Key_Space)  # the same press again: must not answer the second
    assert holder(story, incident_id=second) is None


def test_a_newer_alarm_does_not_change_the_one_under_the_finger(alarm_of, story):
    alarm = alarm_of(story)
    story.clock.advance(S)
    story.alert("Search lags", "search")
    assert alarm.window.page.headline.startswith("Checkout")
    assert alarm.window.page.count == "1 of 2"


def test_paged_for_both_seats_there_are_two_buttons(qtbot, alarm_of):
    story = Story(me="kwame")
    story.wait(timedelta(minutes=5))
    alarm = alarm_of(story)
    assert alarm.window.page.acknowledge.text() == "Acknowledge as Engineer"
    qtbot.mouseClick(alarm.window.page.second, Qt.MouseButton.LeftButton)
    assert holder(story, Seat.MANAGER) == "kwame"
    assert holder(story, Seat.ENGINEER) is None


def test_opening_puts_it_aside_until_it_is_brought_back(qtbot, alarm_of, story):
    alarm = alarm_of(story)
    open_gate(qtbot, alarm)
    with qtbot.waitSignal(alarm.opened) as opened:
        tap(alarm, Qt.Key.Key_O)
    assert opened.args == [story.checkout]
    assert not alarm.window.isVisible()
    assert holder(story) is None  # it rings on
    alarm.bring_back()
    assert alarm.window.isVisible()
    assert alarm.window.ringing


def test_the_first_frame_is_told_once(qtbot, alarm_of):
    story = Story(quiet=True)
    alarm = alarm_of(story)
    with qtbot.waitSignal(alarm.painted) as painted:
        incident_id = story.alert("Checkout fails", "checkout-api")
    assert painted.args == [incident_id]


def test_a_screen_reader_hears_it_assertively(alarm_of, story, monkeypatch):
    from PySide6.QtGui import QAccessible

    heard = []
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: heard.append((event.message(), event.politeness()))
    )
    alarm_of(story)
    message, politeness = heard[0]
    assert message.startswith("You are being paged as Incident Engineer. Checkout fails")
    assert politeness is QAccessible.AnnouncementPoliteness.Assertive


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("size", [(1024, 640), (1280, 800), (1920, 1080)])
def test_the_button_is_always_on_the_screen_and_nothing_lies_over_it(
    qtbot, theme, alarm_of, story, scale, size
):
    theme.set_text_scale(scale)
    alarm = alarm_of(story)
    window = alarm.window
    window.showNormal()
    window.setGeometry(0, 0, *size)
    QApplication.processEvents()
    button = window.page.acknowledge
    inside = button.rect().translated(button.mapTo(window, button.rect().topLeft()))
    assert window.rect().contains(inside)
    assert window.childAt(inside.center()) is button
    for quiet in (window.page.decline, window.page.open):
        assert window.rect().contains(quiet.geometry().translated(window.page.pos()))


@pytest.fixture
def late() -> Story:
    """Ana's first update is late: Mei is asked to tell it."""
    story = Story(me="mei")
    for by, seat in (("ana", Seat.MANAGER), ("ben", Seat.ENGINEER)):
        story.claims(story.checkout, by, seat)
    story.wait(timedelta(minutes=5))
    story.wait(timedelta(minutes=5))
    return story


def test_a_stand_in_sees_a_milder_alarm_with_other_words(qtbot, alarm_of, late):
    alarm = alarm_of(late)
    page = alarm.window.page
    assert page.lead == "An update is late: you are asked to tell it"
    assert page.lead_tone is Tone.WARN
    assert page.acknowledge.text() == "Take the Manager's seat and tell it"
    assert page.update_words.startswith("First update late 5:00")
    assert page.keys_words.startswith("Space to take the seat")
    late.clock.advance(7 * S)
    alarm._refresh()
    assert page.update_words.startswith("First update late 5:07")
    open_gate(qtbot, alarm)
    tap(alarm, Qt.Key.Key_Space)
    assert holder(late, Seat.MANAGER) == "mei", "one press, no second action"
    assert alarm.window.closing.isVisible()


def test_an_update_that_comes_after_all_ends_it(alarm_of, late):
    alarm = alarm_of(late)
    late.others(
        SendUpdate(
            incident_id=late.checkout,
            by="ana",
            pressed_at=late.clock.now(),
            update_id=UUID(int=1),
            stage=Stage.INVESTIGATING,
            readers=Readers.CUSTOMERS,
            text="We look into it.",
        )
    )
    assert not alarm.window.ringing


def test_the_managers_page_counts_down_to_the_first_update(alarm_of):
    page = alarm_of(Story(me="ana")).window.page
    assert page.update_words.startswith("First update due 5:00")
    assert page.lead_tone is Tone.ALARM


def test_the_engineers_does_not(alarm_of, story):
    assert alarm_of(story).window.page.update_words == ""


@pytest.fixture
def called():
    """Ana and Ben hold their seats; Ben calls Mei in, whose desktop this is."""
    story = Story(me="mei")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    story.calls_in("ben", "mei")
    return story


def test_a_call_in_is_answered_by_space_and_takes_no_seat(qtbot, alarm_of, called):
    alarm = alarm_of(called)
    page = alarm.window.page
    assert page.lead == "You are called in to help"
    assert page.call_words == "Ben Sato asks you to help: knows the payment gateway"
    assert (page.acknowledge.text(), page.decline.text()) == ("I'm coming", "I can't")
    assert not page.second.isVisible()
    open_gate(qtbot, alarm)
    tap(alarm, Qt.Key.Key_Space)
    assert called.incident(called.checkout).call_ins[-1].coming is True
    assert called.incident(called.checkout).held_by("mei") == ()
    assert alarm.window.closing.title == "You are coming"


def test_a_call_in_is_declined_by_its_button(qtbot, alarm_of, called):
    alarm = alarm_of(called)
    qtbot.mouseClick(alarm.window.page.decline, Qt.MouseButton.LeftButton)
    assert called.incident(called.checkout).call_ins[-1].coming is False
    assert alarm.window.closing.title == "You cannot come"


def test_a_page_for_a_seat_of_the_same_incident_is_read_before_it_is_answered(qtbot, alarm_of):
    story = Story(me="mei")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.calls_in("ana", "mei")
    alarm = alarm_of(story)
    open_gate(qtbot, alarm)
    story.wait(timedelta(minutes=5))  # the Engineer's seat moves up, and Mei's call-in is paged again
    assert alarm.window.page.acknowledge.text() == "Acknowledge"
    assert alarm.window.page.call_words.startswith("Ana Okafor also asks you to help")
    page = alarm.window.page
    qtbot.waitUntil(lambda: page._call_row.y() > page.forecast.y() > 0)  # the clock comes first
    tap(alarm, Qt.Key.Key_Space)
    assert holder(story) is None, "pressed for what was there before"
    open_gate(qtbot, alarm)
    tap(alarm, Qt.Key.Key_Space)
    assert holder(story) == "mei"
    assert story.incident(story.checkout).call_ins[-1].coming is True
    assert not alarm.window.ringing


def test_an_ordinary_page_has_no_call(alarm_of, story):
    page = alarm_of(story).window.page
    assert (page.call_words, page.decline.text()) == ("", "I can't, page the next")
