"""The choice among notification mechanisms: the first that can, each time anew."""

from __future__ import annotations

import sys

import pytest

from desktop.oslayer.bus import Bus
from desktop.oslayer.notify.candidates import Notifications, usual_candidates
from desktop.oslayer.notify.freedesktop import FreedesktopNotifier
from desktop.oslayer.notify.none import NoNotifier
from desktop.oslayer.notify.notifier import Notification, Pressed
from desktop.oslayer.notify.tray import TrayNotifier

PAGE = Notification("page-1", "Checkout is down", "You are the Incident Engineer", urgent=True)


class Tray:
    def __init__(self, there=True):
        self.there = there
        self.shown = []

    def show(self, title, body, urgent):
        if self.there:
            self.shown.append((title, body, urgent))
        return self.there


@pytest.fixture
def no_bus(monkeypatch, tmp_path):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/no-bus")
    return Bus()


async def test_without_a_bus_the_tray_shows_it(no_bus):
    tray = Tray()
    pressed: list[Pressed] = []
    by_tray = TrayNotifier(tray.show, pressed.append)
    chain = Notifications([FreedesktopNotifier(pressed.append, bus=no_bus), by_tray, NoNotifier()])
    assert await chain.show(PAGE)
    assert tray.shown == [(PAGE.title, PAGE.body, True)]
    assert chain.mechanism == "TrayNotifier"
    by_tray.clicked()
    assert pressed == [Pressed("page-1", "default")]
    await chain.withdraw("page-1")
    by_tray.clicked()
    assert len(pressed) == 1
    chain.close()


async def test_without_bus_and_tray_nothing_fails(no_bus, caplog):
    tray = Tray(there=False)
    chain = Notifications(
        [FreedesktopNotifier(print, bus=no_bus), TrayNotifier(tray.show, print), NoNotifier()]
    )
    assert await chain.show(PAGE)
    assert await chain.show(PAGE)
    assert caplog.text.count("shows no notifications") == 1
    await chain.withdraw("page-1")
    chain.close()


async def test_a_tray_that_comes_later_is_used_then(no_bus):
    tray = Tray(there=False)
    chain = Notifications([TrayNotifier(tray.show, print), NoNotifier()])
    await chain.show(PAGE)
    assert chain.mechanism == "NoNotifier"
    tray.there = True
    await chain.show(PAGE)
    assert chain.mechanism == "TrayNotifier"


def test_a_click_on_nothing_is_nothing():
    pressed: list[Pressed] = []
    TrayNotifier(Tray().show, pressed.append).clicked()
    assert pressed == []


@pytest.mark.skipif(sys.platform != "linux", reason="D-Bus")
async def test_on_linux_the_notification_service_comes_first(no_bus):
    tray = Tray()
    chain, by_tray = usual_candidates(tray.show, print)
    assert await chain.show(PAGE)
    assert isinstance(by_tray, TrayNotifier)
    assert tray.shown
