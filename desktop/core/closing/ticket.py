"""Labels, and the ticket: the record of an incident in somebody's issue tracker."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Label:
    """A word of the vocabulary: `service: checkout`. Keys are lower case."""

    key: str
    value: str

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """`key` is what people say ("#42", "OPS-4211"); `url` opens it. `tracker` is the name of its
    configuration. `problem` is a sentence when it could not be opened or kept in step."""

    tracker: str
    key: str = ""
    url: str = ""
    problem: str = ""


SUGGESTED_KEYS = ("service", "cause", "impact", "customer", "region", "severity")
"""The beginning of a vocabulary, for a team that has none."""
