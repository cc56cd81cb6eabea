"""Time zones by name, each read once: the standard library keeps only the last eight."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop.core.errors import InvalidTeam


@cache
def zone(name: str) -> ZoneInfo:
    """The zone with this IANA name. Raises InvalidTeam for an unknown one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidTeam(
            f"The time zone “{name}” is unknown.", "Use an IANA name such as Europe/Berlin."
        ) from error


def told_time(at: datetime, there: ZoneInfo, now: datetime) -> str:
    """ "03:50 CET"; with the date where it is not today's: "24 Nov, 03:50 CET", and the year where it is not
    this one's."""
    local = at.astimezone(there)
    name = local.tzname() or "UTC"
    if name[0] in "+-":
        name = f"UTC{name}"
    today = now.astimezone(there).date()
    year = "" if local.year == today.year else f" {local.year}"
    day = "" if local.date() == today else f"{local.day} {local:%b}{year}, "
    return f"{day}{local:%H:%M} {name}"


def instant(day: date, hour: time, there: ZoneInfo) -> datetime:
    """When clocks there show that hour, in UTC. Of the hour that they show twice in autumn, the first time;
    of the one that they skip in spring, what a clock that nobody put forward would show."""
    return datetime.combine(day, hour, tzinfo=there).astimezone(UTC)
