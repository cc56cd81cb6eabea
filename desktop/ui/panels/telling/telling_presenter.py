"""Fills the telling card of the incident that is shown, and carries out what is told, moved or sent again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from desktop.client.state import Connection
from desktop.core.closing.closing import ClosingStep
from desktop.core.closing.closing_plan import applies, done_anyway
from desktop.core.errors import PairwatchError
from desktop.core.incident.commands import Command, ExtendUpdate, SendAgain
from desktop.core.incident.incident import Incident, Status
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.panels.telling.composing import Composing
from desktop.ui.panels.telling.telling_card import TellingCard
from desktop.ui.present.telling.results import results_view
from desktop.ui.present.telling.update_clock import ClockState, update_clock
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


class TellingPresenter(QObject):
    """One for each card. `show` is called whenever the incident is drawn."""

    def __init__(self, card: TellingCard, bridge: Bridge) -> None:
        super().__init__(card)
        self._card, self._bridge = card, bridge
        self._composing = Composing(card.composer, bridge)
        self._shown: UUID | None = None
        card.wanted.connect(self.compose)
        card.composer.sent.connect(self._tell)
        card.extension.moved.connect(self._move)
        card.results.again.connect(self._again)

    @property
    def unsaved(self) -> int:
        """How many updates were begun here and not sent."""
        return self._composing.begun

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """The clock of this incident, and what became of its updates."""
        if incident.id != self._shown:
            self._card.fold()
            self._shown = incident.id
        self._show_clock(incident, team, viewer, now)
        self._composing.show(incident, now, open_=self._card.composing)
        state = self._bridge.state
        pending = [kept.command for kept in state.pending_for(incident.id)]
        connected = state.connection is Connection.CONNECTED
        results = results_view(incident, team, viewer, now, pending, connected=connected)
        if results is not None:
            self._card.results.show_results(results)
        self._card.results.setVisible(results is not None)
        wants_word = _wants_last_word(incident)
        running = incident.status is not Status.RESOLVED and incident.communication is not None
        self._card.clock.setVisible(running or wants_word)
        self._card.setVisible(running or wants_word or results is not None)

    def _show_clock(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        clock = update_clock(incident, team, viewer, now)
        if clock is None:
            lead = tr("Over. Tell those who were told that it was broken.")
            if not incident.updates:
                lead = tr("Over, and nobody was told of it. Tell how it ended.")
            self._card.clock.show_clock(lead, "", 0.0, Tone.MUTED, "", "", late=False, can_move=False)
        else:
            detail = " · ".join(part for part in (clock.what, clock.by) if part)
            self._card.clock.show_clock(
                clock.lead,
                clock.clock,
                clock.left,
                clock.tone,
                detail,
                clock.note,
                late=clock.state is ClockState.OVERDUE,
                can_move=True,
            )
        self._card.clock.show_composing(self._card.composing)

    def compose(self) -> None:
        """Open the composer, with the text that fits; what was begun before is still there."""
        incident = self._incident()
        if incident is None or self._card.isHidden() or self._card.clock.isHidden():
            return
        if not self._card.composing:
            self._composing.begin(incident)
        self._card.open_composer()

    def move(self) -> None:
        """Ask how much later the next update shall come, and why."""
        incident = self._incident()
        if incident is not None and incident.status is not Status.RESOLVED and not self._card.isHidden():
            self._card.open_extension()

    def _tell(self) -> None:
        if self._do(self._composing.command):
            self._composing.sent()
            self._card.fold()

    def _move(self, by: timedelta, reason: str) -> None:
        if self._do(partial(ExtendUpdate, until=self._bridge.hub_now() + by, because=reason)):
            self._card.fold()

    def _again(self, failed: tuple[tuple[UUID, str], ...]) -> None:
        for update_id, channel in failed:
            self._do(partial(SendAgain, update_id=update_id, channel=channel))

    def _do(self, make: Callable[..., Command]) -> bool:
        """Whether it is on its way."""
        if self._shown is None:
            return False
        try:
            self._bridge.session.do(self._shown, make)
        except PairwatchError as error:
            self._bridge.refused.emit(str(error))
            return False
        return True

    def _incident(self) -> Incident | None:
        return self._bridge.state.incidents.get(self._shown) if self._shown is not None else None


def _wants_last_word(incident: Incident) -> bool:
    """Whether it is over, somebody waits to hear so, and nobody has told it or says that it is told."""
    step = ClosingStep.UPDATE
    if incident.status is not Status.RESOLVED or not applies(incident, step):
        return False
    told_otherwise = any(one.step is step and not one.skipped for one in incident.closing)
    return not (told_otherwise or done_anyway(incident, step))
