"""What desktops and hub say to each other about the escalation policy; the values themselves are core's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.core.incident.escalation import Wake
from desktop.core.team.policy_check import PolicyProblem
from desktop.core.team.team import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPolicy:
    """The policy as it is in force. `version` changes whenever it does."""

    policy: Policy
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPolicy:
    """The whole policy. `based_on` is the version that this was made from."""

    policy: Policy
    based_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedPolicy:
    """A policy whose effect is asked for."""

    policy: Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """Whom an incident that opens at `at` would wake, if nobody answered."""

    at: datetime
    wakes: tuple[Wake, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyPreview:
    """What the policy would do `now` and for last `night`, at four by the schedule's zone. With `problems` it
    would be refused."""

    now: Foreseen
    night: Foreseen
    problems: tuple[PolicyProblem, ...]
