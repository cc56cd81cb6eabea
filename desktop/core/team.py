"""The team: one roster, one schedule, one policy."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from desktop.core.communication import CommunicationPolicy
from desktop.core.errors import InvalidTeam
from desktop.core.responder import Roster
from desktop.core.schedule import Schedule
from desktop.core.service import Service
from desktop.core.urgency import UrgencyPolicy


class Audience(StrEnum):
    """Whom a level pages."""

    PAIR = "pair"
    STAFF = "staff"
    """Everyone on the roster except VP and CTO."""
    EXECUTIVES = "executives"
    """VP and CTO."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A step of the ladder: who is paged, and how long a seat may stay empty before it moves up."""

    audience: Audience
    wait: timedelta = timedelta(minutes=5)

    def __post_init__(self) -> None:
        if self.wait <= timedelta(0):
            raise InvalidTeam(
                f"The level “{self.audience}” waits for no time at all.", "Set its wait to more than zero."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The escalation policy; level 1 is the first of `levels`."""

    levels: tuple[Level, ...] = (
        Level(audience=Audience.PAIR),
        Level(audience=Audience.STAFF),
        Level(audience=Audience.EXECUTIVES),
    )
    communication: CommunicationPolicy = field(default_factory=CommunicationPolicy)

    def __post_init__(self) -> None:
        if not self.levels:
            raise InvalidTeam("The escalation policy has no level.", "Give it at least one level.")

    def wait(self, level: int) -> timedelta:
        """How long a seat stays on `level` (from 1); on its last level if the policy became shorter."""
        return self.levels[min(max(level, 1), len(self.levels)) - 1].wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Everything that decides who is paged. `services`: what the team says of what it runs."""

    name: str = "On call"
    roster: Roster = field(default_factory=Roster)
    schedule: Schedule = field(default_factory=Schedule)
    policy: Policy = field(default_factory=Policy)
    urgency: UrgencyPolicy = field(default_factory=UrgencyPolicy)
    services: tuple[Service, ...] = ()

    def __post_init__(self) -> None:
        for turn in self.schedule.turns:
            for responder in (turn.manager, turn.engineer):
                if not self.roster.can_be_paged(responder):
                    raise InvalidTeam(
                        f"The schedule names “{responder}”, whom the roster does not know as a responder.",
                        "Add the person to the roster or take them out of the schedule.",
                    )

    def office_is_open(self, at: datetime) -> bool:
        """Whether what can wait need not wait at `at`."""
        return self.office_closes_at(at) is not None

    def office_closes_at(self, at: datetime) -> datetime | None:
        """When the office closes, by the schedule's zone; None when it is closed at `at`."""
        return self.urgency.office.closes_at(at, self.schedule.zone)

    def office_opens_at(self, at: datetime) -> datetime:
        """When the office opens next, after `at`, by the schedule's zone."""
        return self.urgency.office.next_opening(at, self.schedule.zone)
