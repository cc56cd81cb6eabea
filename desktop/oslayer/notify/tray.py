"""A balloon of the tray icon: no actions, no replacing, no withdrawing, but it is nearly everywhere."""

from __future__ import annotations

from collections.abc import Callable

from desktop.oslayer.notify.notifier import Notification, OnPressed, Pressed

ShowMessage = Callable[[str, str, bool], bool]
"""Gets title, body and whether it is urgent; False when there is no tray. `QSystemTrayIcon.showMessage`
inside."""


class TrayNotifier:
    """The tray belongs to the ui, so it is given as a callable; `clicked` is connected to its
    messageClicked."""

    def __init__(self, show_message: ShowMessage, on_pressed: OnPressed) -> None:
        self._show_message = show_message
        self._on_pressed = on_pressed
        self._key: str | None = None

    async def show(self, notification: Notification) -> bool:
        shown = self._show_message(notification.title, notification.body, notification.urgent)
        if shown:
            self._key = notification.key
        return shown

    async def withdraw(self, key: str) -> None:
        if key == self._key:
            self._key = None

    def clicked(self) -> None:
        """The balloon was clicked: it is the last one shown, and a click never acknowledges."""
        if self._key is not None:
            self._on_pressed(Pressed(self._key, "default"))

    def close(self) -> None:
        self._key = None
