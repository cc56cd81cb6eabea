"""Asks the hub for invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from desktop.wire.invitation import InvitationRequest, WrittenInvitation

if TYPE_CHECKING:
    from desktop.client.desks.retro_desk import AskHub


class InvitationDesk(Protocol):
    """Asks the hub at once, and keeps nothing for later. Raises PairwatchError: when the hub cannot be asked,
    or when it says no."""

    async def invite(self, name: str, address: str = "") -> WrittenInvitation:
        """An invitation for somebody, by name. `address` is how their computer reaches the hub; empty: as
        the hub was started. Admins only."""
        ...


class HubInvitationDesk:
    """See `InvitationDesk`."""

    def __init__(self, ask_hub: AskHub) -> None:
        self._ask_hub = ask_hub

    async def invite(self, name: str, address: str = "") -> WrittenInvitation:
        asked = InvitationRequest(name=name, address=address)
        return await self._ask_hub(lambda hub: hub.asked("POST", "/v1/invitations", WrittenInvitation, asked))
