"""The exceptions for one seat laid over each other: at any moment the latest made one shows, or none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime
from heapq import heappop, heappush

from desktop.core.schedule.shift_exception import ShiftException


class Painting:
    """Made once for a schedule; then each look costs a binary search, however many exceptions there are."""

    __slots__ = ("_edges", "_shown")

    def __init__(self, in_order: Iterable[ShiftException]) -> None:
        """`in_order`: the earliest made first."""
        edges: list[datetime] = []
        shown: list[ShiftException | None] = []
        known = [e for e in in_order if e.starts_at < e.ends_at]
        begin = sorted(range(len(known)), key=lambda n: known[n].starts_at)
        times = sorted({t for e in known for t in (e.starts_at, e.ends_at)})
        running: list[int] = []  # negative numbers: the latest made is on top
        upcoming = 0
        for time in times:
            while upcoming < len(begin) and known[begin[upcoming]].starts_at <= time:
                heappush(running, -begin[upcoming])
                upcoming += 1
            while running and known[-running[0]].ends_at <= time:
                heappop(running)
            top = known[-running[0]] if running else None
            if not shown or shown[-1] is not top:
                edges.append(time)
                shown.append(top)
        self._edges, self._shown = edges, shown

    def look(self, at: datetime) -> tuple[ShiftException | None, datetime | None, datetime | None]:
        """What shows at `at`, and from when until when nothing else does; None: for ever."""
        index = bisect_right(self._edges, at)
        begin = self._edges[index - 1] if index else None
        end = self._edges[index] if index < len(self._edges) else None
        return (self._shown[index - 1] if index else None), begin, end

    @property
    def ends_at(self) -> datetime | None:
        """When the last exception is over; None when there is none."""
        return self._edges[-1] if self._edges else None
