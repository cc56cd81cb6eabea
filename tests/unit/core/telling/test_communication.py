"""The communication clock's times, with a moved clock."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.core.errors import InvalidTeam
from desktop.core.telling.communication import (
    CommunicationPolicy,
    Due,
    clock_at_opening,
    next_update,
    usual_interval,
)
from tests.sample import MINUTE, NIGHT

POLICY = CommunicationPolicy()
HOUR = 60 * MINUTE


def test_the_first_is_due_five_minutes_after_the_opening() -> None:
    clock = clock_at_opening(NIGHT, POLICY)
    assert (clock.what, clock.due_at) == (Due.FIRST, NIGHT + 5 * MINUTE)
    assert clock.reminds_at(POLICY) == NIGHT + 3 * MINUTE
    assert clock.stand_in_at(POLICY) is None, "nothing was missed"


@pytest.mark.parametrize("told_after", [0, 1, 5])
def test_the_scope_is_due_five_minutes_after_the_first_was_due_however_early_that_came(
    told_after: int,
) -> None:
    clock = clock_at_opening(NIGHT, POLICY)
    now = NIGHT + told_after * MINUTE
    assert next_update(clock, NIGHT, now, POLICY) == NIGHT + 10 * MINUTE
    told = clock.told(NIGHT, now, POLICY, promised=None, tells_scope=False)
    assert (told.what, told.since, told.due_at) == (Due.SCOPE, now, NIGHT + 10 * MINUTE)


def test_after_a_late_first_one_the_scope_has_its_five_minutes_too() -> None:
    clock = clock_at_opening(NIGHT, POLICY)
    told = clock.told(NIGHT, NIGHT + 9 * MINUTE, POLICY, promised=None, tells_scope=False)
    assert told.due_at == NIGHT + 14 * MINUTE


def test_a_first_update_that_tells_the_scope_too_goes_on_to_every_twenty() -> None:
    clock = clock_at_opening(NIGHT, POLICY)
    told = clock.told(NIGHT, NIGHT + 2 * MINUTE, POLICY, promised=None, tells_scope=True)
    assert (told.what, told.due_at) == (Due.NEXT, NIGHT + 22 * MINUTE)


def test_every_twenty_minutes_for_two_hours_then_every_sixty() -> None:
    clock = clock_at_opening(NIGHT, POLICY)
    now = NIGHT
    waits = []
    while now < NIGHT + 5 * HOUR:
        now = clock.due_at
        clock = clock.told(NIGHT, now, POLICY, promised=None, tells_scope=False)
        waits.append((clock.due_at - now) // MINUTE)
    assert waits == [5, *[20] * 6, *[60] * 4]
    assert usual_interval(NIGHT, NIGHT + 2 * HOUR - timedelta(seconds=1), POLICY) == 20 * MINUTE
    assert usual_interval(NIGHT, NIGHT + 2 * HOUR, POLICY) == HOUR


def test_what_was_promised_counts_instead_of_the_usual() -> None:
    clock = clock_at_opening(NIGHT, POLICY)
    told = clock.told(NIGHT, NIGHT, POLICY, promised=NIGHT + 45 * MINUTE, tells_scope=False)
    assert (told.what, told.due_at) == (Due.SCOPE, NIGHT + 45 * MINUTE), "the scope is still owed"


def test_who_claims_has_at_least_the_grace_and_never_less_than_was_left() -> None:
    clock = clock_at_opening(NIGHT, POLICY)
    assert clock.claimed(NIGHT + 3 * MINUTE, POLICY).due_at == NIGHT + 8 * MINUTE
    later = clock.extended(NIGHT + 30 * MINUTE, "quiet")
    assert later.claimed(NIGHT + 3 * MINUTE, POLICY).due_at == NIGHT + 30 * MINUTE


def test_an_extension_has_a_reason_until_the_next_update() -> None:
    clock = clock_at_opening(NIGHT, POLICY).extended(NIGHT + 30 * MINUTE, "the restart takes so long")
    assert (clock.what, clock.extended_because) == (Due.FIRST, "the restart takes so long")
    told = clock.told(NIGHT, NIGHT + 29 * MINUTE, POLICY, promised=None, tells_scope=False)
    assert told.extended_because == ""


def test_a_policy_of_ones_own_is_kept_to() -> None:
    policy = CommunicationPolicy(
        first=10 * MINUTE, scope=15 * MINUTE, every=30 * MINUTE, often_for=HOUR, later=4 * HOUR
    )
    clock = clock_at_opening(NIGHT, policy)
    assert clock.due_at == NIGHT + 10 * MINUTE
    clock = clock.told(NIGHT, clock.due_at, policy, promised=None, tells_scope=False)
    assert clock.due_at == NIGHT + 25 * MINUTE
    clock = clock.told(NIGHT, clock.due_at, policy, promised=None, tells_scope=False)
    assert clock.due_at == NIGHT + 55 * MINUTE
    assert usual_interval(NIGHT, NIGHT + HOUR, policy) == 4 * HOUR


@pytest.mark.parametrize("name", ["first", "scope", "every", "later", "stand_in", "patience"])
def test_a_wait_of_no_time_is_refused(name: str) -> None:
    with pytest.raises(InvalidTeam, match=name):
        CommunicationPolicy(**{name: timedelta(0)})


def test_a_clock_that_is_set_back_moves_all_that_waits() -> None:
    clock = clock_at_opening(NIGHT, POLICY).moved(-HOUR)
    assert (clock.since, clock.due_at) == (NIGHT - HOUR, NIGHT + 5 * MINUTE - HOUR)
    assert clock.missed_at is None
