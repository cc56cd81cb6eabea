"""Findings: what is suspected, confirmed or ruled out as the cause, with the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class FindingState(StrEnum):
    """How sure it is."""

    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"
    RULED_OUT = "ruled_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One sentence about the cause. `evidence`: what shows it; may be empty. `by` and `at` are those of the
    last word about it."""

    id: UUID
    words: str
    state: FindingState = FindingState.SUSPECTED
    evidence: str = ""
    by: str
    at: datetime
