"""Short digests, from which the ids of steps and diagnostics and the versions of run-books are made. Imports
neither YAML nor Markdown."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

LONGEST = 1_000_000
"""Bytes of a run-book's file."""

_ENDS = re.compile(r"\r\n?")


def normal(text: str) -> str:
    """The text as it is kept: lines that end in one newline, the last one too, and no NUL (which PostgreSQL
    does not store)."""
    text = _ENDS.sub("\n", text.removeprefix("\ufeff")).replace("\0", "\ufffd")
    # What is not text (half a surrogate pair) could be neither stored nor sent.
    text = text.encode("utf-8", "replace").decode()
    return text if not text or text.endswith("\n") else f"{text}\n"


def version_of(text: str) -> str:
    """The version of a run-book with this text, which is `normal`."""
    return digest(text, length=16)


def digest(*parts: str, length: int = 10) -> str:
    """`length` hexadecimal digits that tell these texts from others."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


class Ids:
    """Ids from texts. The second one with the same text gets the same id with "-2": so an id depends on its
    own text and on equal ones before it, and on nothing else."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def new(self, *parts: str, length: int = 10) -> str:
        """The id for the next one with this text; `length` digits."""
        found = digest(*parts, length=length)
        self._seen[found] += 1
        times = self._seen[found]
        return found if times == 1 else f"{found}-{times}"
