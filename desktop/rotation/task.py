"""What the process that searches is given, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from desktop.core.schedule.rotation import RotationRequest
from desktop.rotation.problem import Pair


@dataclass(frozen=True, slots=True)
class Task:
    """`within`: from when the process began."""

    request: RotationRequest
    within: timedelta


@dataclass(frozen=True, slots=True)
class Said:
    """One line. `turns`: people by their index in the request; none when nothing is better than said last."""

    cost: float
    bound: float
    turns: list[Pair | None]
    is_first: bool
    is_best: bool
