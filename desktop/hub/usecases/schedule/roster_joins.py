"""When people came to the roster: as the team file says, else when the hub saw them first."""

from __future__ import annotations

from datetime import date

from desktop.core.team.team import Team
from desktop.core.zones import zone
from desktop.hub.store.schedule import roster_joins
from desktop.hub.store.transaction import Transaction


def joined(tx: Transaction, team: Team) -> dict[str, date]:
    """The day by the schedule's clocks, for each on the roster who was not always there."""
    there = zone(team.schedule.zone)
    days = {responder: at.astimezone(there).date() for responder, at in roster_joins.seen(tx).items()}
    days |= {r.id: r.joined for r in team.roster.responders if r.joined is not None}
    return {responder: day for responder, day in days.items() if team.roster.find(responder) is not None}
