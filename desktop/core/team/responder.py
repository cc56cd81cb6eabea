"""Responders: the people of the roster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cached_property

from desktop.core.errors import InvalidTeam
from desktop.core.words import folded
from desktop.core.zones import zone

NIGHT_BEGINS = time(22)
NIGHT_ENDS = time(8)


class Tier(StrEnum):
    """Where a responder stands in the organisation; decides the level that pages them."""

    STAFF = "staff"
    VP = "vp"
    CTO = "cto"


class Role(StrEnum):
    """What a responder may do at the hub."""

    ADMIN = "admin"
    RESPONDER = "responder"
    OBSERVER = "observer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Responder:
    """A person of the roster. `zone` is an IANA name such as `Europe/Berlin`; `knows_about` are words such as
    `payments`, by which they are found when somebody is called in. Their holidays are those of `country`
    (ISO 3166-1, such as "DE") and `region` (its part, such as "BE"); empty: none are known. `team` is the
    part of the organisation that they work in, such as "payments"; empty: none. `joined` is the day on which
    they came; None: it was not said, so that it is when the hub saw them first. `channels` are the names of
    their own, such as "Phone": tried when a page is not confirmed, or not answered. The addresses are the
    hub's secrets."""

    id: str
    name: str
    tier: Tier = Tier.STAFF
    zone: str = "UTC"
    role: Role = Role.RESPONDER
    knows_about: tuple[str, ...] = ()
    country: str = ""
    region: str = ""
    team: str = ""
    joined: date | None = None
    channels: tuple[str, ...] = ()

    def local(self, at: datetime) -> datetime:
        """The instant `at` as this person's clock shows it."""
        return at.astimezone(zone(self.zone))

    def probably_asleep(self, at: datetime) -> bool:
        """Whether `at` is between 22:00 and 08:00 where this person lives."""
        clock = self.local(at).time()
        return clock >= NIGHT_BEGINS or clock < NIGHT_ENDS


@dataclass(frozen=True, kw_only=True)
class Roster:
    """Everybody who can be paged, in the order of the team file."""

    responders: tuple[Responder, ...] = ()

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for responder in self.responders:
            if responder.id in seen:
                raise InvalidTeam(
                    f"Two responders have the id “{responder.id}”.", "Give each responder an id of their own."
                )
            seen.add(responder.id)

    @cached_property
    def _by_id(self) -> dict[str, Responder]:
        return {responder.id: responder for responder in self.responders}

    def find(self, responder_id: str | None) -> Responder | None:
        """The responder with this id; None when the roster does not know them (any more)."""
        return self._by_id.get(responder_id) if responder_id is not None else None

    def name(self, responder_id: str) -> str:
        """How people call this responder; the bare id when the roster does not know them any more."""
        found = self.find(responder_id)
        return found.name if found else responder_id

    def team_of_both(self, one: str, other: str) -> str:
        """The (sub-)team that two different people have in common; empty: none. Where all who can be paged
        are of one team it is none, either: then it says nothing about two of them."""
        first, second = self.find(one), self.find(other)
        if first is None or second is None or one == other or folded(first.team) != folded(second.team):
            return ""
        return first.team if self._has_several_teams else ""

    @cached_property
    def _has_several_teams(self) -> bool:
        return len({folded(r.team) for r in self.responders if self.can_be_paged(r.id)}) > 1

    def can_be_paged(self, responder_id: str) -> bool:
        """Observers only read: they are never paged."""
        found = self.find(responder_id)
        return found is not None and found.role is not Role.OBSERVER
