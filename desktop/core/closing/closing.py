"""Closing: what is left to do when the incident is over. Each step may be skipped, and what is skipped is
known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ClosingStep(StrEnum):
    """In the order in which people are led through them."""

    UPDATE = "update"
    NOTICES = "notices"
    LABELS = "labels"
    RESOLUTION = "resolution"
    RUN_BOOK = "run_book"
    VERDICT = "verdict"


class Verdict(StrEnum):
    """What somebody says of the urgency, afterwards."""

    ACT_NOW = "act_now"
    COULD_HAVE_WAITED = "could_have_waited"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedStep:
    """A step that is behind. `skipped` ones are listed in the retro; a skipped step may still be done. The
    verdict is a step of each of the pair; of the others there is one."""

    step: ClosingStep
    by: str
    at: datetime
    skipped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenVerdict:
    """What `by` said; a later word replaces an earlier one."""

    by: str
    verdict: Verdict
    at: datetime
