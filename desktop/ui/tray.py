"""The tray icon and its menu. Needs neither fonts nor icon theme, so that it is there before all else.

An icon made before the tray's host exists never shows (desktops with StatusNotifierItem), so it is made again
whenever the host's owner changes. Nothing depends on it: a desktop without a tray keeps its window.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop.client.answering import acknowledge
from desktop.client.attention import groups
from desktop.core.errors import PairwatchError
from desktop.core.incident.incident import Incident
from desktop.core.incident.page import PageReason
from desktop.ui.bridge import Bridge
from desktop.ui.present.incident.incident_list import title
from desktop.ui.present.people import seat_name
from desktop.ui.present.schedule.duty import Presence, duty_lines, presence, shortened, tooltip
from desktop.ui.present.telling.due_updates import DueUpdate, due_updates
from desktop.ui.present.words import tr
from desktop.ui.tray_icons import TrayState, icon

_WATCHER = "org.kde.StatusNotifierWatcher"
_SHOWN = 5
_REFRESH_MS = 30_000


class Tray(QObject):
    """Shows `Presence` by its shape. What is chosen in the menu is a signal, but for acknowledging."""

    open_wanted = Signal()
    incident_wanted = Signal(object)
    """UUID."""
    update_wanted = Signal(object)
    """UUID: its next update shall be written."""
    sound_check_wanted = Signal()
    quit_wanted = Signal()
    """The person chose to quit; whether to ask first is the application's matter (`quit_question`)."""
    refused = Signal(str)
    """A sentence: the command could not even be kept."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._presence: Presence | None = None
        self._icon: QSystemTrayIcon | None = None
        self._watcher: QObject | None = None
        self.menu = QMenu()
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self.fill)
        bridge.alarms_changed.connect(lambda _rings: self.refresh())
        bridge.changed.connect(self.refresh)
        self._slow = QTimer(self)
        self._slow.setInterval(_REFRESH_MS)
        self._slow.timeout.connect(self.refresh)
        self._slow.start()
        self.fill()
        self._make()
        self._watch_host()

    @property
    def presence(self) -> Presence | None:
        return self._presence

    @property
    def available(self) -> bool:
        """Whether a tray is there to show it."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def close(self) -> None:
        self._slow.stop()
        if self._icon is not None:
            self._icon.hide()

    def message(self, heading: str, words: str) -> None:
        """The desktop's own bubble, where nothing better can be had."""
        if self._icon is not None:
            self._icon.showMessage(heading, words, icon(TrayState.PAGED))

    def refresh(self) -> None:
        """The shape, the tool tip."""
        state, now = self._bridge.state, self._bridge.hub_now()
        what = presence(state, self._bridge.rings, now)
        if self._icon is None:
            return
        if what is not self._presence:
            self._presence = what
            self._icon.setIcon(icon(TrayState(what.value)))
        words = tooltip(what, state, self._bridge.viewer, now)
        if words != self._icon.toolTip():
            self._icon.setToolTip(words)

    # The menu

    def fill(self) -> None:
        """Made anew each time it opens, from what is true then."""
        menu = self.menu
        menu.clear()
        state, viewer = self._bridge.state, self._bridge.viewer
        for line in duty_lines(state.team, viewer, self._bridge.hub_now()):
            menu.addAction(line).setEnabled(False)
        menu.addSeparator()
        rings = [ringing for ringing in self._bridge.rings if not ringing.silenced_locally]
        if rings:
            words = tr("Acknowledge as {seat}: {title}")
            if rings[0].reason is PageReason.CALL_IN:
                words = tr("I'm coming: {title}")
            elif rings[0].reason is PageReason.STILL_ON_IT:
                words = tr("I'm still on it: {title}")
            elif rings[0].reason is PageReason.SHADOW:
                words = tr("Seen, as a shadow: {title}")
            elif rings[0].reason is PageReason.OFFER:
                words = tr("Take the {seat}'s seat: {title}")
            words = words.format(
                seat=seat_name(rings[0].suggested), title=shortened(title(rings[0].incident))
            )
            self._add(words, self._acknowledge, bold=True)
            menu.addSeparator()
        found = groups(state)
        running = (*found.needs_me, *found.running)
        for incident in running[:_SHOWN]:
            self._incident(incident)
        if len(running) > _SHOWN:
            self._add(tr("{n} more incidents…").format(n=len(running) - _SHOWN), self.open_wanted.emit)
        if not running:
            menu.addAction(tr("No open incident")).setEnabled(False)
        due = due_updates(state, viewer, self._bridge.hub_now())
        if due:
            menu.addSeparator()
        for update in due[:_SHOWN]:
            self._due(update)
        menu.addSeparator()
        self._add(tr("Sound check"), self.sound_check_wanted.emit)
        self._add(tr("Open Pairwatch"), self.open_wanted.emit)
        menu.addSeparator()
        self._add(tr("Quit"), self.quit_wanted.emit)

    def _incident(self, incident: Incident) -> None:
        words = f"#{incident.number}  {shortened(title(incident))}"
        self._add(words, lambda: self.incident_wanted.emit(incident.id))

    def _due(self, update: DueUpdate) -> None:
        words = tr("{when}: write it ({title})").format(when=update.when, title=shortened(update.what, 40))
        self._add(words, lambda: self.update_wanted.emit(update.incident_id), bold=update.late)

    def _add(self, words: str, do: Callable[[], object], *, bold: bool = False) -> QAction:
        action = self.menu.addAction(words.replace("&", "&&"))
        if bold:
            font = action.font()
            font.setBold(True)
            action.setFont(font)
        action.triggered.connect(lambda _checked=False: do())
        return action

    def _acknowledge(self) -> None:
        rings = [ringing for ringing in self._bridge.rings if not ringing.silenced_locally]
        if not rings:
            return
        try:
            acknowledge(self._bridge.session, rings[0])
        except PairwatchError as error:
            self.refused.emit(str(error))

    # The icon

    def _make(self) -> None:
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
        made = QSystemTrayIcon(self)
        made.setContextMenu(self.menu)
        made.activated.connect(self._activated)
        self._icon, self._presence = made, None
        self.refresh()
        made.show()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            rings = self._bridge.rings
            if rings:
                self.incident_wanted.emit(rings[0].incident.id)
            else:
                self.open_wanted.emit()

    def _watch_host(self) -> None:
        if not sys.platform.startswith("linux"):
            return
        from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher

        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        mode = QDBusServiceWatcher.WatchModeFlag.WatchForOwnerChange
        watcher = QDBusServiceWatcher(_WATCHER, bus, mode, self)
        watcher.serviceOwnerChanged.connect(self._owner_changed)
        self._watcher = watcher

    def _owner_changed(self, _service: str, _old: str, new: str) -> None:
        if new:
            self._make()
