"""How long to wait before the next attempt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

FIRST = timedelta(milliseconds=200)
LONGEST = timedelta(seconds=10)


def backoff(failures: int, random: Callable[[], float]) -> timedelta:
    """The wait after so many failures in a row (from 1): full jitter, so that desktops which lost their hub
    together do not come back together. The first is quick; it never ends. `random` gives numbers from 0 to 1.

    Source: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
    """
    doublings: int = min(failures - 1, 10)
    longest: timedelta = min(FIRST * (1 << doublings), LONGEST)
    return longest * random()
