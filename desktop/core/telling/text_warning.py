"""A warning about an update before it is sent, and the sentences of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Concern(StrEnum):
    """What a warning is about."""

    PROMISE = "promise"
    """A time by which it will be repaired: late more often than not, and then it is all that is
    remembered."""
    HOST = "host"
    """The name of a machine."""
    INTERNAL = "internal"
    """A name from within."""
    BLAME = "blame"
    NO_NEXT_UPDATE = "no_next_update"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextWarning:
    """`start` (included) to `end` (excluded), in code points, is what it is about; both are the text's end
    for what is missing."""

    concern: Concern
    start: int
    end: int
    sentence: str


_END = re.compile(r"[!?;\n]|\.(?=\s|$)")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each with its position. A point ends one only before a space: "04.30" and "a.b" do not."""
    start = 0
    for found in _END.finditer(text):
        yield start, text[start : found.start()]
        start = found.end()
    yield start, text[start:]


def overlaps(start: int, end: int, others: Iterable[tuple[int, int]]) -> bool:
    """Whether one of the `others` (start, end) has a character in common."""
    return any(start < there and here < end for here, there in others)
