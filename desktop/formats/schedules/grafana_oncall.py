"""Grafana OnCall: `GET /api/v1/on_call_shifts` (rotations), or `/api/v1/schedules/{id}/final_shifts` (times).

People are ids in the former: the answer of `GET /api/v1/users` beside it, as `users`, gives them names.
"""

from __future__ import annotations

from typing import Any

from desktop.formats.schedules.fields import entries, instant, known_zone, tables, text, whole
from desktop.formats.schedules.imported import ImportedRotation, ImportedSchedule

_DAYS = {"daily": 1, "weekly": 7}


def read_grafana(export: dict[str, Any]) -> ImportedSchedule | None:
    """The schedule; None when this is no such export."""
    results = tables(export, "results")
    if any("shift_start" in result for result in results):
        found = (
            (
                text(result, "user_username", "user_email", "user_pk"),
                instant(result.get("shift_start")),
                instant(result.get("shift_end")),
            )
            for result in results
        )
        return ImportedSchedule(tool="Grafana OnCall", name="", zone="UTC", entries=entries(found))
    shifts = [result for result in results if text(result, "type") == "rolling_users"]
    if not any("duration" in result and "start" in result for result in results):
        return None
    names = {text(user, "id"): text(user, "name", "username", "email") for user in _users(export)}
    problems: list[str] = []
    if len(results) > 1 or not shifts:
        problems.append(f"{len(results) - min(len(shifts), 1)} of its shifts were left out.")
    rotation = _rotation(shifts[0], names, problems) if shifts else None
    if rotation is None:
        problems.append("No shift of it goes round among people in whole days: export final_shifts instead.")
    first = shifts[0] if shifts else results[0]
    return ImportedSchedule(
        tool="Grafana OnCall",
        name=text(first, "name"),
        zone=known_zone(text(first, "time_zone")),
        rotation=rotation,
        problems=tuple(problems),
    )


def _users(export: dict[str, Any]) -> list[dict[str, Any]]:
    return tables(export, "users", "results") or tables(export, "users")


def _rotation(shift: dict[str, Any], names: dict[str, str], problems: list[str]) -> ImportedRotation | None:
    zone = known_zone(text(shift, "time_zone"))
    days = _DAYS.get(text(shift, "frequency"), 0) * whole(shift, "interval", 1)
    # OnCall writes these without an offset, by the clocks of `time_zone`.
    starts_at = instant(str(shift.get("rotation_start") or shift.get("start") or ""), zone)
    rolling = shift.get("rolling_users")
    groups = [group for group in rolling if isinstance(group, list)] if isinstance(rolling, list) else []
    people = tuple(names.get(str(group[0]), str(group[0])) for group in groups if group)
    if any(len(group) > 1 for group in groups):
        problems.append("Of several people at once only the first was taken.")
    if shift.get("by_day"):
        problems.append("That it is on some days of the week only was left out.")
    if 0 < whole(shift, "duration", 0) < 86_400 * days:
        problems.append("That its shifts are shorter than its turns was left out: they are around the clock.")
    if days <= 0 or starts_at is None or not people:
        return None
    return ImportedRotation(people=people, starts_at=starts_at, days=days, zone=zone)
