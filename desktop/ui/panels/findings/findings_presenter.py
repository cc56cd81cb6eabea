"""Fills the findings of the incident that is shown, and writes down what is found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QObject

from desktop.core.errors import PairwatchError
from desktop.core.fixing.finding import Finding, FindingState
from desktop.core.fixing.fixing_commands import RecordFinding
from desktop.core.incident.commands import Command
from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.panels.findings.findings_card import FindingsCard
from desktop.ui.present.fixing.findings import FindingsView, findings_view, with_pending
from desktop.ui.present.times import Viewer


class FindingsPresenter(QObject):
    """`show` is called whenever the incident is drawn."""

    def __init__(self, card: FindingsCard, bridge: Bridge) -> None:
        super().__init__(card)
        self._card, self._bridge = card, bridge
        self._shown: UUID | None = None
        self._drawn: tuple[FindingsView, bool] | None = None
        card.added.connect(self._add)
        card.stated.connect(self._state)
        card.edited.connect(self._edit)

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """The findings of this incident, with those that wait for the hub."""
        if incident.id != self._shown:
            self._shown, self._drawn = incident.id, None
            self._card.forget()
        may_act = viewer.me is not None and team.roster.can_be_paged(viewer.me)
        view = findings_view(incident, self._bridge.state.pending, team, viewer, now)
        if (view, may_act) != self._drawn:
            self._drawn = view, may_act
            self._card.show_findings(view, can_change=may_act)
        self._card.setVisible(may_act or not view.is_empty)

    def _add(self, words: str) -> None:
        self._do(partial(RecordFinding, finding_id=uuid4(), words=words))

    def _state(self, finding_id: UUID, state: FindingState) -> None:
        known = self._finding(finding_id)
        if known is not None:
            self._record(known, known.words, state, known.evidence)

    def _edit(self, finding_id: UUID, words: str, evidence: str) -> None:
        known = self._finding(finding_id)
        if known is not None:
            self._record(known, words, known.state, evidence)

    def _record(self, known: Finding, words: str, state: FindingState, evidence: str) -> None:
        self._do(partial(RecordFinding, finding_id=known.id, words=words, state=state, evidence=evidence))

    def _finding(self, finding_id: UUID) -> Finding | None:
        incident = self._bridge.state.incidents.get(self._shown) if self._shown is not None else None
        if incident is None:
            return None
        found, _ = with_pending(incident, self._bridge.state.pending)
        return next((one for one in found if one.id == finding_id), None)

    def _do(self, make: Callable[..., Command]) -> None:
        if self._shown is None:
            return
        try:
            self._bridge.session.do(self._shown, make)
        except PairwatchError as error:
            self._bridge.refused.emit(str(error))
