"""Findings as sentences."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from desktop.core.fixing.finding import Finding, FindingState, cause, told_findings

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)


def finding(words: str, state: FindingState) -> Finding:
    return Finding(id=uuid4(), words=words, state=state, by="ben", at=AT)


FOUND = (
    finding("the pool is too small", FindingState.SUSPECTED),
    finding("The disk is full", FindingState.RULED_OUT),
    finding("The release leaks connections", FindingState.CONFIRMED),
    finding("Nothing closes them!", FindingState.CONFIRMED),
)


def test_the_cause_is_what_is_confirmed() -> None:
    assert cause(FOUND) == "The release leaks connections. Nothing closes them!"
    assert cause(FOUND[:2]) == ""


def test_how_sure_it_is_stands_in_the_sentence_and_what_is_ruled_out_is_no_news() -> None:
    assert [sentence for _, sentence in told_findings(FOUND)] == [
        "The release leaks connections.",
        "Nothing closes them!",
        "We suspect: the pool is too small.",
    ]
