"""What is asked of the hub about rules of urgency that are proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from desktop.wire.proposals import UrgencyProposals

if TYPE_CHECKING:
    from desktop.client.desks.retro_desk import AskHub


class ProposalsDesk(Protocol):
    """Asks the hub at once, and keeps nothing for later. All raise PairwatchError: when the hub cannot be
    asked, or when it says no. All tell what is proposed afterwards."""

    async def read(self) -> UrgencyProposals:
        """What is proposed now."""
        ...

    async def accept(self, key: str, based_on: str) -> UrgencyProposals:
        """The rule is in force from now on. `based_on` is the version it was told with; the hub says no when
        it is not in force any more, to who is no admin, and when a file owns the rules."""
        ...

    async def undo(self, key: str) -> UrgencyProposals:
        """Take the accepted rule away again; the hub says no when somebody changed it since."""
        ...

    async def dismiss(self, key: str) -> UrgencyProposals:
        """Not this one: it comes back only when incidents join."""
        ...


class HubProposalsDesk:
    """See `ProposalsDesk`."""

    def __init__(self, ask_hub: AskHub) -> None:
        self._ask_hub = ask_hub

    async def read(self) -> UrgencyProposals:
        return await self._ask("GET", "/v1/urgency/proposals")

    async def accept(self, key: str, based_on: str) -> UrgencyProposals:
        return await self._ask("POST", f"/v1/urgency/proposals/{key}/accept", {"based_on": based_on})

    async def undo(self, key: str) -> UrgencyProposals:
        return await self._ask("POST", f"/v1/urgency/proposals/{key}/undo")

    async def dismiss(self, key: str) -> UrgencyProposals:
        return await self._ask("POST", f"/v1/urgency/proposals/{key}/dismiss")

    async def _ask(self, method: str, path: str, body: object = None) -> UrgencyProposals:
        return await self._ask_hub(lambda hub: hub.asked(method, path, UrgencyProposals, body))
