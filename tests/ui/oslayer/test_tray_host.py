"""A tray host that comes late, goes, or comes back is noticed."""

from __future__ import annotations

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QSystemTrayIcon

from desktop.oslayer.tray_host import TrayHost
from tests.doubles.session_bus import private_bus

NAME = "org.kde.StatusNotifierWatcher"


@pytest.fixture
def bus():
    with private_bus() as address:
        yield lambda name: QDBusConnection.connectToBus(address, name)
        for name in ("desktop", "host"):
            QDBusConnection.disconnectFromBus(name)


@pytest.fixture
def available(monkeypatch):
    """Whether Qt sees a tray: on this platform it never does by itself."""
    answer = [False]
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: answer[0])
    return answer


def test_a_host_that_comes_on_the_bus_is_noticed_each_time(qtbot, bus, available):
    tray, host = TrayHost(bus=bus("desktop")), bus("host")
    tray.watch()
    for _ in range(2):
        with qtbot.waitSignal(tray.appeared, timeout=20_000):
            assert host.registerService(NAME)
        with qtbot.waitSignal(tray.vanished, timeout=20_000):
            host.unregisterService(NAME)


def test_a_panel_that_registers_later_with_a_watcher_that_was_there_is_noticed(qtbot, bus, available):
    host = bus("host")
    assert host.registerService(NAME)
    tray = TrayHost(bus=bus("desktop"))
    tray.watch()
    with qtbot.waitSignal(tray.appeared, timeout=20_000):
        host.send(QDBusMessage.createSignal("/StatusNotifierWatcher", NAME, "StatusNotifierHostRegistered"))


def test_a_tray_of_plain_x11_is_found_by_looking_and_then_looked_for_no_more(qtbot, bus, available):
    tray = TrayHost(bus=bus("desktop"), look_every=10)
    appeared: list[None] = []
    tray.appeared.connect(lambda: appeared.append(None))
    tray.watch()
    qtbot.wait(50)
    assert appeared == []
    available[0] = True
    qtbot.waitUntil(lambda: bool(appeared), timeout=20_000)
    qtbot.wait(50)
    assert len(appeared) == 1


def test_a_tray_that_is_there_from_the_start_is_not_looked_for(qtbot, bus, available):
    available[0] = True
    tray = TrayHost(bus=bus("desktop"), look_every=5)
    appeared: list[None] = []
    tray.appeared.connect(lambda: appeared.append(None))
    tray.watch()
    qtbot.wait(50)
    assert appeared == []


def test_without_a_bus_it_still_looks(qtbot, available):
    tray = TrayHost(bus=QDBusConnection("no such connection"), look_every=10)
    tray.watch()
    available[0] = True
    with qtbot.waitSignal(tray.appeared, timeout=20_000):
        pass
