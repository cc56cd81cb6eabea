"""Exports of other tools, and what is said about what they have and we do not."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from desktop.formats.calendar.reader import read_calendar
from desktop.formats.schedules.ical import from_calendar
from desktop.formats.schedules.imported import ImportedSchedule, NoSchedule
from desktop.formats.schedules.reader import is_calendar, read_schedule
from tests.unit.formats.schedules.samples import (
    CALENDAR,
    GRAFANA,
    GRAFANA_FINAL,
    OPSGENIE,
    OPSGENIE_TIMELINE,
    pagerduty,
)

MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def read(export: object) -> ImportedSchedule:
    return read_schedule(json.dumps(export))


def test_pagerduty_with_one_layer_is_a_rotation():
    found = read(pagerduty())
    assert (found.tool, found.name, found.zone, found.problems) == (
        "PagerDuty",
        "Engineers",
        "Europe/Berlin",
        (),
    )
    assert found.people == ("Ana Okafor", "Ben Sato", "Mei Lindqvist")
    # The fourth week after the first turn: Ben's again.
    assert [found.person_at(MONDAY + n * 7 * DAY) for n in range(3)] == [
        "Ben Sato",
        "Mei Lindqvist",
        "Ana Okafor",
    ]
    assert found.person_at(MONDAY - timedelta(seconds=1)) == "Ana Okafor"
    # Summer time: still at nine.
    summer = datetime(2027, 3, 29, 7, tzinfo=UTC)
    assert found.person_at(summer) != found.person_at(summer - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"layer": {"restrictions": [{"type": "daily_restriction"}]}}, "restrictions"),
        ({"layer": {"rotation_turn_length_seconds": 43_200}}, "whole days"),
        ({"schedule_layers": [{"end": None}, {"end": None}]}, "several layers"),
    ],
)
def test_pagerduty_that_is_no_plain_rotation_is_taken_as_it_was_rendered(changes, why):
    found = read(pagerduty(**changes))
    assert found.rotation is None
    assert [entry.person for entry in found.entries] == ["Priya Raman", "Ana Okafor", "Ben Sato"]
    assert found.person_at(MONDAY) == "Priya Raman"
    assert found.person_at(MONDAY - DAY) is None
    assert why in found.problems[0]


def test_pagerduty_overrides_beside_a_rotation_are_told():
    entries = [{"start": "2026-12-01T09:00:00Z", "end": "2026-12-02T09:00:00Z", "user": {"summary": "x"}}]
    found = read(pagerduty(overrides_subschedule={"rendered_schedule_entries": entries}))
    assert found.problems == ("1 override was left out: make it anew.",)


def test_opsgenie():
    found = read(OPSGENIE)
    assert (found.name, found.zone) == ("Managers", "Europe/Berlin")
    assert found.people == ("dmitri@example.com", "priya@example.com")
    assert found.person_at(MONDAY) == "dmitri@example.com"
    said = " ".join(found.problems)
    assert "“Nights”" in said
    assert "“Old”" not in said
    assert "1 participants" in said
    assert "time restriction" in said
    timeline = read(OPSGENIE_TIMELINE)
    assert (timeline.name, timeline.person_at(MONDAY)) == ("Managers", "mei@example.com")


def test_grafana_oncall():
    found = read(GRAFANA)
    assert found.people == ("ana", "ben")
    assert [found.person_at(MONDAY + n * 14 * DAY) for n in (0, 1)] == ["ana", "ben"]
    said = " ".join(found.problems)
    for part in (
        "1 of its shifts",
        "several people at once",
        "some days of the week",
        "shorter than its turns",
    ):
        assert part in said
    final = read(GRAFANA_FINAL)
    assert (final.person_at(MONDAY), final.problems) == ("mei", ())


def test_a_calendar_has_the_people_in_its_titles():
    assert is_calendar(CALENDAR)
    read_ = read_calendar(CALENDAR.encode(), MONDAY - DAY, MONDAY + 30 * DAY, "UTC")
    found = from_calendar(read_, "Europe/Berlin")
    assert found.people == ("Mei Lindqvist", "Ben Sato")
    assert found.person_at(MONDAY) == "Mei Lindqvist"


@pytest.mark.parametrize(
    "wrong", ["", "x", "[]", "{}", "null", '{"schedule": 1}', '{"results": []}', '{"data": {"name": "x"}}']
)
def test_what_is_no_export_is_refused_with_a_remedy(wrong):
    with pytest.raises(NoSchedule) as refused:
        read_schedule(wrong)
    assert refused.value.remedy


def test_an_export_with_nonsense_in_its_fields_is_read_as_far_as_it_goes():
    nonsense = {
        "name": 7,
        "time_zone": "Mars/Olympus",
        "schedule_layers": [{"users": "x"}, 3],
        "final_schedule": {"rendered_schedule_entries": [{"start": 5}, None]},
    }
    found = read({"schedule": nonsense})
    assert (found.zone, found.people, found.rotation) == ("UTC", (), None)
    assert (
        read({"data": {"rotations": [{"type": "weekly", "length": "x", "participants": None}]}}).people == ()
    )
    assert read({"results": [{"type": "rolling_users", "start": 1, "duration": 1}]}).people == ()
