"""The team: one roster, one schedule, one policy."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from desktop.core.errors import InvalidTeam
from desktop.core.schedule.hand_over import HandOverFacts, HandOverPolicy
from desktop.core.schedule.schedule import Schedule
from desktop.core.team.responder import Roster
from desktop.core.team.service import Service
from desktop.core.team.waves import Wave
from desktop.core.telling.communication import CommunicationPolicy
from desktop.core.urgency.urgency import Urgency, UrgencyPolicy


class Audience(StrEnum):
    """Whom a level pages."""

    PAIR = "pair"
    STAFF = "staff"
    """Everyone on the roster except VP and CTO."""
    EXECUTIVES = "executives"
    """VP and CTO."""


SHORTEST_REPEAT = timedelta(seconds=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A step of the ladder: who is paged, and how long a seat may stay empty before it moves up.

    With `waves` only some are paged at first; after the last wave everybody who is left, and `wait` counts
    from there. `repeat`: while a seat is on this level, its unanswered pages are sent again that often; None:
    not before everybody is paged again.
    """

    audience: Audience
    wait: timedelta = timedelta(minutes=5)
    waves: tuple[Wave, ...] = ()
    repeat: timedelta | None = None

    def __post_init__(self) -> None:
        if self.wait <= timedelta(0):
            raise InvalidTeam(
                f"The level “{self.audience}” waits for no time at all.", "Set its wait to more than zero."
            )
        if self.waves and self.audience is Audience.PAIR:
            raise InvalidTeam(
                "The pair is paged in waves.", "Page the pair at once; waves are for the other levels."
            )
        if self.repeat is not None and self.repeat < SHORTEST_REPEAT:
            raise InvalidTeam(
                f"The level “{self.audience}” repeats its pages too often.",
                f"Set its repeat to {SHORTEST_REPEAT.seconds} seconds or more, or leave it out.",
            )


SHORTEST_REPAGE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The escalation policy; level 1 is the first of `levels`.

    `communication_of_waiting`: the clock of what can wait for the office; None: the same as of what cannot.
    `repage_after`: holders are asked "still on it?" when nobody did anything for so long in an answered
    incident; None: never. `from_file`: a team file says it, and nobody else can change it.
    """

    levels: tuple[Level, ...] = (
        Level(audience=Audience.PAIR),
        Level(audience=Audience.STAFF),
        Level(audience=Audience.EXECUTIVES),
    )
    repage_after: timedelta | None = timedelta(hours=1)
    communication: CommunicationPolicy = field(default_factory=CommunicationPolicy)
    communication_of_waiting: CommunicationPolicy | None = None
    hand_over: HandOverPolicy = field(default_factory=HandOverPolicy)
    from_file: bool = False

    def __post_init__(self) -> None:
        if not self.levels:
            raise InvalidTeam("The escalation policy has no level.", "Give it at least one level.")
        if self.repage_after is not None and self.repage_after < SHORTEST_REPAGE:
            raise InvalidTeam(
                "Holders are asked too often whether they are still on it.",
                "Ask after a minute or more without a word, or never.",
            )

    def clock(self, urgency: Urgency) -> CommunicationPolicy:
        """When updates of an incident of this urgency are due."""
        if urgency is Urgency.OFFICE_HOURS and self.communication_of_waiting is not None:
            return self.communication_of_waiting
        return self.communication

    def level(self, level: int) -> Level:
        """The level of this number (from 1); the last one if the policy became shorter."""
        return self.levels[min(max(level, 1), len(self.levels)) - 1]

    def wait(self, level: int, wave: int = 0) -> timedelta:
        """How long a seat stays on `level` (from 1), or on the `wave` (from 0) of it."""
        meant = self.level(level)
        return meant.waves[wave].wait if wave < len(meant.waves) else meant.wait

    def repeat(self, level: int) -> timedelta | None:
        """How often unanswered pages are sent again while a seat is on `level`; None: not at all."""
        return self.level(level).repeat


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Everything that decides who is paged. `services`: what the team says of what it runs. `hand_overs`:
    who of those who come on duty was heard of."""

    name: str = "On call"
    roster: Roster = field(default_factory=Roster)
    schedule: Schedule = field(default_factory=Schedule)
    policy: Policy = field(default_factory=Policy)
    urgency: UrgencyPolicy = field(default_factory=UrgencyPolicy)
    services: tuple[Service, ...] = ()
    hand_overs: HandOverFacts = field(default_factory=HandOverFacts)

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
