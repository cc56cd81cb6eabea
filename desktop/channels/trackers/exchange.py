"""Requests to a tracker and its answers, without the network: a talk gives requests and is sent answers."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.channels.result import Result
from desktop.channels.trackers.errand import Opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """`path` is below the API's root. Made twice, one that is not `repeatable` leaves two of something."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    repeatable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The names of `headers` are in lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


Talk = Generator[Request, Answer, Opened | None]
"""One errand as a dialogue. Returns the ticket if it opened (or found) one. Raises Refused."""


class Refused(Exception):
    """The errand failed; `result` says why, and whether another attempt may succeed."""

    def __init__(self, result: Result) -> None:
        super().__init__(result.sentence)
        self.result = result
