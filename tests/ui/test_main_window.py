"""The main window, driven by keyboard and mouse with core's own values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.client.errors import NotKnownYet
from desktop.core.incident.commands import ClaimSeat
from desktop.core.team.seat import Seat
from desktop.ui.main_window.places import Place
from desktop.ui.main_window.surroundings import HubInfo, Preferences
from desktop.ui.main_window.window import MainWindow
from desktop.ui.present.rows import IncidentRow, Section
from desktop.ui.present.schedule.duty import SoundState
from desktop.ui.theme.tokens import Scheme
from tests.ui.conftest import HEARD, drive
from tests.ui.story import NIGHT, Story, many

HUB = HubInfo(
    address="http://127.0.0.1:8787",
    events_url="http://127.0.0.1:8787/v2/enqueue",
    alertmanager_url="http://127.0.0.1:8787/ingest/alertmanager/key",
    key_hint="…4f2a",
)


@pytest.fixture
def window_of(qtbot, theme, bridge_of):
    """The window of a story's desktop."""

    def make(story: Story, sound: SoundState = HEARD, hub: HubInfo = HUB, **more: Any) -> MainWindow:
        window = MainWindow(
            bridge_of(story), theme, sound=lambda: sound, hub=lambda: hub, start=drive, **more
        )
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return make


def button(window, words):
    buttons = [*window.now.incident.action_row.buttons, window.now.incident.resolve_button]
    return next(b for b in buttons if b.text().startswith(words))


def timeline(window):
    rows = window.now.incident.timeline.list.rows
    return [rows.row(n).title for n in range(rows.rowCount())]


def middle(window):
    return window.now.middle.currentWidget()


def test_what_needs_me_is_shown_first(window_of, story):
    lag = story.alert("Search lags", "search")
    story.claims(lag, "ana", Seat.MANAGER)
    story.claims(lag, "ben", Seat.ENGINEER)
    window = window_of(story)
    rows = window.now.list.rows
    assert [rows.row(n).title for n in range(rows.rowCount())] == [
        "Needs you",
        "Checkout fails for 31 % of customers",
        "Running",
        "Search lags",
    ]
    assert window.now.incident.title == "Checkout fails for 31 % of customers"
    assert window.now.incident.detail == "checkout-api · #142 · waiting for an answer · open for 0:00"
    assert timeline(window)[0] == "Paged Ana Okafor (Manager) and you (Engineer)"


def test_acknowledging_from_the_incident(qtbot, window_of, story):
    window = window_of(story)
    qtbot.mouseClick(button(window, "Acknowledge as Engineer"), Qt.MouseButton.LeftButton)
    assert story.incident(story.checkout).engineer.holder == "ben"
    qtbot.waitUntil(lambda: window.now.incident.seats[1].view.name == "You · Ben Sato")
    assert timeline(window)[0] == "You took the Engineer's seat"


def test_both_seats_are_taken_only_after_the_question(qtbot, window_of, story):
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    window = window_of(story)
    incident = window.now.incident
    qtbot.mouseClick(button(window, "Take both seats"), Qt.MouseButton.LeftButton)
    assert incident.question.isVisible()
    assert story.incident(story.checkout).manager.holder is None
    QTest.keyClick(incident.question.yes, Qt.Key.Key_Escape)
    assert not incident.question.isVisible()
    assert story.incident(story.checkout).manager.holder is None
    qtbot.mouseClick(button(window, "Take both seats"), Qt.MouseButton.LeftButton)
    QTest.keyClick(incident.question.yes, Qt.Key.Key_Return)
    assert story.incident(story.checkout).held_by("ben") == (Seat.MANAGER, Seat.ENGINEER)


