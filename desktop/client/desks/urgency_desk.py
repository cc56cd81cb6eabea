"""What is asked of the hub about urgency: its rules, and what others would have meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from desktop.core.urgency.office import Office
from desktop.core.urgency.urgency import UrgencyRule
from desktop.core.urgency.urgency_effect import UrgencyEffect
from desktop.wire.urgency import KeptUrgency, ProposedRules, WrittenUrgency

if TYPE_CHECKING:
    from desktop.client.desks.retro_desk import AskHub

T = TypeVar("T")


class UrgencyDesk(Protocol):
    """Asks the hub at once, and keeps nothing for later. All raise PairwatchError: when the hub cannot be
    asked, or when it says no."""

    async def read(self) -> KeptUrgency:
        """The rules and the office, and their version."""
        ...

    async def save(
        self, rules: Sequence[UrgencyRule], based_on: str, office: Office | None = None
    ) -> KeptUrgency:
        """Replace the whole list, and the office if one is given. `based_on` is the version that was changed;
        the hub says no when it is not in force any more, to who is no admin, and when a file owns them."""
        ...

    async def effect(self, rules: Sequence[UrgencyRule]) -> UrgencyEffect:
        """What they would have decided about the latest incidents; changes nothing."""
        ...


class HubUrgencyDesk:
    """See `UrgencyDesk`."""

    def __init__(self, ask_hub: AskHub) -> None:
        self._ask_hub = ask_hub

    async def read(self) -> KeptUrgency:
        return await self._ask("GET", "/v1/urgency", KeptUrgency)

    async def save(
        self, rules: Sequence[UrgencyRule], based_on: str, office: Office | None = None
    ) -> KeptUrgency:
        written = WrittenUrgency(rules=tuple(rules), office=office, based_on=based_on)
        return await self._ask("PUT", "/v1/urgency", KeptUrgency, written)

    async def effect(self, rules: Sequence[UrgencyRule]) -> UrgencyEffect:
        return await self._ask("POST", "/v1/urgency/effect", UrgencyEffect, ProposedRules(rules=tuple(rules)))

    async def _ask(self, method: str, path: str, kind: type[T], body: object = None) -> T:
        return await self._ask_hub(lambda hub: hub.asked(method, path, kind, body))
