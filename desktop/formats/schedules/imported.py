"""A schedule of another tool: one person at a time, as a rotation or as a list of times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import gcd

from desktop.core.errors import PairwatchError
from desktop.core.zones import zone

DAY = timedelta(days=1)


class NoSchedule(PairwatchError):
    """What was given is no export of a schedule that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedEntry:
    """`person` is on call from `starts_at` until before `ends_at`."""

    person: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRotation:
    """They take turns of `days` days each; the first began at `starts_at`, by the clocks of `zone`."""

    people: tuple[str, ...]
    starts_at: datetime
    days: int
    zone: str

    @property
    def round(self) -> int:
        """Days until everybody had their turn."""
        return self.days * len(self.people)

    def person_at(self, at: datetime) -> str:
        """Whose turn it is; backwards before the beginning."""
        local, first = at.astimezone(zone(self.zone)), self.starts_at.astimezone(zone(self.zone))
        days = (local.date() - first.date()).days - (1 if local.time() < first.time() else 0)
        return self.people[days // self.days % len(self.people)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedSchedule:
    """`rotation` when it is one that can be told in turns; else `entries`, the times that were exported.
    `problems` are sentences about what was left out."""

    tool: str
    name: str
    zone: str
    rotation: ImportedRotation | None = None
    entries: tuple[ImportedEntry, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody named, in order of first appearance."""
        named = self.rotation.people if self.rotation is not None else (e.person for e in self.entries)
        return tuple(dict.fromkeys(named))

    def person_at(self, at: datetime) -> str | None:
        """Who is on call; None when nobody is, or when that was not exported."""
        if self.rotation is not None:
            return self.rotation.person_at(at)
        for entry in self.entries:
            if entry.starts_at <= at < entry.ends_at:
                return entry.person
        return None


def common_days(one: int, other: int) -> int:
    """After so many days two rounds begin together again."""
    return one * other // gcd(one, other)
