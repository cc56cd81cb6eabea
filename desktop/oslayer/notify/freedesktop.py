"""org.freedesktop.Notifications, by dbus-fast: replaces, stays, and tells which action was pressed.

Source: https://specifications.freedesktop.org/notification-spec/latest/
"""

from __future__ import annotations

import html
import logging
from typing import Any

from desktop.oslayer.bus import Bus, BusFailed
from desktop.oslayer.notify.notifier import Notification, OnPressed, Pressed

_log = logging.getLogger(__name__)

_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_NEVER, _AS_THE_SERVER_LIKES = 0, -1
_NORMAL, _CRITICAL = 1, 2


class FreedesktopNotifier:
    """The notification service of GNOME, KDE, Xfce, dunst, mako, …; one connection, made on first use."""

    def __init__(self, on_pressed: OnPressed, icon: str = "pairwatch", bus: Bus | None = None) -> None:
        self._on_pressed = on_pressed
        self._icon = icon
        self._bus = bus or Bus()
        self._ids: dict[str, int] = {}
        self._keys: dict[int, str] = {}
        self._tokens: dict[int, str] = {}
        self._capabilities: frozenset[str] = frozenset()
        self._owner = ""
        self._subscribed = False

    async def show(self, notification: Notification) -> bool:
        try:
            await self._get_to_know()
            answer = await self._bus.call(
                _NAME, _PATH, "Notify", "susssasa{sv}i", *self._arguments(notification)
            )
        except BusFailed as error:
            _log.warning("the notification service fails: %s", error)
            return False
        id_ = int(answer[0])
        self._forget(notification.key)
        self._ids[notification.key], self._keys[id_] = id_, notification.key
        return True

    async def withdraw(self, key: str) -> None:
        id_ = self._ids.get(key)
        self._forget(key)
        if id_ is None or not self._bus.connected:
            return
        try:
            await self._bus.call(_NAME, _PATH, "CloseNotification", "u", id_)
        except BusFailed as error:
            # dunst and others answer with an error when it is closed already.
            _log.debug("notification %s: %s", key, error)

    def close(self) -> None:
        self._bus.close()

    async def _get_to_know(self) -> None:
        """Another process may serve now: it can do other things, and its numbers mean other bubbles."""
        if not self._subscribed:
            await self._bus.subscribe(_NAME, _NAME, self._signal)
            self._subscribed = True
        if self._owner and self._owner == await self._current_owner():
            return
        (capabilities,) = await self._bus.call(_NAME, _PATH, "GetCapabilities")
        self._capabilities = frozenset(capabilities)
        self._owner = await self._current_owner()
        self._ids.clear()
        self._keys.clear()
        self._tokens.clear()

    async def _current_owner(self) -> str:
        """The unique name of who serves; empty when nobody does (a call starts it, where that is set up)."""
        try:
            (owner,) = await self._bus.call(
                "org.freedesktop.DBus", "/org/freedesktop/DBus", "GetNameOwner", "s", _NAME
            )
        except BusFailed as error:
            _log.debug("no notification service yet: %s", error)
            return ""
        return str(owner)

    def _arguments(self, notification: Notification) -> tuple[Any, ...]:
        from dbus_fast import Variant

        actions = (
            [text for pair in notification.actions for text in pair]
            if "actions" in self._capabilities
            else []
        )
        # Without escaping, a monitor's text with "<" in it is shown in part only, or not at all.
        body = (
            html.escape(notification.body, quote=False)
            if "body-markup" in self._capabilities
            else notification.body
        )
        hints = {
            "urgency": Variant("y", _CRITICAL if notification.urgent else _NORMAL),
            "resident": Variant("b", notification.urgent),
            "suppress-sound": Variant("b", True),
            "desktop-entry": Variant("s", "pairwatch"),
        }
        timeout = _NEVER if notification.urgent else _AS_THE_SERVER_LIKES
        replaces = self._ids.get(notification.key, 0)
        return "Pairwatch", replaces, self._icon, notification.title, body, actions, hints, timeout

    def _signal(self, member: str, body: list[Any]) -> None:
        match member, body:
            case "ActivationToken", [int(id_), str(token)]:
                self._tokens[id_] = token
            case "ActionInvoked", [int(id_), str(action)] if id_ in self._keys:
                self._on_pressed(Pressed(self._keys[id_], action, self._tokens.pop(id_, "")))
            case "NotificationClosed", [int(id_), _] if id_ in self._keys:
                self._forget(self._keys[id_])

    def _forget(self, key: str) -> None:
        id_ = self._ids.pop(key, None)
        if id_ is not None:
            self._keys.pop(id_, None)
            self._tokens.pop(id_, None)
