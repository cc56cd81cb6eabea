"""Gives changes to listeners, after their commit, in the order of their numbers, each exactly once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from desktop import tasks
from desktop.hub.store.errors import StoreUnavailable
from desktop.wire.feed import Change

Listener = Callable[[Sequence[Change]], None]
ReadAfter = Callable[[int], Awaitable[list[Change]]]

_log = logging.getLogger(__name__)


class Feed:
    """All of it happens on the event loop's thread. `cursor` is the number of the last change given out."""

    def __init__(self, cursor: int, read_after: ReadAfter) -> None:
        self.cursor = cursor
        self._read_after = read_after
        self._listeners: dict[object, Listener] = {}
        self._heard_of = cursor
        self._filling: asyncio.Task[None] | None = None

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with all further changes; gives what ends that."""
        mark = object()
        self._listeners[mark] = listener

        def unsubscribe() -> None:
            self._listeners.pop(mark, None)

        return unsubscribe

    def offer(self, changes: Sequence[Change]) -> None:
        """These changes were committed. Between the last given out and these there may be other replicas'."""
        if not changes:
            return
        fresh = [change for change in changes if change.seq > self.cursor]
        if fresh and fresh[0].seq == self.cursor + 1:
            self._give(fresh)
        self.hear_of(changes[-1].seq)

    def hear_of(self, seq: int) -> None:
        """Changes up to this number are committed: read those that are missing."""
        self._heard_of = max(self._heard_of, seq)
        if self._heard_of > self.cursor and self._filling is None:
            self._filling = tasks.start(self._fill(), "the feed reads what others wrote")

    async def close(self) -> None:
        """Read no further."""
        if self._filling is not None:
            self._filling.cancel()
            await asyncio.wait([self._filling])

    async def _fill(self) -> None:
        try:
            while self._heard_of > self.cursor:
                # Meanwhile own changes may be given out: those are dropped here.
                changes = [c for c in await self._read_after(self.cursor) if c.seq > self.cursor]
                if not changes:
                    break
                self._give(changes)
        except StoreUnavailable as error:
            _log.warning("the feed falls behind: %s", error)
        finally:
            self._filling = None

    def _give(self, changes: Sequence[Change]) -> None:
        self.cursor = changes[-1].seq
        for listener in tuple(self._listeners.values()):
            try:
                listener(changes)
            except Exception:  # noqa: BLE001 - the others must hear of it all the same
                _log.exception("a listener of the feed failed")
