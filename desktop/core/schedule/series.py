"""Series: what a query says over time, for a small graph."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

MOST_POINTS = 2_000
"""Of one series; a graph in a card has a few hundred columns."""
MOST_SERIES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """`name` is made of its labels. `points` are pairs of time and a finite value, oldest first."""

    name: str
    points: tuple[tuple[datetime, float], ...]

    @property
    def lowest(self) -> float:
        return min(value for _, value in self.points)

    @property
    def highest(self) -> float:
        return max(value for _, value in self.points)
