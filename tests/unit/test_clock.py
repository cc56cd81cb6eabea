from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from desktop.clock import MovedClock, SleepGauge, SystemClock

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_the_system_clock_is_aware_and_in_utc():
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_the_system_clock_goes_forward():
    clock = SystemClock()
    assert clock.monotonic() <= clock.monotonic()
    assert clock.boottime() <= clock.boottime()


def test_a_moved_clock_stands_until_it_is_moved():
    clock = MovedClock(NOON)
    assert clock.now() == clock.now() == NOON
    assert clock.advance(MINUTE) == clock.now() == NOON + MINUTE
    assert clock.monotonic() == clock.boottime() == 60
    assert clock.advance_to(NOON + 2 * MINUTE) == NOON + 2 * MINUTE


def test_a_moved_clock_is_in_utc_whatever_it_is_given():
    clock = MovedClock(NOON.astimezone(timezone(timedelta(hours=9))))
    assert clock.now().utcoffset() == timedelta(0)
    assert clock.now() == NOON


def test_a_moved_clock_refuses_what_is_no_passing_of_time():
    with pytest.raises(ValueError, match="aware"):
        MovedClock(NOON.replace(tzinfo=None))
    with pytest.raises(ValueError, match="backwards"):
        MovedClock(NOON).advance(-MINUTE)


def test_only_the_wall_clock_jumps():
    clock = MovedClock(NOON)
    assert clock.jump(-MINUTE) == NOON - MINUTE
    assert clock.monotonic() == clock.boottime() == 0


def test_sleep_is_seen_once_and_told_from_a_corrected_wall_clock():
    clock = MovedClock(NOON)
    gauge = SleepGauge(clock)
    clock.advance(MINUTE)
    clock.jump(MINUTE)
    assert gauge.slept() == timedelta(0)
    clock.sleep(MINUTE)
    assert gauge.slept() == MINUTE
    assert gauge.slept() == timedelta(0)


def test_an_awake_computer_did_not_sleep():
    assert SleepGauge(SystemClock()).slept() == timedelta(0)
