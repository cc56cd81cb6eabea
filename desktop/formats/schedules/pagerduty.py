"""PagerDuty: `GET /schedules/{id}?since=…&until=…` of its REST API, version 2."""

from __future__ import annotations

from typing import Any

from desktop.formats.schedules.fields import entries, instant, known_zone, table, tables, text, whole
from desktop.formats.schedules.imported import ImportedRotation, ImportedSchedule

_SECONDS = 86_400


def read_pagerduty(export: dict[str, Any]) -> ImportedSchedule | None:
    """The schedule; None when this is no such export. One layer without restrictions is a rotation; else the
    times of the final schedule are taken."""
    schedule = table(export, "schedule") or export
    if "schedule_layers" not in schedule and "final_schedule" not in schedule:
        return None
    zone = known_zone(text(schedule, "time_zone"))
    problems: list[str] = []
    layers = [layer for layer in tables(schedule, "schedule_layers") if not text(layer, "end")]
    final = entries(
        (
            text(entry.get("user"), "summary", "name", "email"),
            instant(entry.get("start")),
            instant(entry.get("end")),
        )
        for entry in tables(schedule, "final_schedule", "rendered_schedule_entries")
    )
    rotation = _rotation(layers[0], zone) if len(layers) == 1 else None
    if rotation is None and layers:
        why = (
            "several layers"
            if len(layers) > 1
            else "a layer with restrictions or turns that are no whole days"
        )
        problems.append(f"It has {why}: the exported times were taken, not the rules behind them.")
    overrides = tables(schedule, "overrides_subschedule", "rendered_schedule_entries")
    if rotation is not None and overrides:
        problems.append(
            "1 override was left out: make it anew."
            if len(overrides) == 1
            else f"{len(overrides)} overrides were left out: make them anew."
        )
    return ImportedSchedule(
        tool="PagerDuty",
        name=text(schedule, "name", "summary"),
        zone=zone,
        rotation=rotation,
        entries=() if rotation is not None else final,
        problems=tuple(problems),
    )


def _rotation(layer: dict[str, Any], zone: str) -> ImportedRotation | None:
    seconds = whole(layer, "rotation_turn_length_seconds", 0)
    starts_at = instant(layer.get("rotation_virtual_start")) or instant(layer.get("start"))
    people = tuple(
        text(table(user, "user") or user, "summary", "name", "email") for user in tables(layer, "users")
    )
    if layer.get("restrictions") or seconds <= 0 or seconds % _SECONDS or starts_at is None:
        return None
    if not people or not all(people):
        return None
    return ImportedRotation(people=people, starts_at=starts_at, days=seconds // _SECONDS, zone=zone)
