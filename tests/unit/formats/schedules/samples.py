"""Exports as the tools' documentation shows them, shortened; the people are the sample's."""

from __future__ import annotations

from typing import Any


def pagerduty(**changes: Any) -> dict[str, Any]:
    """One layer of weeks, Mondays at 09:00 in Berlin: Ana, Ben, Mei."""
    layer = {
        "id": "PGI6D41",
        "name": "Layer 1",
        "start": "2026-11-02T10:00:00+01:00",
        "end": None,
        "rotation_virtual_start": "2026-11-02T09:00:00+01:00",
        "rotation_turn_length_seconds": 604800,
        "users": [
            {"user": {"id": f"P{n}", "type": "user_reference", "summary": name}}
            for n, name in enumerate(("Ana Okafor", "Ben Sato", "Mei Lindqvist"))
        ],
        "restrictions": [],
        "rendered_schedule_entries": [],
    } | changes.pop("layer", {})
    entries = [
        {"start": f"2026-{month}-{day}T{hour}:00:00+01:00", "end": end, "user": {"summary": who}}
        for month, day, hour, end, who in (
            ("11", "30", "09", "2026-12-07T09:00:00+01:00", "Priya Raman"),
            ("12", "07", "09", "2026-12-09T12:00:00+01:00", "Ana Okafor"),
            ("12", "09", "12", "2026-12-14T09:00:00+01:00", "Ben Sato"),
        )
    ]
    schedule = {
        "id": "PI7DH85",
        "type": "schedule",
        "summary": "Engineers",
        "name": "Engineers",
        "time_zone": "Europe/Berlin",
        "schedule_layers": [layer],
        "overrides_subschedule": {"name": "Overrides", "rendered_schedule_entries": []},
        "final_schedule": {"name": "Final Schedule", "rendered_schedule_entries": entries},
    }
    return {"schedule": schedule | changes}


OPSGENIE: dict[str, Any] = {
    "data": {
        "id": "d875e654-9b4e-4219-a803-0c26936d18de",
        "name": "Managers",
        "timezone": "Europe/Berlin",
        "enabled": True,
        "rotations": [
            {
                "id": "1",
                "name": "Weeks",
                "startDate": "2026-11-02T08:00:00Z",
                "type": "weekly",
                "length": 1,
                "participants": [
                    {"type": "user", "id": "a", "username": "dmitri@example.com"},
                    {"type": "team", "id": "t", "name": "ops"},
                    {"type": "user", "id": "b", "username": "priya@example.com"},
                ],
                "timeRestriction": {"type": "time-of-day", "restrictions": []},
            },
            {"id": "2", "name": "Nights", "startDate": "2026-11-02T08:00:00Z", "type": "daily"},
            {
                "id": "3",
                "name": "Old",
                "startDate": "2020-01-06T08:00:00Z",
                "endDate": "2021-01-04T08:00:00Z",
            },
        ],
    },
    "took": 0.1,
}
OPSGENIE_TIMELINE: dict[str, Any] = {
    "data": {
        "_parent": {"id": "d8", "name": "Managers", "enabled": True},
        "startDate": "2026-11-30T00:00:00Z",
        "finalTimeline": {
            "rotations": [
                {
                    "name": "Weeks",
                    "order": 1.0,
                    "periods": [
                        {
                            "startDate": "2026-11-30T08:00:00Z",
                            "endDate": "2026-12-07T08:00:00Z",
                            "type": "default",
                            "recipient": {"id": "a", "type": "user", "name": "mei@example.com"},
                        }
                    ],
                }
            ]
        },
    }
}
GRAFANA: dict[str, Any] = {
    "count": 2,
    "results": [
        {
            "id": "OH3V5FYQEYJ6M",
            "name": "Rolling",
            "type": "rolling_users",
            "time_zone": "Europe/Berlin",
            "level": 0,
            "start": "2026-11-02T09:00:00",
            "duration": 43200,
            "frequency": "weekly",
            "interval": 2,
            "by_day": ["MO", "TU"],
            "rolling_users": [["U1", "U2"], ["U3"]],
        },
        {
            "id": "O9",
            "name": "One day",
            "type": "single_event",
            "start": "2026-12-24T08:00:00",
            "duration": 1,
        },
    ],
    "users": {"results": [{"id": "U1", "username": "ana"}, {"id": "U3", "username": "ben"}]},
}
GRAFANA_FINAL: dict[str, Any] = {
    "count": 1,
    "results": [
        {
            "user_pk": "UC2CHRT5SD34X",
            "shift_start": "2026-11-30T08:00:00Z",
            "shift_end": "2026-12-07T08:00:00Z",
            "user_email": "mei@example.com",
            "user_username": "mei",
        }
    ],
}
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:On Call Schedule for Engineers
BEGIN:VEVENT
UID:1
DTSTART:20261130T080000Z
DTEND:20261207T080000Z
SUMMARY:On Call - Mei Lindqvist - Engineers
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART:20261207T080000Z
DTEND:20261214T080000Z
SUMMARY:[L1] Ben Sato
END:VEVENT
END:VCALENDAR
"""
