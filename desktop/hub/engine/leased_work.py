"""Work that is claimed under a lease, done by another process, and settled: the one loop of all such work.

What is claimed and not settled when its lease ends is due again, for whoever looks next: so a `kill -9` loses
nothing. What was done twice by that, the settling says.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Generic, TypeVar

from desktop import tasks
from desktop.clock import Clock, SystemClock
from desktop.hub.engine.waiting import until_due
from desktop.hub.store.errors import StoreUnavailable
from desktop.hub.store.store import Store
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.telling.deliveries import Outlook
from desktop.wire.feed import Change

_log = logging.getLogger(__name__)

LOOK = timedelta(seconds=30)
"""Work comes with changes, which wake us; this is for the unforeseen."""
AGAIN = timedelta(seconds=1)
"""The pause after the store could not be reached."""
AFTER_DEFECT = timedelta(seconds=10)
LAST_WISH = timedelta(seconds=3)
"""So long the rounds that run may go on when the hub stops; what is cut off is perhaps done twice."""

Claimed = TypeVar("Claimed")


class LeasedWork(Generic[Claimed]):
    """The task that wakes when something is due. `outlook` says when, `claim` takes some of it for as long as
    the `lease`, `carry` does it and settles each by `settle`. At most `rounds` are carried at once. `clock`
    is for waiting; what is due, the store's time decides."""

    def __init__(
        self,
        name: str,
        store: Store,
        *,
        outlook: Callable[[Transaction], Outlook],
        claim: Callable[[Transaction], list[Claimed]],
        carry: Callable[[Sequence[Claimed]], Awaitable[None]],
        lease: timedelta,
        rounds: int = 1,
        clock: Clock | None = None,
    ) -> None:
        self._name, self._store = name, store
        self._outlook, self._claim, self._carry = outlook, claim, carry
        self._lease, self._most = lease, rounds
        self._clock = clock or SystemClock()
        self._woken = asyncio.Event()
        self._rounds: set[asyncio.Task[None]] = set()
        self._task: asyncio.Task[None] | None = None
        self._unsubscribe: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Begin; what is due from before is done at once."""
        self._unsubscribe = self._store.listen(self._changed)
        self._task = tasks.start(self._run(), self._name)

    async def stop(self) -> None:
        """Begin nothing more, let what runs end for a moment. Called again it does nothing."""
        self._unsubscribe()
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])
        if self._rounds:
            await asyncio.wait(self._rounds, timeout=LAST_WISH.total_seconds())
        for left in (late := set(self._rounds)):
            left.cancel()
        if late:
            await asyncio.wait(late)

    def wake(self) -> None:
        """Look at once, as after a commit."""
        self._woken.set()

    async def settle(self, write: Callable[[Transaction], None]) -> None:
        """Write down what became of one, again and again until it is written, or the lease is over, and with
        it our right to say something."""
        give_up = self._clock.monotonic() + self._lease.total_seconds()
        while True:
            try:
                await self._store.write(write)
            except StoreUnavailable as error:
                if self._clock.monotonic() > give_up:
                    _log.error("%s: what became of it could not be written down: %s", self._name, error)
                    return
                await asyncio.sleep(AGAIN.total_seconds())
            else:
                return

    def _changed(self, _changes: Sequence[Change]) -> None:
        self._woken.set()

    async def _run(self) -> None:
        while True:
            try:
                await self._work()
            except StoreUnavailable as error:
                _log.warning("%s: the store cannot be reached: %s", self._name, error)
                await asyncio.sleep(AGAIN.total_seconds())
            except Exception:  # noqa: BLE001 - a defect here must not end the hub, which pages people
                _log.exception("%s: what is due could not be taken", self._name)
                await asyncio.sleep(AFTER_DEFECT.total_seconds())

    async def _work(self) -> None:
        """Begin a round with what is due, or wait until something is."""
        self._woken.clear()
        current = await self._store.read(self._outlook)
        if not current.is_due:
            await until_due(self._store, self._clock, self._woken, current.next_at, LOOK)
            return
        if len(self._rounds) >= self._most:
            await asyncio.wait(self._rounds, return_when=asyncio.FIRST_COMPLETED)
            return
        claimed = await self._store.write(self._claim)
        if claimed:
            # A task of its own: it may end what it is at when we are stopped.
            task = tasks.start(self._round(claimed), f"{self._name}: a round")
            self._rounds.add(task)
            task.add_done_callback(self._ended)

    async def _round(self, claimed: Sequence[Claimed]) -> None:
        try:
            await self._carry(claimed)
        except Exception:  # noqa: BLE001 - as above; what was not settled is due again after its lease
            _log.exception("%s: a round failed", self._name)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """What waited for what this round did may be due now, and no change need tell of it."""
        self._rounds.discard(task)
        self._woken.set()
