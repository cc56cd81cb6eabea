"""Shifts that began unproven, checked by hand. The sample's pairs change on Mondays, 09:00 in Berlin."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.retro.retro_week import Week
from desktop.core.retro.unproven_shifts import unproven_shifts
from desktop.core.schedule.hand_over import Proof
from desktop.core.schedule.schedule import Turn
from tests.sample import SCHEDULE

WEEK = Week(monday=date(2026, 11, 30), zone="Europe/Berlin")
HAND_OVER = datetime(2026, 11, 30, 8, tzinfo=UTC)
"""Mei and Dmitri come on duty."""
HOUR = timedelta(hours=1)
LONG_AGO = HAND_OVER - timedelta(days=90)
LATER = WEEK.ends_at + timedelta(days=9)


def proofs(**at: datetime) -> list[Proof]:
    return [Proof(responder=who, at=when) for who, when in at.items()]


def count(found: list[Proof], since: datetime | None = LONG_AGO, until: datetime = LATER) -> int | None:
    return unproven_shifts(SCHEDULE, found, WEEK, since, until)


def test_both_must_be_proven_when_it_begins():
    in_time = HAND_OVER - HOUR
    assert count(proofs(mei=in_time, dmitri=in_time)) == 0
    assert count(proofs(mei=in_time)) == 1
    assert count([]) == 1
    assert count(proofs(mei=in_time, dmitri=HAND_OVER)) == 0


def test_a_check_counts_for_a_day_and_not_when_it_is_made_up_for():
    in_time = HAND_OVER - HOUR
    assert count(proofs(mei=in_time, dmitri=HAND_OVER + timedelta(minutes=5))) == 1
    assert count(proofs(mei=in_time, dmitri=HAND_OVER - 24 * HOUR)) == 1
    assert count(proofs(mei=in_time, dmitri=HAND_OVER - 23 * HOUR)) == 0


def test_nothing_is_known_before_the_first_check_of_all():
    assert count([], since=None) is None
    assert count([], since=WEEK.ends_at) is None
    # It came after the shift of the week had begun.
    assert count(proofs(mei=HAND_OVER + HOUR), since=HAND_OVER + HOUR) is None
    # From then on it is known, also what is missing.
    assert count(proofs(mei=HAND_OVER - HOUR), since=HAND_OVER - HOUR) == 1


def test_a_week_to_come_is_not_known_and_one_that_runs_is_known_until_now():
    assert count([], until=WEEK.begins_at) is None
    assert count([], until=HAND_OVER + HOUR) == 1
    assert count([], until=HAND_OVER - HOUR) == 0


def test_who_goes_on_proves_nothing_anew():
    # Ana and Ben until Monday, then Ben with Priya: he has been on duty since a week.
    going_on = replace(
        SCHEDULE,
        turns=(Turn(manager="ana", engineer="ben"), Turn(manager="ben", engineer="priya")),
    )
    found = proofs(ben=HAND_OVER - timedelta(days=7) - HOUR, priya=HAND_OVER - HOUR)
    assert unproven_shifts(going_on, found, WEEK, LONG_AGO, LATER) == 0


@given(
    proven=st.lists(
        st.tuples(st.sampled_from(["ana", "ben", "mei", "dmitri", "priya"]), st.integers(-3_000, 3_000)),
        max_size=25,
    ),
    first=st.dates(date(2026, 1, 5), date(2027, 5, 3)).map(lambda d: d - timedelta(days=d.weekday())),
    weeks=st.integers(1, 8),
)
def test_weeks_add_up_and_proofs_only_lessen(proven: list[tuple[str, int]], first: date, weeks: int):
    span = Week(monday=first, zone="Europe/Berlin", weeks=weeks)
    found = [Proof(responder=who, at=span.begins_at + hours * HOUR) for who, hours in proven]
    far = span.ends_at + timedelta(days=1)
    since = span.begins_at - timedelta(days=1)
    each = [unproven_shifts(SCHEDULE, found, week, since, far) for week in span.each()]
    whole = unproven_shifts(SCHEDULE, found, span, since, far)
    assert whole == sum(one or 0 for one in each) <= weeks
    more = [*found, *(Proof(responder=p.responder, at=p.at + HOUR) for p in found)]
    fewer = unproven_shifts(SCHEDULE, more, span, since, far)
    assert fewer is not None
    assert whole is not None
    assert fewer <= whole
