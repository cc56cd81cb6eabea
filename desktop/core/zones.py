"""Time zones by name, each read once: the standard library keeps only the last eight."""

from __future__ import annotations

from datetime import datetime
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
    """ "03:50 CET"; with the date where it is not today's: "24 Nov, 03:50 CET"."""
    local = at.astimezone(there)
    name = local.tzname() or "UTC"
    if name[0] in "+-":
        name = f"UTC{name}"
    day = "" if local.date() == now.astimezone(there).date() else f"{local.day} {local:%b}, "
    return f"{day}{local:%H:%M} {name}"
