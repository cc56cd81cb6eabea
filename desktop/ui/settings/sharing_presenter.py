"""Invites by the hub, and says how sharing stands; what changes this computer is the application's to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.ui.bridge import Bridge
from desktop.ui.main_window.surroundings import HubInfo
from desktop.ui.present.team.sharing import Door, invited_words, sharing
from desktop.ui.settings.sharing_card import SharingCard
from desktop.ui.timeline_loader import Start


class SharingPresenter(QObject):
    """`refresh` is called whenever the settings are drawn."""

    def __init__(
        self, card: SharingCard, bridge: Bridge, hub: Callable[[], HubInfo], start: Start = tasks.start
    ) -> None:
        super().__init__(card)
        self._card, self._bridge, self._hub, self._start = card, bridge, hub, start
        card.invite_wanted.connect(self._invite)

    def refresh(self) -> None:
        """How it stands."""
        hub, state = self._hub(), self._bridge.state
        address = hub.door_address(hub.hosts[0]) if hub.embedded and hub.hosts else hub.address
        self._card.show_sharing(
            sharing(_door(hub), address, hub.door_problem, state.team, state.me), hub.hosts
        )

    def _invite(self, name: str, host: str) -> None:
        self._start(self._ask(name, host), "invite somebody")

    async def _ask(self, name: str, host: str) -> None:
        hub = self._hub()
        address = hub.door_address(host) if hub.embedded else hub.address
        try:
            invitation = await self._bridge.session.invitations.invite(name, address)
        except PairwatchError as error:
            self._card.say(str(error))
            return
        words = invited_words(invitation, self._bridge.viewer, self._bridge.hub_now())
        self._card.show_invitation(words, invitation.line)


def _door(hub: HubInfo) -> Door:
    if not hub.embedded:
        return Door.ELSEWHERE
    if hub.door_problem:
        return Door.STUCK
    return Door.OPEN if hub.door_port else Door.SHUT
