"""Fields of other tools' JSON: what is not as their documentation says is treated as missing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from desktop.core.errors import InvalidTeam
from desktop.core.zones import zone
from desktop.formats.schedules.imported import ImportedEntry

MOST = 20_000
"""Entries of one export."""


def table(value: Any, *path: str) -> dict[str, Any]:
    """The object at `path`; an empty one when there is none."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def tables(value: Any, *path: str) -> list[dict[str, Any]]:
    """The objects of the list at `path`."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def text(value: Any, *names: str) -> str:
    """The first of these fields that is a text with something in it."""
    for name in names:
        found = value.get(name) if isinstance(value, dict) else None
        if isinstance(found, str) and found.strip():
            return found.strip()
    return ""


def whole(value: Any, name: str, default: int) -> int:
    """The number in this field."""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) else default


def instant(value: Any, zone_name: str = "UTC") -> datetime | None:
    """An ISO 8601 time; one without an offset is meant by the clocks of the zone."""
    if not isinstance(value, str):
        return None
    try:
        at = datetime.fromisoformat(value.strip())
        return (at if at.tzinfo is not None else at.replace(tzinfo=zone(zone_name))).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def known_zone(name: str) -> str:
    """The zone if its name is an IANA name; else UTC."""
    try:
        zone(name)
    except InvalidTeam:
        return "UTC"
    return name


def entries(found: Iterable[tuple[str, datetime | None, datetime | None]]) -> tuple[ImportedEntry, ...]:
    """The entries that have a person and a time, in the order of their beginning."""
    made = [
        ImportedEntry(person=person, starts_at=begin, ends_at=end)
        for person, begin, end in found
        if person and begin is not None and end is not None and begin < end
    ]
    return tuple(sorted(made, key=lambda entry: entry.starts_at)[:MOST])
