"""Findings: what is suspected, confirmed or ruled out as the cause, with the evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

LONGEST_WORDS, LONGEST_EVIDENCE = 500, 10_000
"""Characters; the value of an incident goes to every desktop with each change. What is longer is cut."""


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


def kept_words(words: str) -> str:
    """The words as they are written down: one line."""
    return " ".join(words.split())[:LONGEST_WORDS]


def kept_evidence(evidence: str) -> str:
    """The evidence as it is written down: its lines stay."""
    return evidence.strip()[:LONGEST_EVIDENCE]


def cause(findings: Iterable[Finding]) -> str:
    """What is confirmed, as sentences; empty while nothing is."""
    return " ".join(_sentence(one.words) for one in findings if one.state is FindingState.CONFIRMED)


def told_findings(findings: Iterable[Finding]) -> tuple[tuple[Finding, str], ...]:
    """Each finding that is worth telling, as a plain sentence that says how sure it is; what is confirmed
    first. What is ruled out is nobody's news."""
    found = tuple(findings)
    sure = [one for one in found if one.state is FindingState.CONFIRMED]
    unsure = [one for one in found if one.state is FindingState.SUSPECTED]
    return (
        *((one, _sentence(one.words)) for one in sure),
        *((one, _sentence(f"We suspect: {one.words}")) for one in unsure),
    )


def _sentence(words: str) -> str:
    words = words.strip()
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
