"""Gets the link of the incident that is shown, and takes all of its links back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from desktop.core.errors import PairwatchError
from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.panels.link.link_card import LinkCard
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline_loader import Start


class LinkPresenter(QObject):
    """`show` is called whenever the incident is drawn."""

    def __init__(self, card: LinkCard, bridge: Bridge, start: Start) -> None:
        super().__init__(card)
        self._card, self._bridge, self._start = card, bridge, start
        self._shown: UUID | None = None
        self._links: dict[UUID, str] = {}
        card.copy.clicked.connect(lambda: self._ask(self._copy, "make a link"))
        card.stop.clicked.connect(lambda: self._ask(self._stop, "revoke links"))

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """Whether there is something to press for this incident."""
        if incident.id != self._shown:
            self._shown = incident.id
            self._card.say()
        self._card.setVisible(viewer.me is not None and team.roster.can_be_paged(viewer.me))

    def _ask(self, do: Callable[[UUID], Awaitable[str]], name: str) -> None:
        if self._shown is None:
            return
        self._card.show_waiting(True)
        self._start(self._told(do, self._shown), name)

    async def _told(self, do: Callable[[UUID], Awaitable[str]], incident_id: UUID) -> None:
        try:
            words, tone = await do(incident_id), Tone.OK
        except PairwatchError as error:
            words, tone = str(error), Tone.WARN
        finally:
            self._card.show_waiting(False)
        if incident_id == self._shown:
            self._card.say(words, tone)

    async def _copy(self, incident_id: UUID) -> str:
        # The same one again: each is good until all are taken back, and fewer are easier to keep track of.
        if incident_id not in self._links:
            self._links[incident_id] = await self._bridge.session.public_link(incident_id)
        QGuiApplication.clipboard().setText(self._links[incident_id])
        return tr("Copied. Whoever has the link can read it.")

    async def _stop(self, incident_id: UUID) -> str:
        number = await self._bridge.session.revoke_public_links(incident_id)
        self._links.pop(incident_id, None)
        if number:
            return tr("No link to this incident shows anything any more.")
        return tr("There was no link to this incident.")
