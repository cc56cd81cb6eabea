from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QMessageBox, QSystemTrayIcon

from desktop.core.team.seat import Seat
from desktop.ui.present.schedule.duty import Presence
from desktop.ui.present.times import viewer_of
from desktop.ui.quit_question import Against, ask, quit_words
from desktop.ui.tray import Tray
from tests.ui.story import Story

# The offscreen platform has no tray of its own, and Qt says so when an icon is made.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")


@pytest.fixture
def tray_of(bridge_of):
    made = []

    def make(story: Story) -> Tray:
        made.append(Tray(bridge_of(story)))
        return made[-1]

    yield make
    for tray in made:
        tray.close()
        tray.menu.deleteLater()


def texts(tray):
    tray.fill()
    return [action.text() for action in tray.menu.actions() if not action.isSeparator()]


def press(tray, beginning):
    tray.fill()
    next(a for a in tray.menu.actions() if a.text().startswith(beginning)).trigger()


def test_the_menu_of_somebody_who_is_paged(tray_of, story):
    assert texts(tray_of(story)) == [
        "Incident Manager: Ana Okafor",
        "Incident Engineer: you",
        "until Mon 09:00",
        "Acknowledge as Engineer: Checkout fails for 31 % of customers",
        "#142  Checkout fails for 31 % of customers",
        "Sound check",
        "Open Pairwatch",
        "Quit",
    ]


@pytest.fixture
def manager() -> Story:
    """Ana has the Manager's seat; the first update is due 03:46."""
    story = Story(me="ana")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    return story


def test_the_manager_sees_when_the_update_is_due(qtbot, tray_of, manager):
    tray = tray_of(manager)
    assert tray._icon is not None
    due = "Update due 03:46, in 5 min"
    assert tray._icon.toolTip().splitlines()[1] == f"{due}: Checkout fails for 31 % of customers"
    assert f"{due}: write it (Checkout fails for 31 % of customers)" in texts(tray)
    with qtbot.waitSignal(tray.update_wanted) as wanted:
        press(tray, "Update due")
    assert wanted.args == [manager.checkout]
    manager.wait(timedelta(minutes=6))
    tray.refresh()
    assert tray._icon.toolTip().splitlines()[1].startswith("Update late since 03:46: Checkout")
    tray.fill()
    (late,) = [action for action in tray.menu.actions() if action.text().startswith("Update late")]
    assert late.font().bold()


def test_nobody_else_is_told_of_it(tray_of, story):
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    tray = tray_of(story)
    assert not any("Update" in text for text in texts(tray))
    assert tray._icon is not None
    assert "Update" not in tray._icon.toolTip()


def test_acknowledging_from_the_menu(tray_of, story):
    tray = tray_of(story)
    press(tray, "Acknowledge")
    assert story.incident(story.checkout).engineer.holder == "ben"
    assert not any(text.startswith("Acknowledge") for text in texts(tray))


def test_the_shape_follows(qtbot, tray_of, story):
    tray = tray_of(story)
    shown = [tray.presence]
    story.session.claim(story.checkout, Seat.ENGINEER)
    shown.append(tray.presence)
    assert shown == [Presence.PAGED, Presence.INCIDENT]  # at once: it is an alarm that changed
    story.resolves(story.checkout, "ana")
    qtbot.waitUntil(lambda: tray.presence is Presence.ON_DUTY)
    story.session.lose_hub()
    qtbot.waitUntil(lambda: tray.presence is Presence.HUB_LOST)


def test_what_is_chosen_is_told(qtbot, tray_of, story):
    tray = tray_of(story)
    for beginning, signal in (
        ("#142", tray.incident_wanted),
        ("Sound check", tray.sound_check_wanted),
        ("Open Pairwatch", tray.open_wanted),
        ("Quit", tray.quit_wanted),
    ):
        with qtbot.waitSignal(signal):
            press(tray, beginning)


def test_many_incidents_are_not_all_in_the_menu(tray_of, story):
    for number in range(8):
        story.alert(f"Service {number} & friends fail", "x")
    found = texts(tray_of(story))
    assert sum(text.startswith("#") for text in found) == 5
    assert "4 more incidents…" in found
    assert any("&& friends" in text for text in found)  # an & is not a key


def test_it_is_made_again_when_the_trays_host_comes(tray_of, story):
    tray = tray_of(story)
    before = tray._icon
    tray._owner_changed("org.kde.StatusNotifierWatcher", "", ":1.7")
    assert isinstance(tray._icon, QSystemTrayIcon)
    assert tray._icon is not before
    assert tray._icon.toolTip().startswith("Pairwatch: you are being paged")


def test_nobody_is_asked_when_nothing_speaks_against_quitting():
    story = Story(me="ruth", quiet=True)
    viewer = viewer_of(story.team, "ruth")
    assert quit_words(story.session.state, viewer, story.clock.now(), hub_stops=True) == ""


def test_on_duty_the_question_says_what_quitting_means(qtbot, theme, story):
    viewer = viewer_of(story.team, "ben")
    words = quit_words(story.session.state, viewer, story.clock.now(), hub_stops=True)
    assert "on duty until Mon 09:00" in words
    assert "nobody is paged" in words
    left = []
    box = ask(Against(words=words), lambda: left.append(1))
    assert box.defaultButton().text() == "Keep it running"
    box.defaultButton().click()
    assert left == []
    box = ask(Against(words=words), lambda: left.append(1))
    next(b for b in box.buttons() if b.text() == "Quit").click()
    assert left == [1]
    assert isinstance(box, QMessageBox)


def test_a_call_in_is_answered_from_the_menu(tray_of):
    story = Story(me="mei")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    story.calls_in("ben", "mei")
    tray = tray_of(story)
    assert "I'm coming: Checkout fails for 31 % of customers" in texts(tray)
    press(tray, "I'm coming")
    assert story.incident(story.checkout).call_ins[-1].coming is True
    assert story.incident(story.checkout).held_by("mei") == ()
