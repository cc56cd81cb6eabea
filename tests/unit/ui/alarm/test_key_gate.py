from __future__ import annotations

import pytest

from desktop.ui.alarm.key_gate import KeyGate

A, SPACE = 65, 32


@pytest.fixture
def gate() -> KeyGate:
    made = KeyGate()
    made.close()
    return made


def test_the_first_key_after_showing_does_not_count(gate):
    assert not gate.press(SPACE, repeated=False)
    assert gate.swallowed


def test_a_key_counts_after_a_quiet_moment(gate):
    assert gate.quiet_over()
    assert gate.press(SPACE, repeated=False)


def test_a_key_that_is_held_keeps_the_gate_closed(gate):
    gate.press(A, repeated=False)
    assert not gate.quiet_over()
    gate.release(A)
    assert gate.quiet_over()


def test_a_key_held_since_before_the_alarm_never_counts_by_its_repeats(gate):
    gate.press(SPACE, repeated=True)
    assert not gate.quiet_over()
    gate.release(SPACE)
    assert gate.quiet_over()
    assert not gate.press(SPACE, repeated=True)


def test_a_new_alarm_closes_the_gate_again(gate):
    gate.quiet_over()
    gate.close()
    assert not gate.press(SPACE, repeated=False)


def test_keys_released_elsewhere_do_not_block_for_ever(gate):
    gate.press(A, repeated=False)
    gate.forget_keys()
    assert gate.quiet_over()
