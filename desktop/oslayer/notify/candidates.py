"""The choice: the first mechanism that can, each time anew."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence

from desktop.oslayer.notify.freedesktop import FreedesktopNotifier
from desktop.oslayer.notify.none import NoNotifier
from desktop.oslayer.notify.notifier import Notification, Notifier, OnPressed
from desktop.oslayer.notify.tray import ShowMessage, TrayNotifier

_log = logging.getLogger(__name__)


class Notifications:
    """Itself a `Notifier`: tries candidates in order, so that a bus that died falls to the next one."""

    def __init__(self, candidates: Sequence[Notifier]) -> None:
        self._candidates = list(candidates)
        self._used: Notifier | None = None

    @property
    def mechanism(self) -> str:
        """Which one showed the last notification, for `pairwatch doctor`; empty before the first."""
        return type(self._used).__name__ if self._used is not None else ""

    async def show(self, notification: Notification) -> bool:
        for candidate in self._candidates:
            if await candidate.show(notification):
                if candidate is not self._used:
                    _log.info("notifications by %s", type(candidate).__name__)
                self._used = candidate
                return True
        return False

    async def withdraw(self, key: str) -> None:
        for candidate in self._candidates:
            await candidate.withdraw(key)

    def close(self) -> None:
        for candidate in self._candidates:
            candidate.close()


def usual_candidates(tray: ShowMessage, on_pressed: OnPressed) -> tuple[Notifications, TrayNotifier]:
    """What this system offers, best first; the tray's notifier too, since the ui tells it of clicks."""
    by_tray = TrayNotifier(tray, on_pressed)
    first: list[Notifier] = [FreedesktopNotifier(on_pressed)] if sys.platform == "linux" else []
    return Notifications([*first, by_tray, NoNotifier()]), by_tray
