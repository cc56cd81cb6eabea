"""Time zones by name, each read once: the standard library keeps only the last eight."""

from __future__ import annotations

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
