"""The timelines that were looked at, kept up to date by the feed."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from uuid import UUID

from desktop.wire.feed import Change, TimelineEntry

MOST_LOADED = 20
MOST_RECENT = 1000


class Timelines:
    """`fetch` asks the hub for a whole timeline."""

    def __init__(self, fetch: Callable[[UUID], Awaitable[list[TimelineEntry]]]) -> None:
        self._fetch = fetch
        self._loaded: dict[UUID, list[TimelineEntry]] = {}
        self._recent: deque[tuple[UUID, TimelineEntry]] = deque(maxlen=MOST_RECENT)
        self._turns = 0
        """How often everything was forgotten: what is fetched meanwhile may have a gap, and is fetched
        again."""

    async def get(self, incident_id: UUID) -> list[TimelineEntry]:
        """Oldest first. Raises what `fetch` raises, when it is not loaded."""
        while incident_id not in self._loaded:
            turn = self._turns
            fetched = await self._fetch(incident_id)
            if turn != self._turns:
                continue
            last = fetched[-1].seq if fetched else 0
            # What the feed told while the hub was asked.
            newer = [entry for of, entry in self._recent if of == incident_id and entry.seq > last]
            self._loaded[incident_id] = fetched + newer
            while len(self._loaded) > MOST_LOADED:
                del self._loaded[next(iter(self._loaded))]
        return list(self._loaded[incident_id])

    def add(self, change: Change) -> None:
        """One change came by the feed."""
        if change.incident is None:
            return
        loaded = self._loaded.get(change.incident.id)
        if loaded and loaded[-1].seq >= change.seq:
            # It was fetched with the timeline, before the feed told of it.
            loaded = None
        for event in change.events:
            entry = TimelineEntry(seq=change.seq, event=event)
            self._recent.append((change.incident.id, entry))
            if loaded is not None:
                loaded.append(entry)

    def forget(self) -> None:
        """Changes were jumped over: load again when asked again."""
        self._turns += 1
        self._loaded.clear()
        self._recent.clear()
