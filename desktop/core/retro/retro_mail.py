"""Mails with the retro of a week: to which channels it went, and how that ended. It never goes out twice to
the same channel unless somebody asks for that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

PATIENCE = timedelta(minutes=2)
"""What was not told by then was cut off: it may have arrived."""


class MailState(StrEnum):
    """How it stands with one channel."""

    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    """It did not arrive; it may be sent again."""
    DOUBTFUL = "doubtful"
    """Nobody knows whether it arrived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetroMail:
    """To `channel`, asked for by `by` at `at`; `detail` is a sentence about what went wrong, or empty."""

    channel: str
    state: MailState
    by: str
    at: datetime
    detail: str = ""

    def seen(self, now: datetime) -> RetroMail:
        """As it is to be told at `now`: what is still being sent after long was cut off."""
        if self.state is not MailState.SENDING or now - self.at < PATIENCE:
            return self
        return RetroMail(
            channel=self.channel,
            state=MailState.DOUBTFUL,
            by=self.by,
            at=self.at,
            detail="The hub stopped before it knew whether it arrived.",
        )

    def may_go(self, now: datetime, *, again: bool) -> bool:
        """Whether it may be sent (once more): what failed may; what arrived, or perhaps did, only `again`."""
        match self.seen(now).state:
            case MailState.SENDING:
                return False
            case MailState.FAILED:
                return True
            case _:
                return again