def test_taking_over_and_giving_back(qtbot, window_of, story):
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.clock.advance(timedelta(seconds=5))
    window = window_of(story)
    qtbot.mouseClick(button(window, "Take over as Manager"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.now.incident.question.yes, Qt.MouseButton.LeftButton)
    assert story.incident(story.checkout).manager.holder == "ben"
    qtbot.waitUntil(lambda: window.now.incident.seats[0].view.name.startswith("You"))
    qtbot.mouseClick(button(window, "Give the Manager's seat back"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.now.incident.question.yes, Qt.MouseButton.LeftButton)
    assert story.incident(story.checkout).manager.holder is None


def test_resolving_asks_and_moves_it_down(qtbot, window_of, story):
    window = window_of(story)
    qtbot.mouseClick(button(window, "Resolve"), Qt.MouseButton.LeftButton)
    assert story.incident(story.checkout).resolved_at is None
    qtbot.mouseClick(window.now.incident.question.yes, Qt.MouseButton.LeftButton)
    assert story.incident(story.checkout).resolved_by == "ben"
    qtbot.waitUntil(lambda: window.now.list.rows.row(0).title == "Resolved lately")
    assert not window.now.incident.ladder.isVisible()
    assert not window.now.incident.resolve_button.isVisible()


def test_a_question_goes_when_its_answer_is_no_longer_possible(qtbot, window_of, story):
    window = window_of(story)
    qtbot.mouseClick(button(window, "Resolve"), Qt.MouseButton.LeftButton)
    story.resolves(story.checkout, "ana")
    qtbot.waitUntil(lambda: not window.now.incident.question.isVisible())


def test_n_writes_a_note(qtbot, window_of, story):
    window = window_of(story)
    window.now.list.setFocus()
    note = window.now.incident.timeline.note
    QTest.keyClick(window.now.list, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is note)
    QTest.keyClicks(note, "No outage at the provider, nothing new")  # with the letter n, typed as a letter
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert timeline(window)[0] == "No outage at the provider, nothing new"
    assert note.text() == ""
    QTest.keyClicks(note, "   ")
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert timeline(window)[0] == "No outage at the provider, nothing new"


def test_what_others_do_appears_in_the_timeline(window_of, story):
    window = window_of(story)
    story.claims(story.checkout, "ana", Seat.MANAGER)
    assert timeline(window)[0] == "Ana Okafor took the Manager's seat"


def test_the_ladder_counts_beside_what_it_threatens(window_of, story):
    window = window_of(story)
    story.clock.advance(timedelta(seconds=54))
    window.refresh()
    ladder = window.now.incident.ladder
    assert (ladder.clock, ladder.threat) == ("4:06", "wakes 11, 10 of them asleep")


def test_a_choice_stays_with_its_incident_when_the_list_moves(qtbot, window_of, story):
    lag = story.alert("Search lags", "search")
    window = window_of(story)
    window.show_incident(lag)
    assert window.now.incident.title == "Search lags"
    story.claims(lag, "ana", Seat.MANAGER)
    story.claims(lag, "ben", Seat.ENGINEER)  # moves to "Running"
    qtbot.waitUntil(lambda: window.now.list.rows.row(2).title == "Running")
    assert window.now.list.key == str(lag)
    assert window.now.incident.title == "Search lags"


def test_arrows_go_from_incident_to_incident_past_the_headings(window_of, story):
    lag = story.alert("Search lags", "search")
    story.claims(lag, "ana", Seat.MANAGER)
    story.claims(lag, "ben", Seat.ENGINEER)
    window = window_of(story)
    QTest.keyClick(window.now.list, Qt.Key.Key_Down)
    assert window.now.incident.title == "Search lags"
    QTest.keyClick(window.now.list, Qt.Key.Key_Up)
    assert window.now.incident.title.startswith("Checkout")


def test_three_hundred_incidents(qtbot, window_of, story):
    story.session.put_many(many(story.team, 300, NIGHT))
    window = window_of(story)
    rows = window.now.list.rows
    assert sum(isinstance(rows.row(n), IncidentRow) for n in range(rows.rowCount())) == 301
    assert sum(isinstance(rows.row(n), Section) for n in range(rows.rowCount())) == 3
    resets = []
    rows.modelReset.connect(lambda: resets.append(1))
    inserted = []
    rows.rowsInserted.connect(lambda _parent, first, last: inserted.append(last - first + 1))
    story.alert("One more", "search")
    qtbot.waitUntil(lambda: rows.rowCount() == 305)
    assert resets == []
    assert inserted == [1]


def test_when_all_is_quiet_it_says_what_would_be_here_and_how_to_try(qtbot, window_of):
    window = window_of(Story(quiet=True))
    assert middle(window) is window.now.quiet
    assert "Incident Manager: Ana Okafor\nIncident Engineer: you\nuntil Mon 09:00" in (
        window.now.quiet._words.text()
    )
    with qtbot.waitSignal(window.test_page_wanted):
        _press(window.now.quiet, "Send a test page")


def _press(parent, words):
    from desktop.ui.widgets.button import QuietButton

    next(b for b in parent.findChildren(QuietButton) if b.text() == words).click()


def test_before_the_hub_answered_it_says_so(window_of):
    story = Story(quiet=True)
    story.session.evolve(team=None, me=None)
    window = window_of(story)
    assert middle(window) is window.now.waiting


def test_the_hub_lost_is_a_banner_whose_button_tries_at_once(qtbot, window_of, story):
    window = window_of(story)
    story.session.lose_hub()
    story.clock.advance(timedelta(seconds=72))
    window.refresh()
    assert window.now.banners.titles == ["You are on duty and the hub has not answered for 1:12."]
    assert window.now.status.words == "Hub lost for 1:12 · Sound verified 01:41"
    _press(window.now.banners.banners[0], "Try now")
    assert story.session.caught_up == 1
    story.session.find_hub()
    window.refresh()
    assert not window.now.banners.isVisible()


def test_an_acknowledgement_offline_shows_as_not_sent_and_is_not_offered_again(qtbot, window_of, story):
    window = window_of(story)
    story.session.lose_hub()
    qtbot.mouseClick(button(window, "Acknowledge"), Qt.MouseButton.LeftButton)
    window.refresh()
    assert window.now.incident.seats[1].view.state == "acknowledged, not yet sent"
    assert not any(b.text().startswith("Acknowledge") for b in window.now.incident.action_row.buttons)


def test_a_refusal_is_told_above_the_incident(window_of, story):
    window = window_of(story)
    story.claims(story.checkout, "mei", Seat.ENGINEER)
    story.session.claim(story.checkout, Seat.ENGINEER)
    assert window.now.banners.titles[0].startswith("Mei Lindqvist has the Engineer's seat")
    _press(window.now.banners.banners[0], "Close")
    assert not window.now.banners.isVisible()


def test_a_command_that_cannot_be_kept_is_told(qtbot, window_of, story, monkeypatch):
    window = window_of(story)

    def fail(*_args: object, **_more: object) -> None:
        raise NotKnownYet("The hub has not told who you are.", "Wait for the connection.")

    monkeypatch.setattr(story.session, "claim", fail)
    qtbot.mouseClick(button(window, "Acknowledge"), Qt.MouseButton.LeftButton)
    assert window.now.banners.titles[0].startswith("The hub has not told who you are.")


def test_sound_that_nobody_heard_leads_to_the_sound_check(qtbot, window_of, story):
    window = window_of(story, SoundState())
    with qtbot.waitSignal(window.sound_check_wanted):
        _press(window.now.banners.banners[0], "Sound check")
    check = window.settings.sound
    assert check.yes.isVisible()
    with qtbot.waitSignal(window.sound_heard) as heard:
        qtbot.mouseClick(check.no, Qt.MouseButton.LeftButton)
    assert heard.args == [False]
    assert check.advice.startswith("Turn the volume up")
    qtbot.mouseClick(check.begin, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(window.sound_heard) as heard:
        qtbot.mouseClick(check.yes, Qt.MouseButton.LeftButton)
    assert heard.args == [True]


def test_settings_tell_and_keep(qtbot, theme, window_of, story):
    window = window_of(story, preferences=Preferences(scheme=Scheme.DARK, start_at_login=False))
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.place is Place.SETTINGS)
    settings = window.settings
    assert settings._who.text() == (
        "You are Ben Sato; times are told for Berlin. On duty as Incident Engineer until Mon 09:00."
    )
    assert settings._key.text().startswith("Integration key: …4f2a.")
    with qtbot.waitSignal(window.preferences_changed) as kept:
        qtbot.mouseClick(settings.schemes.button(1), Qt.MouseButton.LeftButton)
    assert kept.args[0].scheme is Scheme.LIGHT
    assert not theme.dark
    with qtbot.waitSignal(window.preferences_changed) as kept:
        qtbot.mouseClick(settings.scales.button(2), Qt.MouseButton.LeftButton)
    assert kept.args[0].text_scale == 1.5
    assert theme.text_scale == 1.5
    with qtbot.waitSignal(window.preferences_changed) as kept:
        settings.login.click()
    assert kept.args[0].start_at_login is True
    _press(settings._alertmanager, "Copy")
    assert QGuiApplication.clipboard().text() == HUB.alertmanager_url


def test_size_is_remembered(qtbot, window_of, story, tmp_path):
    ini = tmp_path / "window.ini"
    first = window_of(story, remember=ini)
    first.resize(760, 640)  # no wider than the screen that tests have
    with qtbot.waitSignal(first.hidden):
        first.close()
    second = window_of(story, remember=ini)
    assert (second.width(), second.height()) == (760, 640)


def test_no_text_of_the_incident_is_taken_for_markup(window_of):
    story = Story(quiet=True)
    story.alert("<b>Disk</b> <img src=x>", "storage")
    window = window_of(story)
    label = window.now.incident._title
    assert label.text() == "<b>Disk</b> <img src=x>"
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_a_claim_of_mine_on_another_device_ends_the_question_here(window_of, story):
    window = window_of(story)
    now = story.clock.now()
    story.others(ClaimSeat(incident_id=story.checkout, by="ben", pressed_at=now, seat=Seat.ENGINEER))
    window.refresh()
    assert [b.text() for b in window.now.incident.action_row.buttons] == [
        "Take both seats",
        "Give the Engineer's seat back",
        "Offer the Engineer's seat…",
    ]


def test_it_counts_seconds_only_while_there_are_some_to_count(qtbot, window_of):
    story = Story(quiet=True)
    window = window_of(story)
    refreshed = []
    window.presenter.refresh = lambda: refreshed.append(1)
    qtbot.wait(1200)
    assert not refreshed
    story.alert("Checkout fails", "checkout-api")
    qtbot.waitUntil(lambda: len(refreshed) > 1)


def test_a_narrow_window_shows_the_incident_or_the_list(window_of, story, qtbot):
    window = window_of(story)
    window.resize(640, 700)
    qtbot.waitUntil(lambda: window.now.narrow)
    assert window.now.incident.isVisible()
    assert not window.now.list.isVisible()
    qtbot.mouseClick(window.now.back, Qt.MouseButton.LeftButton)
    assert window.now.list.isVisible()
    assert not window.now.incident.isVisible()
    row = window.now.list.rows.number_of(window.now.list.key)
    where = window.now.list.visualRect(window.now.list.rows.index(row)).center()
    qtbot.mouseClick(window.now.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert window.now.incident.isVisible()
    window.now.show_list()
    window.show_incident(story.checkout)
    assert window.now.incident.isVisible(), "what is opened from elsewhere is shown"


def test_a_window_is_never_larger_than_the_screen(window_of, story):
    window = window_of(story)
    room = window.screen().availableGeometry()
    assert window.width() <= room.width()
    assert window.height() < room.height(), "there is a title bar too"


def test_each_seat_has_its_panel_and_keys_change_it(qtbot, window_of):
    story = Story(me="ana")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    window = window_of(story)
    window.resize(1400, 800)
    panel, cards = window.now.incident.panel, window.now.incident.cards
    qtbot.waitUntil(lambda: panel.seat is Seat.MANAGER and cards.telling.isVisible())
    QTest.keyClick(window, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: panel.seat is Seat.ENGINEER)
    assert not cards.telling.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F)
    qtbot.waitUntil(cards.findings.line.hasFocus)
    cards.findings.line.clearFocus()
    window.now.list.setFocus()
    QTest.keyClick(window, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: cards.telling.composing)
    assert panel.seat is Seat.MANAGER


def test_in_a_narrow_place_incident_and_panels_are_tabs(qtbot, window_of, story):
    window = window_of(story)
    view = window.now.incident
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: not view.panel.isVisible())
    assert view.timeline.isVisible()
    QTest.keyClick(window, Qt.Key.Key_M)
    qtbot.waitUntil(view.panel.isVisible)
    assert not view.timeline.isVisible()
    QTest.keyClick(window, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: view.timeline.isVisible() and not view.panel.isVisible())
    window.resize(1400, 800)
    qtbot.waitUntil(lambda: view.timeline.isVisible() and view.panel.isVisible())


def test_a_late_update_is_a_banner_that_leads_to_it(qtbot, window_of):
    story = Story(me="ana")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    story.wait(timedelta(minutes=6))
    window = window_of(story)
    assert window.now.banners.titles[0].startswith("First update late")
    _press(window.now.banners.banners[0], "Write the update")
    assert window.now.incident.cards.telling.composing
    _press(window.now.banners.banners[0], "Move it")
    assert window.now.incident.cards.telling.extension.isVisible()


@pytest.mark.parametrize("place", [known for known in Place if known not in (Place.NOW, Place.SETTINGS)])
def test_other_places_are_made_when_they_are_wanted(qtbot, window_of, story, place):
    window = window_of(story)
    assert window._lazy[place]._made is None
    number = tuple(Place).index(place)
    QTest.keyClick(window, Qt.Key(Qt.Key.Key_1 + number), Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.place is place and window.view_of(place).isVisible())
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.place is Place.NOW)


