"""Call-ins: one person asked to help by name, without escalating."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

REPEAT_AFTER = timedelta(minutes=5)
"""So long a call-in may stay unanswered: then whoever called sees it, and the page is sent again, each time
that this has passed, until it is answered or called off or the incident is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallIn:
    """`because` is what they read on their alarm. `asked_at`: when the newest page was sent, and `pages` how
    many were. `coming` None: no answer yet."""

    responder: str
    by: str
    because: str
    called_at: datetime
    asked_at: datetime
    pages: int = 1
    coming: bool | None = None
    answered_at: datetime | None = None
    called_off_at: datetime | None = None
    called_off_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer, in an incident that is not over."""
        return self.answered_at is None and self.called_off_at is None

    @property
    def again_at(self) -> datetime:
        """When the page is sent again, if it is still open by then."""
        return self.asked_at + REPEAT_AFTER
