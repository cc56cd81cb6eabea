"""Watches for what shows tray icons: an icon made before it was there never appears, and does not know it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher
from PySide6.QtWidgets import QSystemTrayIcon

_WATCHER = "org.kde.StatusNotifierWatcher"
_PATH = "/StatusNotifierWatcher"


class TrayHost(QObject):
    """Says `appeared` whenever a tray host has come (or come back): make a new QSystemTrayIcon then.

    On D-Bus it is told; for the tray of plain X11 nobody tells, so it looks every 5 s until there is one.
    """

    appeared = Signal()
    vanished = Signal()

    def __init__(
        self, parent: QObject | None = None, bus: QDBusConnection | None = None, look_every: int = 5_000
    ) -> None:
        super().__init__(parent)
        self._bus = bus or QDBusConnection.sessionBus()
        self._watcher: QDBusServiceWatcher | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(look_every)
        self._timer.timeout.connect(self._look)

    def watch(self) -> None:
        """Begin; `appeared` is not said for a host that is there already."""
        if self._bus.isConnected():
            mode = QDBusServiceWatcher.WatchModeFlag.WatchForOwnerChange
            self._watcher = QDBusServiceWatcher(_WATCHER, self._bus, mode, self)
            self._watcher.serviceOwnerChanged.connect(self._owner_changed)
            # KDE's watcher is there before its panel: the host registers later, under the same owner.
            # The stub asks for bytes, and the function for a string.
            slot: Any = SLOT("host_registered()")
            self._bus.connect(_WATCHER, _PATH, _WATCHER, "StatusNotifierHostRegistered", self, slot)
        if not QSystemTrayIcon.isSystemTrayAvailable():
            self._timer.start()

    @Slot()
    def host_registered(self) -> None:
        self._found()

    def _owner_changed(self, service: str, old_owner: str, new_owner: str) -> None:
        if new_owner:
            self._found()
        elif old_owner:
            self.vanished.emit()
            self._timer.start()

    def _look(self) -> None:
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._found()

    def _found(self) -> None:
        self._timer.stop()
        self.appeared.emit()