def test_who_comes_on_duty_unproven_is_led_to_the_hand_over(qtbot, window_of):
    story = Story(me="mei", quiet=True)
    story.clock.advance(datetime(2026, 11, 30, 8, 20, tzinfo=UTC) - story.clock.now())
    window = window_of(story)
    asked = window.now.banners.titles
    assert asked[0] == "You are on duty: do the sound check"
    _press(window.now.banners.banners[0], "Hand-over")
    qtbot.waitUntil(lambda: window.place is Place.HAND_OVER)
    window.view_of(Place.HAND_OVER).pair.check.click()
    qtbot.waitUntil(lambda: window.place is Place.SETTINGS)
    story.session.duty.proves("mei")
    window.show_place(Place.NOW)
    assert window.now.banners.titles == ["Unproven: Dmitri Alvarez has not done the sound check"]


def test_the_outgoing_is_relieved_by_a_banner(window_of):
    story = Story(me="ana", quiet=True)
    story.clock.advance(datetime(2026, 11, 30, 8, 20, tzinfo=UTC) - story.clock.now())
    window = window_of(story)
    _press(window.now.banners.banners[0], "Relieve me")
    window.presenter.refresh()
    assert window.now.banners.titles == []


def test_k_searches_the_run_books(qtbot, window_of, story):
    window = window_of(story)
    QTest.keyClick(window, Qt.Key.Key_K)
    qtbot.waitUntil(window.now.incident.cards.run_book.finder.line.hasFocus)


