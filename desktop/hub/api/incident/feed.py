"""The live half of the feed: every committed change, encoded once, to every desktop that listens."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from datetime import timedelta

import msgspec

from desktop.hub.store.store import Store
from desktop.wire.feed import Change, Heartbeat, encode_change

MOST_WAITING = 1000
"""A desktop that is further behind is let go; it reconnects and catches up from the store."""


class Subscriber:
    """One connected desktop: what it has not been sent yet."""

    __slots__ = ("_most", "_waiting", "_wake", "over")

    def __init__(self, most: int) -> None:
        self.over = False
        self._most = most
        self._waiting: deque[tuple[int, bytes]] = deque()
        self._wake = asyncio.Event()

    def put(self, seq: int, frame: bytes) -> None:
        """One more change to send; too many end the subscription."""
        if len(self._waiting) >= self._most:
            self.end()
        if not self.over:
            self._waiting.append((seq, frame))
            self._wake.set()

    def end(self) -> None:
        """Send nothing more."""
        self.over = True
        self._waiting.clear()
        self._wake.set()

    async def take(self, timeout: float) -> list[tuple[int, bytes]]:
        """What waits, oldest first, as (seq, frame); after `timeout` seconds without anything, nothing."""
        if not self._waiting and not self.over:
            try:
                async with asyncio.timeout(timeout):
                    await self._wake.wait()
            except TimeoutError:
                return []
        self._wake.clear()
        taken = list(self._waiting)
        self._waiting.clear()
        return taken


class Feed:
    """Listens to the store and hands every change to all subscribers. Used on the hub's loop only."""

    def __init__(
        self, store: Store, pulse: timedelta = timedelta(seconds=15), most: int = MOST_WAITING
    ) -> None:
        self.pulse = pulse
        self._store = store
        self._most = most
        self._subscribers: set[Subscriber] = set()
        self._stop_listening: Callable[[], None] | None = None

    @property
    def subscribers(self) -> int:
        """How many desktops are connected."""
        return len(self._subscribers)

    def open(self) -> None:
        """Begin to listen to the store."""
        self._stop_listening = self._store.listen(self._publish)

    def close(self) -> None:
        """End all subscriptions, so that the server can stop. Twice is harmless."""
        if self._stop_listening:
            self._stop_listening()
            self._stop_listening = None
        for subscriber in self._subscribers:
            subscriber.end()

    def subscribe(self) -> Subscriber:
        """A subscriber that gets every change committed from now on; `leave` it afterwards."""
        subscriber = Subscriber(self._most)
        if self._stop_listening is None:
            subscriber.end()
        self._subscribers.add(subscriber)
        return subscriber

    def leave(self, subscriber: Subscriber) -> None:
        """Forget the subscriber."""
        self._subscribers.discard(subscriber)

    def heartbeat(self) -> bytes:
        """A heartbeat of this moment, as it is sent."""
        beat = Heartbeat(now=self._store.now(), epoch=self._store.epoch, cursor=self._store.cursor)
        return b"event: heartbeat\ndata: " + msgspec.json.encode(beat) + b"\n\n"

    def _publish(self, changes: Sequence[Change]) -> None:
        if not self._subscribers:
            return
        frames = [(change.seq, change_frame(change)) for change in changes]
        for subscriber in self._subscribers:
            for seq, frame in frames:
                subscriber.put(seq, frame)


def change_frame(change: Change) -> bytes:
    """The change as a server-sent event, whose id is the cursor."""
    return b"id: %d\nevent: change\ndata: %s\n\n" % (change.seq, encode_change(change))


SNAPSHOT_FRAME = b"event: snapshot\ndata: {}\n\n"
"""The cursor is too old or of another history: take a new snapshot, then go on with what follows here."""
