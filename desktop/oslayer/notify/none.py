"""The last candidate: shows nothing, and never fails."""

from __future__ import annotations

import logging

from desktop.oslayer.notify.notifier import Notification

_log = logging.getLogger(__name__)


class NoNotifier:
    """Says once in the log that nothing is shown; window and sound are there in any case."""

    def __init__(self) -> None:
        self._said = False

    async def show(self, notification: Notification) -> bool:
        if not self._said:
            self._said = True
            _log.warning("this desktop shows no notifications")
        return True

    async def withdraw(self, key: str) -> None:
        pass

    def close(self) -> None:
        pass
