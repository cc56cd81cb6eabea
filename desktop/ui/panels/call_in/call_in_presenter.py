"""Fills the card of call-ins of the incident that is shown, and carries out what is asked there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from desktop.core.errors import PairwatchError
from desktop.core.fixing.fixing_commands import AnswerCallIn, CallInPerson, CancelCallIn
from desktop.core.incident.commands import Command
from desktop.core.incident.incident import Incident, Status
from desktop.core.team.team import Team
from desktop.core.team.who_knows import who_knows
from desktop.ui.bridge import Bridge
from desktop.ui.panels.call_in.call_in_card import CallInCard
from desktop.ui.present.fixing.call_ins import call_rows, helper_rows
from desktop.ui.present.fixing.called import call_of
from desktop.ui.present.times import Viewer


class CallInPresenter(QObject):
    """`show` is called whenever the incident is drawn. For either seat's panel, and for whoever is called."""

    def __init__(self, card: CallInCard, bridge: Bridge) -> None:
        super().__init__(card)
        self._card, self._bridge = card, bridge
        self._shown: UUID | None = None
        self._found: tuple[object, ...] = ()
        card.opened.connect(self._search)
        card.form.searched.connect(self._search)
        card.form.called.connect(self._call)
        card.again.connect(self._again)
        card.cancelled.connect(lambda person: self._do(partial(CancelCallIn, responder=person)))
        card.comes.connect(lambda: self._do(AnswerCallIn))
        card.cannot.connect(self._cannot)

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """The call-ins of this incident."""
        if incident.id != self._shown:
            self._shown = incident.id
            self._card.form.hide()
        pending = [kept.command for kept in self._bridge.state.pending_for(incident.id)]
        running = incident.status is not Status.RESOLVED
        can_call = running and viewer.me is not None and team.roster.can_be_paged(viewer.me)
        rows = call_rows(incident, team, viewer, now, pending)
        self._card.show_calls(rows, can_call=can_call)
        self._card.setVisible(can_call or bool(rows))
        if self._card.is_open:
            self._search(begun=False)

    def _incident(self) -> Incident | None:
        return self._bridge.state.incidents.get(self._shown) if self._shown is not None else None

    def _search(self, *, begun: bool = True) -> None:
        """`begun`: something was typed; without, what is found changes by the minute."""
        incident, state, viewer = self._incident(), self._bridge.state, self._bridge.viewer
        if incident is None or state.team is None:
            return
        now = self._bridge.hub_now()
        # Not yet sent: whoever was pressed already is not offered once more.
        pressed = {
            kept.command.responder
            for kept in state.pending_for(incident.id)
            if isinstance(kept.command, CallInPerson)
        }
        query = self._card.form.search.text()
        asked = (incident, state.team, viewer, query, pressed, now.replace(second=0, microsecond=0))
        if asked == self._found and not begun:
            return
        self._found = asked
        found = who_knows(incident, state.team, viewer.me, now, query)
        helpers = [helper for helper in found if helper.responder.id not in pressed]
        self._card.form.show_helpers(
            helper_rows(helpers, incident, state.team, viewer, now, state.woken_before(incident.id))
        )

    def _call(self, person: str, why: str) -> None:
        if self._do(partial(CallInPerson, responder=person, because=why)):
            self._card.close_form()

    def _again(self, person: str) -> None:
        """For the same reason as the last time."""
        incident = self._incident()
        call = call_of(incident, person) if incident is not None else None
        if call is not None:
            self._do(partial(CallInPerson, responder=person, because=call.because))

    def _cannot(self) -> None:
        if self._shown is None:
            return
        try:
            self._bridge.session.decline(self._shown)
        except PairwatchError as error:
            self._bridge.refused.emit(str(error))

    def _do(self, make: Callable[..., Command]) -> bool:
        if self._shown is None:
            return False
        try:
            self._bridge.session.do(self._shown, make)
        except PairwatchError as error:
            self._bridge.refused.emit(str(error))
            return False
        return True
