"""What a solver of models is, and what it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from desktop.rotation.model import Model


@dataclass(frozen=True, slots=True)
class Solution:
    """`values` of all columns; None when there was no time for any. `bound`: no solution costs less."""

    values: list[float] | None
    cost: float
    bound: float
    is_best: bool


class Solver(Protocol):
    """HiGHS, in highs.py."""

    def __call__(
        self, model: Model, start: Sequence[float | None], limit: timedelta, seed: int, nodes: int
    ) -> Solution:
        """The best within `limit`, and within so many `nodes` of its tree of choices, so that the answer does
        not depend on how fast the machine is. `start`: a solution's whole columns."""
        ...
