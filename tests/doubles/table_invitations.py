"""Invitations of a hub that sits at the same table."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desktop.core.errors import PairwatchError
from desktop.wire.invitation import Invitation, WrittenInvitation, write_invitation

if TYPE_CHECKING:
    from tests.doubles.table_session import TableSession


class TableInvitations:
    """Implements `desktop.client.desks.invitation_desk.InvitationDesk`. `refusal`: the hub says no with
    it."""

    def __init__(self, session: TableSession) -> None:
        self._session = session
        self.refusal: PairwatchError | None = None
        self.invited: list[tuple[str, str]] = []

    async def invite(self, name: str, address: str = "") -> WrittenInvitation:
        if not self._session.online:
            raise PairwatchError("The hub cannot be reached.", "Pairwatch goes on trying.")
        if self.refusal is not None:
            raise self.refusal
        self.invited.append((name, address))
        code = f"code-{len(self.invited)}"
        return WrittenInvitation(
            line=write_invitation(Invitation(address=address or "https://hub.example.com", code=code)),
            responder=name.split()[0].casefold(),
            name=name,
            expires_at=self._session.clock.now() + timedelta(hours=24),
        )
