"""A published plan: turns that hold from its first hand-over on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from desktop.core.errors import InvalidTeam
from desktop.core.schedule.shift import Turn
from desktop.core.zones import instant, zone

LONGEST_SHIFT = 92
"""Days. Longer is a mistake, not a shift."""
MOST_TURNS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """The turns in order, `days` days each, from `starts_on` at `hand_over` (wall clock of `zone`).

    It replaces whatever was planned from its start on, and nothing before. After its last turn the rotation
    of the team goes on, or with `repeat` its own first turn comes again.
    """

    starts_on: date
    zone: str = "UTC"
    hand_over: time = time(9)
    days: int = 7
    turns: tuple[Turn, ...]
    repeat: bool = False
    published_by: str = ""
    published_at: datetime | None = None

    def __post_init__(self) -> None:
        zone(self.zone)
        if not self.turns:
            raise InvalidTeam("The plan has no turns, so nobody would be on duty.", "Give it at least one.")
        if len(self.turns) > MOST_TURNS:
            raise InvalidTeam(
                f"The plan has {len(self.turns)} turns.", f"Publish at most {MOST_TURNS} at once."
            )
        if not 1 <= self.days <= LONGEST_SHIFT:
            raise InvalidTeam(
                f"A shift of the plan lasts {self.days} days.",
                f"Use whole days, from 1 to {LONGEST_SHIFT}.",
            )

    @property
    def starts_at(self) -> datetime:
        """The moment from which it holds."""
        return instant(self.starts_on, self.hand_over, zone(self.zone))

    @property
    def turns_end_at(self) -> datetime:
        """When its last turn ends (for the first time)."""
        after = self.starts_on + timedelta(days=self.days * len(self.turns))
        return instant(after, self.hand_over, zone(self.zone))
