"""Who is on duty, as the command line says it."""

from __future__ import annotations

from dataclasses import replace

from desktop.app.on_duty import on_duty
from desktop.core.schedule import Schedule
from tests.sample import NIGHT, TEAM


def test_the_pair_and_until_when_in_the_schedules_zone():
    assert on_duty(TEAM, NIGHT) == (
        "Incident Manager   Ana Okafor\n"
        "Incident Engineer  Ben Sato\n"
        "until              Mon 30 Nov 2026, 09:00 (Europe/Berlin)"
    )


def test_nobody():
    assert "Nobody is on duty" in on_duty(replace(TEAM, schedule=Schedule()), NIGHT)
