"""Time zones as people write them."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop.core.errors import InvalidTeam


def checked_zone(zone: str, whose: str) -> str:
    """The zone, if it is known. Raises InvalidTeam; `whose` begins its sentence."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidTeam(
            f"{whose} is in the zone “{zone}”, which is unknown.", "Use an IANA name such as Europe/Berlin."
        ) from error
    return zone
