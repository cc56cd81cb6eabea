"""How durations spread: how many there are, the one in the middle, and what nine of ten stay within."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Of `count` durations. Of an even number of them the median is the mean of the two in the middle;
    `ninetieth` is the smallest of them that at least nine of ten do not exceed. None: there are none."""

    count: int = 0
    median: timedelta | None = None
    ninetieth: timedelta | None = None


NO_SPREAD = Spread()


def spread(durations: Iterable[timedelta]) -> Spread:
    """Of those durations, in any order."""
    ordered = sorted(durations)
    count = len(ordered)
    if not count:
        return NO_SPREAD
    middle = (ordered[(count - 1) // 2] + ordered[count // 2]) / 2
    return Spread(count=count, median=middle, ninetieth=ordered[-(-count * 9 // 10) - 1])
