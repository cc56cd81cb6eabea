"""What counts as a clock that was set back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from desktop.clock import MovedClock
from desktop.hub.store.set_back import SetBackGauge

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_time_that_passes_is_not_set_back():
    clock = MovedClock(NOON)
    gauge = SetBackGauge(clock)
    clock.advance(3600 * SECOND)
    clock.sleep(3600 * SECOND)
    clock.jump(3600 * SECOND)
    assert gauge.measure() == timedelta(0)


def test_a_jump_back_is_measured_until_it_is_dealt_with():
    clock = MovedClock(NOON)
    gauge = SetBackGauge(clock)
    clock.jump(-60 * SECOND)
    assert gauge.measure() == gauge.measure() == 60 * SECOND
    clock.jump(-30 * SECOND)
    assert gauge.measure() == 90 * SECOND
    gauge.forget(60 * SECOND)
    assert gauge.measure() == 30 * SECOND


def test_a_jump_back_during_sleep_is_seen():
    clock = MovedClock(NOON)
    gauge = SetBackGauge(clock)
    clock.sleep(3600 * SECOND)
    clock.jump(-1800 * SECOND)
    assert gauge.measure() == 1800 * SECOND


def test_a_last_change_in_the_future_means_the_same():
    gauge = SetBackGauge(MovedClock(NOON))
    gauge.remember(None)
    gauge.remember(NOON - SECOND)
    gauge.remember(NOON + SECOND)
    assert gauge.measure() == timedelta(0)
    gauge.remember(NOON + 3600 * SECOND)
    assert gauge.measure() == 3600 * SECOND
