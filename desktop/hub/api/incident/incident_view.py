"""What an executive is told of an incident: what, impact, since when, who, last update, next update."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desktop.core.incident.incident import Incident, Status
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.telling.update import Readers, Stage, Update
from desktop.core.zones import told_time, zone

_STAGES = {
    Stage.INVESTIGATING: "Being looked into",
    Stage.IDENTIFIED: "Cause found",
    Stage.MONITORING: "A fix is in place and is watched",
    Stage.RESOLVED: "Reported as over",
}
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentView:
    """All texts are for people, times in the schedule's zone, which they name. `tone` is what the state looks
    like: "alarm", "warn" or "ok". Empty means that there is nothing to say, but for `impact`."""

    title: str
    number: int
    service: str
    state: str
    tone: str
    impact: str
    since: str
    manager: str
    engineer: str
    last_update: str = ""
    last_update_at: str = ""
    next_update: str
    next_is_late: bool = False
    as_of: str


def view(incident: Incident, team: Team, now: datetime) -> IncidentView:
    """The incident at `now`."""
    there = zone(team.schedule.zone)
    told = last_told(incident)
    state, tone = _state(incident, told)
    late, next_update = _next(incident, there, now)
    return IncidentView(
        title=incident.title,
        number=incident.number,
        service=incident.service,
        state=state,
        tone=tone,
        impact=", ".join(label.value for label in incident.labels if label.key == "impact"),
        since=_since(incident, there, now),
        manager=_holder(incident, Seat.MANAGER, team),
        engineer=_holder(incident, Seat.ENGINEER, team),
        last_update=told.text if told else "",
        last_update_at=told_time(told.sent_at, there, now) if told else "",
        next_update=next_update,
        next_is_late=late,
        as_of=f"{now.astimezone(there):%H:%M:%S} {told_time(now, there, now).partition(' ')[2]}",
    )


def last_told(incident: Incident) -> Update | None:
    """The latest update that executives may be shown. What is written for DevOps is not: it names machines,
    and this page travels."""
    told = [update for update in incident.updates if update.readers is not Readers.DEVOPS]
    return max(told, key=lambda update: update.sent_at, default=None)


def _state(incident: Incident, told: Update | None) -> tuple[str, str]:
    if incident.status is Status.RESOLVED:
        return "Over", "ok"
    if told is not None:
        return _STAGES[told.stage], "alarm" if told.stage is Stage.INVESTIGATING else "warn"
    if incident.status is Status.OPEN:
        return "People are being called", "alarm"
    return "Being looked into", "alarm"


def _since(incident: Incident, there: ZoneInfo, now: datetime) -> str:
    began = told_time(incident.opened_at, there, now)
    if incident.resolved_at is not None:
        lasted = _lasting(incident.resolved_at - incident.opened_at)
        return f"{began} until {told_time(incident.resolved_at, there, now)} ({lasted})"
    ago = now - incident.opened_at
    return f"{began} (just now)" if ago < _MINUTE else f"{began} ({_lasting(ago)} ago)"


def _lasting(duration: timedelta) -> str:
    """ "38 minutes", "2 h 05 min", "3 days"."""
    minutes = max(0, duration // _MINUTE)
    if minutes < 60:
        return "1 minute" if minutes == 1 else f"{minutes} minutes"
    if minutes < 48 * 60:
        return f"{minutes // 60} h {minutes % 60:02} min"
    return f"{minutes // (24 * 60)} days"


def _holder(incident: Incident, seat: Seat, team: Team) -> str:
    holder = incident.seat(seat).holder
    if holder is not None:
        return team.roster.name(holder)
    return (
        "Nobody had this seat"
        if incident.status is Status.RESOLVED
        else "Nobody yet; people are being called"
    )


def _next(incident: Incident, there: ZoneInfo, now: datetime) -> tuple[bool, str]:
    """Whether the next update is late, and when it comes."""
    clock = incident.communication
    if incident.status is Status.RESOLVED or clock is None:
        return False, "None is due any more"
    due = told_time(clock.due_at, there, now)
    if clock.due_at <= now:
        return True, f"Was due at {due} and is late"
    return False, due
