"""What a policy would do: whom an incident that opens at some moment wakes, if nobody answers."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

from desktop.core.incident.alert import AlertAction, Report, alert_from
from desktop.core.incident.escalation import Wake, forecast
from desktop.core.incident.incident import opened
from desktop.core.team.team import Team
from desktop.core.zones import instant, zone

_FOUR = time(4)
_IMAGINED = UUID(int=0)


def preview(team: Team, at: datetime) -> tuple[Wake, ...]:
    """The wake forecast of an incident that cannot wait and opens at `at`: from the first pages until
    everybody is paged again. Played through with the very rules that page."""
    report = Report(action=AlertAction.TRIGGER, dedup_key="preview", summary="", source="")
    incident = opened(_IMAGINED, 0, alert_from(report, "preview", at), at, None)
    return forecast(incident, team, at)


def last_night_at_four(team: Team, now: datetime) -> datetime:
    """The last time before `now` that clocks in the schedule's zone showed four in the morning."""
    there = zone(team.schedule.zone)
    today = now.astimezone(there).date()
    at = instant(today, _FOUR, there)
    return at if at < now else instant(today - timedelta(days=1), _FOUR, there)