def test_a_held_seat_is_offered_from_the_incident(qtbot, window_of):
    story = Story(me="ana")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    window = window_of(story)
    offer = next(
        b for b in window.now.incident.action_row.buttons if b.text().startswith("Offer the Manager")
    )
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.now.incident.offer.isVisible)


def test_what_the_holder_may_do_stands_in_one_line_of_a_small_window(qtbot, window_of):
    story = Story(me="ben")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    window = window_of(story)
    row = window.now.incident.action_row
    window.resize(1900, 900)
    qtbot.waitUntil(lambda: row.buttons[1].text() == "Give the Engineer's seat back")
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: row.buttons[1].text() == "Give it back")
    assert [b.text() for b in row.buttons] == ["Take over", "Give it back", "Offer it…"]
    assert [b.accessibleName() for b in row.buttons] == [
        "Take over as Manager",
        "Give the Engineer's seat back",
        "Offer the Engineer's seat…",
    ]
    qtbot.waitUntil(lambda: len({b.y() for b in row.buttons}) == 1)
    assert row.buttons[2].toolTip() == "Offer the Engineer's seat…"


def test_the_keyboard_brings_the_line_it_writes_in_into_sight(qtbot, window_of, story):
    window = window_of(story)
    window.resize(1280, 480)
    view = window.now.incident
    bar = view._body.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(0)
    QTest.keyClick(window, Qt.Key.Key_N)
    line = view.timeline.note
    qtbot.waitUntil(line.hasFocus)
    bottom = line.mapTo(view._body.viewport(), line.rect().bottomLeft()).y()
    assert 0 < bottom <= view._body.viewport().height()
