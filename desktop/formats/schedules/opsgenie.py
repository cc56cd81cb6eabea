"""Opsgenie: `GET /v2/schedules/{id}` (its rotations), or `GET /v2/schedules/{id}/timeline` (its times)."""

from __future__ import annotations

from typing import Any

from desktop.formats.schedules.fields import entries, instant, known_zone, table, tables, text, whole
from desktop.formats.schedules.imported import ImportedRotation, ImportedSchedule

_HOURS = {"weekly": 7 * 24, "daily": 24, "hourly": 1}


def read_opsgenie(export: dict[str, Any]) -> ImportedSchedule | None:
    """The schedule; None when this is no such export."""
    data = table(export, "data") or export
    if "finalTimeline" in data:
        return _timeline(data)
    if "rotations" not in data:
        return None
    zone = known_zone(text(data, "timezone"))
    problems: list[str] = []
    rotations = [rotation for rotation in tables(data, "rotations") if not text(rotation, "endDate")]
    if len(rotations) > 1:
        names = ", ".join(f"“{text(rotation, 'name')}”" for rotation in rotations[1:])
        problems.append(f"Only its first rotation was taken; left out: {names}.")
    rotation = _rotation(rotations[0], zone, problems) if rotations else None
    if rotation is None:
        problems.append("No rotation of it has people and whole days: export its timeline instead.")
    return ImportedSchedule(
        tool="Opsgenie", name=text(data, "name"), zone=zone, rotation=rotation, problems=tuple(problems)
    )


def _rotation(rotation: dict[str, Any], zone: str, problems: list[str]) -> ImportedRotation | None:
    hours = _HOURS.get(text(rotation, "type"), 0) * whole(rotation, "length", 1)
    starts_at = instant(rotation.get("startDate"))
    participants = tables(rotation, "participants")
    people = tuple(name for p in participants if (name := _person(p)))
    if len(people) < len(participants):
        problems.append(f"{len(participants) - len(people)} participants are no persons and were left out.")
    if rotation.get("timeRestriction"):
        problems.append("Its time restriction was left out: the turns are around the clock.")
    if hours <= 0 or hours % 24 or starts_at is None or not people:
        return None
    return ImportedRotation(people=people, starts_at=starts_at, days=hours // 24, zone=zone)


def _timeline(data: dict[str, Any]) -> ImportedSchedule:
    found = [
        (
            _person(table(period, "recipient")),
            instant(period.get("startDate")),
            instant(period.get("endDate")),
        )
        for rotation in tables(data, "finalTimeline", "rotations")
        for period in tables(rotation, "periods")
    ]
    rotations = len(tables(data, "finalTimeline", "rotations"))
    problems = ("It has several rotations at once: where they overlap the earlier one was taken.",)
    return ImportedSchedule(
        tool="Opsgenie",
        name=text(table(data, "_parent"), "name"),
        zone=known_zone(text(data, "timezone")),
        entries=entries(found),
        problems=problems if rotations > 1 else (),
    )


def _person(participant: dict[str, Any]) -> str:
    if text(participant, "type") not in ("", "user"):
        return ""
    return text(participant, "name", "username", "id")
