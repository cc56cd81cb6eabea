"""What the retro asks of the hub: its actions, and what was left out after incidents."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from desktop.core.closing.left_out import LeftOut
from desktop.core.retro.action import Action
from desktop.core.retro.compared_weeks import ComparedWeeks

if TYPE_CHECKING:
    from desktop.client.hub_api import HubApi

T = TypeVar("T")


class AskHub(Protocol):
    """Asks the hub that is connected; raises PairwatchError when there is none."""

    def __call__(self, question: Callable[[HubApi], Awaitable[T]], /) -> Awaitable[T]: ...


_ONCE = ("id", "incident_id", "meeting_on", "topic_id")
_EDITED = ("text", "owner", "due_on", "ticket_url")


class RetroDesk(Protocol):
    """Asks the hub at once, and keeps nothing for later. All raise PairwatchError: when the hub cannot be
    asked, or when it says no."""

    async def actions(self, *, open_only: bool = False) -> list[Action]:
        """In the order of `core.action.in_order`; with the latest that are done, unless `open_only`."""
        ...

    async def save_action(self, action: Action, before: Action | None = None) -> Action:
        """Make the action, or change the one that was `before`: only what differs, so that nobody's change
        of something else is lost. As the hub has it afterwards."""
        ...

    async def finish_action(self, action_id: UUID, *, done: bool = True) -> Action:
        """It is done, or to be done again."""
        ...

    async def left_out(self, begin: datetime, end: datetime) -> list[LeftOut]:
        """Of the incidents that were resolved from `begin` until before `end`, the latest first."""
        ...

    async def week(self, starts_on: date) -> ComparedWeeks:
        """The numbers of the week that begins on this Monday, beside those it is compared with."""
        ...


class HubRetroDesk:
    """See `RetroDesk`."""

    def __init__(self, ask_hub: AskHub) -> None:
        self._ask_hub = ask_hub

    async def actions(self, *, open_only: bool = False) -> list[Action]:
        path = "/v1/actions?open=true" if open_only else "/v1/actions"
        return await self._ask("GET", path, list[Action])

    async def save_action(self, action: Action, before: Action | None = None) -> Action:
        if before is None:
            new = {name: getattr(action, name) for name in _ONCE}
            new |= {name: getattr(action, name) for name in _EDITED}
            return await self._ask("POST", "/v1/actions", Action, new)
        changed = {
            name: getattr(action, name)
            for name in _EDITED
            if getattr(action, name) != getattr(before, name)
        }  # fmt: skip
        return await self._ask("PUT", f"/v1/actions/{action.id}", Action, changed)

    async def finish_action(self, action_id: UUID, *, done: bool = True) -> Action:
        return await self._ask("POST", f"/v1/actions/{action_id}/done", Action, {"done": done})

    async def left_out(self, begin: datetime, end: datetime) -> list[LeftOut]:
        asked = urlencode({"from": begin.isoformat(), "to": end.isoformat()})
        return await self._ask("GET", f"/v1/retro/left-out?{asked}", list[LeftOut])

    async def week(self, starts_on: date) -> ComparedWeeks:
        return await self._ask("GET", f"/v1/retro/week?starts_on={starts_on}", ComparedWeeks)

    async def _ask(self, method: str, path: str, kind: type[T], body: object = None) -> T:
        return await self._ask_hub(lambda hub: hub.asked(method, path, kind, body))
