"""Uptime as it is told: services over the weeks, and one week of one with all that was said of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from desktop.core.incident.incident import Incident
from desktop.core.retro.impact import (
    Impact,
    ImpactCorrection,
    RanIncident,
    corrected,
    impact_of,
    impacts,
    in_force,
)
from desktop.core.retro.uptime import ROLLING, percent_up
from desktop.core.retro.uptime_told import IncidentImpact, UptimeTold, UptimeWeek
from desktop.hub.store import team as teams
from desktop.hub.store.incident import incidents
from desktop.hub.store.retro import retro, uptime, uptime_questions
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadPeriod, BadUptime
from desktop.hub.usecases.retro.retro_week import checked_week
from desktop.hub.usecases.retro.uptime_known import said_of_impacts, uptime_of

MOST_WEEKS = 53
MOST_INCIDENTS = 100
"""Of one week they are listed; all of them count."""


def uptime_told(tx: Transaction, starts_on: date, weeks: int) -> UptimeTold:
    """So many weeks up to the one that begins on this Monday. Raises BadPeriod."""
    team = teams.load(tx)
    last = checked_week(starts_on, team.schedule.zone, tx)
    if not 1 <= weeks <= MOST_WEEKS:
        raise BadPeriod("So many weeks are not told at once.", f"Ask for 1 to {MOST_WEEKS}.")
    since = retro.first_opened_at(tx) or tx.now
    # Three more, so that the averages are whole.
    every = [last.moved(number) for number in range(2 - weeks - ROLLING, 1)]
    return UptimeTold(
        zone=last.zone,
        told_at=tx.now,
        services=tuple(one.latest(weeks) for one in uptime_of(tx, every, team, since)),
        measured=tuple(service.name for service in team.services if service.uptime is not None),
    )


def uptime_week(tx: Transaction, service: str, starts_on: date) -> UptimeWeek:
    """One week of one service. Raises BadPeriod, BadUptime."""
    team = teams.load(tx)
    week = checked_week(starts_on, team.schedule.zone, tx)
    name = checked_service(service)
    since = retro.first_opened_at(tx) or tx.now
    weeks = [week.moved(number) for number in range(1 - ROLLING, 1)]
    told = {one.service: one.weeks[-1] for one in uptime_of(tx, weeks, team, since, [name])}
    ran, written = said_of_impacts(tx, week.begins_at, week.ends_at)
    mine = [impact for impact in impacts(ran, written) if impact.service == name]
    question = uptime_questions.find(tx, name, week.monday)
    numbers = uptime.numbers_within(tx, week.monday, week.monday)
    query = next((one.uptime for one in team.services if one.name == name and one.uptime), None)
    return UptimeWeek(
        service=name,
        zone=week.zone,
        week=told[name],
        from_incidents=percent_up(week, mine, since, tx.now),
        numbers=tuple(one for one in numbers if one.service == name),
        incidents=_listed(tx, name, ran, written),
        query=query.query if query is not None else "",
        asked_at=question.asked_at if question is not None else None,
        asks_again_at=question.due_at if question is not None and query is not None else None,
    )


def checked_service(service: str) -> str:
    """The name of a service. Raises BadUptime."""
    name = " ".join(service.split())
    if not name or len(name) > 200:
        raise BadUptime("Uptime is that of a service.", "Name it as alerts do.")
    return name


def _listed(
    tx: Transaction, service: str, ran: Iterable[RanIncident], written: Sequence[ImpactCorrection]
) -> tuple[IncidentImpact, ...]:
    """Those of the service first, each group by its opening."""
    counts = in_force(written)
    said: dict[UUID, list[ImpactCorrection]] = {}
    for correction in written:
        if correction.service == service:
            said.setdefault(correction.incident_id, []).append(correction)
    ordered = sorted(ran, key=lambda one: (one.service != service and one.id not in said, one.opened_at))
    found = []
    for one in ordered[:MOST_INCIDENTS]:
        incident = incidents.load(tx, one.id)
        if incident is None:
            continue
        now = counts.get((one.id, service))
        impact = corrected(now, one) if now is not None else impact_of(one)
        found.append(_told(incident, impact, service, said.get(one.id, [])))
    return tuple(found)


def _told(
    incident: Incident, impact: Impact | None, service: str, said: Sequence[ImpactCorrection]
) -> IncidentImpact:
    return IncidentImpact(
        incident_id=incident.id,
        number=incident.number,
        title=incident.title,
        service=incident.service,
        opened_at=incident.opened_at,
        resolved_at=incident.resolved_at,
        impact=impact if impact is not None and impact.service == service else None,
        corrections=tuple(said),
    )
