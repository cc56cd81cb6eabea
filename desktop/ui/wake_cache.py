"""Forecasts kept while they hold: they are played through once for each value of an incident, not once a
second."""

from __future__ import annotations

from datetime import datetime

from desktop.core.incident.escalation import Wake, forecast
from desktop.core.incident.incident import Incident, Status
from desktop.core.team.team import Team


class WakeCache:
    """For one incident at a time: the one that a window shows."""

    def __init__(self) -> None:
        self._key: tuple[Incident, Team] | None = None
        self._wakes: tuple[Wake, ...] = ()

    def wakes(self, incident: Incident, team: Team, now: datetime) -> tuple[Wake, ...]:
        """Whom the hub wakes next; computed anew when the incident or team differs, or a time has passed."""
        if incident.status is not Status.OPEN:
            return ()
        same = self._key is not None and self._key[0] is incident and self._key[1] is team
        if not same or (self._wakes and self._wakes[0].at <= now):
            self._key, self._wakes = (incident, team), forecast(incident, team, now)
        return self._wakes
