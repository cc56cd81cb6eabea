"""The Manager's question to the Engineer: three fields, a time, one answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

WITHIN = timedelta(minutes=3)
"""How long the Engineer has, unless the Manager says otherwise."""
NOT_NOW = timedelta(minutes=5)
"""What "not now" means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the Engineer says: how it stands, what is being done, what is needed. At least one is not
    empty."""

    condition: str = ""
    action: str = ""
    needs: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.condition.strip() or self.action.strip() or self.needs.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Open until it is answered. `words` is what the Manager wants to know in particular; mostly empty."""

    id: UUID
    asked_by: str
    asked_at: datetime
    answer_by: datetime
    words: str = ""
    postponed: int = 0
    answered_by: str | None = None
    answered_at: datetime | None = None
    answer: Findings | None = None

    @property
    def is_open(self) -> bool:
        """Whether the Engineer has not answered yet."""
        return self.answered_at is None
