"""Who is on duty, as the command line says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from desktop.app.on_duty import moment, on_duty
from desktop.core.errors import PairwatchError
from desktop.core.schedule.on_call import who_is_on_call
from desktop.core.schedule.schedule import Schedule, Shadow, ShiftException
from desktop.core.team.seat import Seat
from tests.sample import NIGHT, TEAM


def test_the_pair_and_until_when_in_the_schedules_zone():
    assert on_duty(who_is_on_call(TEAM, NIGHT)) == (
        "Incident Manager   Ana Okafor\n"
        "Incident Engineer  Ben Sato\n"
        "until              Mon 30 Nov 2026, 09:00 (Europe/Berlin)"
    )


def test_nobody():
    assert "Nobody is on duty" in on_duty(who_is_on_call(replace(TEAM, schedule=Schedule()), NIGHT))


def test_how_somebody_came_to_it_and_who_shadows():
    hour = timedelta(hours=1)
    override = ShiftException(
        id=UUID(int=1), seat=Seat.MANAGER, responder="priya", starts_at=NIGHT, ends_at=NIGHT + hour,
        by="mei", because="Dentist", at=NIGHT,
    )  # fmt: skip
    shadow = Shadow(
        id=UUID(int=1), responder="dmitri", starts_at=NIGHT, ends_at=NIGHT + hour, by="mei", at=NIGHT
    )
    schedule = replace(TEAM.schedule, exceptions=(override,), shadows=(shadow,))
    assert on_duty(who_is_on_call(replace(TEAM, schedule=schedule), NIGHT)) == (
        "Incident Manager   Priya Raman (by an override: Dentist), "
        "until Tue 24 Nov 2026, 04:41 (Europe/Berlin)\n"
        "Incident Engineer  Ben Sato, until Mon 30 Nov 2026, 09:00 (Europe/Berlin)\n"
        "shadowing          Dmitri Alvarez"
    )


@pytest.mark.parametrize(
    ("typed", "hour"),
    [("2026-12-24T18:00", 17), ("2026-12-24 18:00", 17), ("2026-12-24T18:00Z", 18), ("2026-12-24", 23)],
)
def test_a_time_is_typed_by_the_schedules_clocks(typed, hour):
    day = 23 if hour == 23 else 24
    assert moment(typed, "Europe/Berlin").astimezone(UTC) == datetime(2026, 12, day, hour, tzinfo=UTC)


def test_what_is_no_time_is_said():
    with pytest.raises(PairwatchError, match="no time") as refused:
        moment("tomorrow", "UTC")
    assert refused.value.remedy
