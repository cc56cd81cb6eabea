"""Errors that a person reads: each has a sentence and a remedy. Everything else is a defect and is logged."""

from __future__ import annotations


class PairwatchError(Exception):
    """Something that a person can put right. `sentence` says what is wrong, `remedy` what to do."""

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(f"{sentence} {remedy}".strip())
        self.sentence = sentence
        self.remedy = remedy


class InvalidTeam(PairwatchError):
    """The roster, schedule or policy contradicts itself; nothing was changed."""
