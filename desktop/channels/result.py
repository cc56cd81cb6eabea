"""What an adapter reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How one attempt ended. `sentence` says what went wrong and what to do; it never has an address in it.

    `recoverable`: another attempt may succeed, not before `retry_after` if the service named a time.
    `doubtful`: it failed for us, yet some or all of it may have arrived.
    """

    sent: bool
    recoverable: bool = False
    sentence: str = ""
    retry_after: timedelta | None = None
    doubtful: bool = False


def final(sentence: str) -> Result:
    """It failed, and will fail again until a person changes something."""
    return Result(sent=False, sentence=sentence)


def passing(sentence: str, *, retry_after: timedelta | None = None, doubtful: bool = False) -> Result:
    """It failed for now."""
    return Result(sent=False, recoverable=True, sentence=sentence, retry_after=retry_after, doubtful=doubtful)


SENT = Result(sent=True)
