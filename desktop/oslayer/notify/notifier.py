"""The port: what shows notifications."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Notification:
    """One bubble. A second one with the same `key` replaces the first.

    `actions` are pairs of id and label; the id "default" is a click on the bubble itself. An `urgent` one
    stays until it is withdrawn or answered, and passes do-not-disturb where the desktop lets it.
    """

    key: str
    title: str
    body: str = ""
    urgent: bool = False
    actions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Pressed:
    """A person pressed `action` on the notification `key`.

    `activation_token` lets a window come to the front (XDG_ACTIVATION_TOKEN); empty where there is none.
    """

    key: str
    action: str
    activation_token: str = ""


OnPressed = Callable[[Pressed], None]


class Notifier(Protocol):
    """One mechanism. Neither method raises."""

    async def show(self, notification: Notification) -> bool:
        """Show it, or replace the one with its key. False: this mechanism cannot, try the next."""
        ...

    async def withdraw(self, key: str) -> None:
        """Take it away; harmless when it is not there."""
        ...

    def close(self) -> None:
        """Free everything."""
        ...
