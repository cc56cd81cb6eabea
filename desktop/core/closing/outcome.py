"""Outcomes: what ended an incident, and whether the next one will find it written down or done by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST = 280
"""Characters of the line about it."""


class ResolvedHow(StrEnum):
    """What made it good again, if anything did."""

    RUN_BOOK = "run_book"
    ROLLBACK = "rollback"
    RESTART = "restart"
    FIX = "fix"
    CONFIGURATION = "configuration"
    CAPACITY = "capacity"
    BY_ITSELF = "by_itself"
    FALSE_ALARM = "false_alarm"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The last word about how it ended. `words` is one line, or empty. `documented`: it stands in a run-book;
    `automated`: it happens without a person the next time; None: nobody said."""

    how: ResolvedHow
    words: str = ""
    documented: bool | None = None
    automated: bool | None = None
    by: str
    at: datetime

    @property
    def is_neither(self) -> bool:
        """Whether the next one will have to find out again: somebody said that it is neither."""
        return self.documented is False and not self.automated
