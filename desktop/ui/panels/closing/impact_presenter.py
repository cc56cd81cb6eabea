"""Asks what an incident cost its service, and corrects it."""

from __future__ import annotations

from collections.abc import Coroutine
from datetime import datetime
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.incident.incident import Incident
from desktop.core.retro.retro_week import week_of
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.panels.closing.impact_form import ImpactForm
from desktop.ui.present.retro.uptime_week import impact_choice, impact_words
from desktop.ui.timeline_loader import Start


class ImpactPresenter(QObject):
    """`show` for each incident, `load` when its form comes up. Without a hub, or of an incident that names no
    service, there is nothing to see: nothing waits for it."""

    def __init__(self, form: ImpactForm, bridge: Bridge, start: Start = tasks.start) -> None:
        super().__init__(form)
        self._form, self._bridge, self._start = form, bridge, start
        self._incident: Incident | None = None
        form.given.connect(self._give)

    def show(self, incident: Incident) -> None:
        """Of another one nothing is known yet."""
        if self._incident is None or self._incident.id != incident.id:
            self._form.hide()
        self._incident = incident

    def load(self) -> None:
        """Ask the hub."""
        incident = self._incident
        if incident is not None and incident.service and not self._form.is_open:
            self._start(self._quiet(self._load(incident)), "closing: impact")

    async def _load(self, incident: Incident) -> None:
        team = self._bridge.state.team or Team()
        monday = week_of(incident.opened_at, team.schedule.zone).monday
        found = await self._bridge.session.uptime.week(incident.service, monday)
        one = next((one for one in found.incidents if one.incident_id == incident.id), None)
        if one is None or self._incident is None or self._incident.id != incident.id:
            return
        viewer, now = self._bridge.viewer, self._bridge.hub_now()
        choice = impact_choice(one, viewer, now)
        self._form.show_impact(impact_words(one, incident.service, viewer, now), choice, viewer.zone)

    def _give(self, begins_at: datetime, ends_at: datetime, share: int, reason: str) -> None:
        incident = self._incident
        if incident is not None:
            self._start(
                self._keep(incident, begins_at, ends_at, share, reason), "closing: correct the impact"
            )

    async def _keep(
        self, incident: Incident, begins_at: datetime, ends_at: datetime, share: int, reason: str
    ) -> None:
        desk = self._bridge.session.uptime
        try:
            await desk.correct(uuid4(), incident.id, incident.service, begins_at, ends_at, share, reason)
            await self._load(incident)
        except PairwatchError as error:
            self._form.say(str(error))

    async def _quiet(self, asking: Coroutine[Any, Any, None]) -> None:
        try:
            await asking
        except PairwatchError:
            self._form.hide()
