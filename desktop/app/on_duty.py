"""Who is on duty, in words for a terminal."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from desktop.core.seat import Seat
from desktop.core.team import Team

SEAT_NAMES = {Seat.MANAGER: "Incident Manager", Seat.ENGINEER: "Incident Engineer"}


def on_duty(team: Team, now: datetime) -> str:
    """The pair at `now`, a line each, and the end of their shift in the schedule's zone."""
    shift = team.schedule.shift_at(now)
    if shift is None:
        return "Nobody is on duty: the schedule has no turns."
    zone = team.schedule.zone
    until = f"{shift.ends_at.astimezone(ZoneInfo(zone)):%a %d %b %Y, %H:%M} ({zone})"
    lines = [f"{title:<18} {team.roster.name(shift.turn.of(seat))}" for seat, title in SEAT_NAMES.items()]
    return "\n".join([*lines, f"{'until':<18} {until}"])
