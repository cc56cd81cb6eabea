"""What falls due by itself for an incident, of whatever kind: the one question that the hub's engine asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from desktop.core.fixing import calling
from desktop.core.incident import escalation, offering, reach
from desktop.core.incident.events import Event
from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.core.telling import telling
from desktop.core.urgency import quiet


def next_step(incident: Incident, team: Team, now: datetime) -> datetime | None:
    """When something falls due next; None when nothing will by itself. A time at or before `now` is
    overdue."""
    found = (
        quiet.next_quiet(incident, team, now),
        escalation.next_step(incident, team, now),
        telling.next_telling(incident, team),
        calling.next_calling(incident, team),
        offering.next_offer(incident),
        reach.next_reach(incident, team),
    )
    return min((due for due in found if due is not None), default=None)


def advance(incident: Incident, team: Team, now: datetime) -> tuple[Incident, list[Event]]:
    """Do what fell due until `now`: one step only of each kind, however late it is."""
    incident, events = escalation.advance(incident, team, now)
    incident, told = telling.advance_telling(incident, team, now)
    incident, called = calling.advance_calling(incident, team, now)
    incident, offered = offering.advance_offers(incident, now)
    incident, tried = reach.advance_reach(incident, team, now, events)
    return incident, events + told + called + offered + tried


def clock_moved(incident: Incident, by: timedelta) -> Incident:
    """The incident after the hub's clock was set: everything that waits has waited as long as before. `by` is
    negative for a clock that was set back. Times that were written down stay as they were read."""
    incident = calling.clock_moved(escalation.clock_moved(incident, by), by)
    incident = reach.clock_moved(offering.clock_moved(incident, by), by)
    if incident.communication is None:
        return incident
    return replace(incident, communication=incident.communication.moved(by))
