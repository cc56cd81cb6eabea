"""The middle of durations, and what nine of ten stay within."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.core.retro.spread import NO_SPREAD, Spread, spread


@pytest.mark.parametrize(
    ("seconds", "median", "ninetieth"),
    [
        ([7], 7, 7),
        ([20, 10], 15, 20),
        ([30, 10, 20], 20, 30),
        ([100, 1, 2, 3, 4, 5, 6, 7, 8, 9], 5.5, 9),
        ([*range(1, 11), 11], 6, 10),
        ([*range(1, 21)], 10.5, 18),
    ],
)
def test_by_hand(seconds: list[int], median: float, ninetieth: int) -> None:
    assert spread(timedelta(seconds=n) for n in seconds) == Spread(
        count=len(seconds), median=timedelta(seconds=median), ninetieth=timedelta(seconds=ninetieth)
    )


def test_of_none() -> None:
    assert spread([]) == NO_SPREAD
