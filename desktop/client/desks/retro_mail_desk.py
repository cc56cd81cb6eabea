"""What is asked of the hub about the retro by mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from desktop.client.desks.retro_desk import AskHub

if TYPE_CHECKING:
    # Not for every start of the desktop.
    from desktop.core.retro.retro_mail import RetroMail


@dataclass(frozen=True, slots=True, kw_only=True)
class RetroLetter:
    """The retro of the week that begins on `starts_on`: as text, as a page for mail programs, and as the
    whole page that goes along as a file."""

    starts_on: date
    subject: str
    text: str
    html: str
    page: str


class RetroMailDesk(Protocol):
    """Asks the hub at once, and keeps nothing for later. All raise PairwatchError: when the hub cannot be
    asked, or when it says no."""

    async def mailed(self, starts_on: date) -> list[RetroMail]:
        """To which channels the retro of the week went, and how that ended."""
        ...

    async def mail(
        self, letter: RetroLetter, channels: Sequence[str], *, again: bool = False
    ) -> list[RetroMail]:
        """Send it to these channels, `again` also where it went already. `mailed` tells how it ended, some
        seconds later."""
        ...


class HubRetroMailDesk:
    """See `RetroMailDesk`."""

    def __init__(self, ask_hub: AskHub) -> None:
        self._ask_hub = ask_hub

    async def mailed(self, starts_on: date) -> list[RetroMail]:
        from desktop.core.retro.retro_mail import RetroMail

        path = f"/v1/retro/mails?starts_on={starts_on}"
        return await self._ask_hub(lambda hub: hub.asked("GET", path, list[RetroMail]))

    async def mail(
        self, letter: RetroLetter, channels: Sequence[str], *, again: bool = False
    ) -> list[RetroMail]:
        from desktop.core.retro.retro_mail import RetroMail

        body = {
            "starts_on": letter.starts_on,
            "channels": list(channels),
            "subject": letter.subject,
            "text": letter.text,
            "html": letter.html,
            "page": letter.page,
            "again": again,
        }
        return await self._ask_hub(lambda hub: hub.asked("POST", "/v1/retro/mails", list[RetroMail], body))
