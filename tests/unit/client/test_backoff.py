from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.client.backoff import LONGEST, backoff


def test_the_first_retry_is_quick_and_the_waits_grow() -> None:
    waits = [backoff(failures, lambda: 1.0).total_seconds() for failures in range(1, 9)]
    assert waits == [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10]


@given(st.integers(min_value=1, max_value=10**9), st.floats(min_value=0, max_value=1))
def test_it_never_ends_and_never_waits_longer_than_the_longest(failures: int, dice: float) -> None:
    assert timedelta(0) <= backoff(failures, lambda: dice) <= LONGEST
