"""What came in since the hub started, for /metrics."""

from __future__ import annotations

from collections import Counter


class Traffic:
    """Counts requests of monitors by format and how they ended. One per hub, used on its loop only."""

    def __init__(self) -> None:
        self._reports: Counter[tuple[str, str]] = Counter()

    def count(self, source: str, outcome: str) -> None:
        """One request of the format `source` ended as `outcome` (accepted, unparsed, refused, failed)."""
        self._reports[source, outcome] += 1

    def reports(self) -> dict[tuple[str, str], int]:
        """How many, by format and outcome."""
        return dict(sorted(self._reports.items()))
