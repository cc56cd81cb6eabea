"""Short digests, from which the ids of steps and diagnostics and the versions of run-books are made."""

from __future__ import annotations

import hashlib
from collections import Counter


def digest(*parts: str, length: int = 10) -> str:
    """`length` hexadecimal digits that tell these texts from others."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


class Ids:
    """Ids from texts. The second one with the same text gets the same id with "-2": so an id depends on its
    own text and on equal ones before it, and on nothing else."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def new(self, *parts: str) -> str:
        """The id for the next one with this text."""
        found = digest(*parts)
        self._seen[found] += 1
        times = self._seen[found]
        return found if times == 1 else f"{found}-{times}"
