"""Sends updates to their channels: claims what is due, has it carried, writes down what became of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from desktop import tasks
from desktop.channels.courier import Carrier
from desktop.channels.parcel import Outcome, Parcel
from desktop.channels.result import Result, final, passing
from desktop.clock import Clock, SystemClock
from desktop.hub.engine.waiting import until_due
from desktop.hub.store.errors import StoreUnavailable
from desktop.hub.store.store import Store
from desktop.hub.store.telling.deliveries import Claimed
from desktop.hub.usecases.access.seal import SealBroken, Strongbox
from desktop.hub.usecases.telling.deliveries import claim_deliveries, outlook, settle
from desktop.wire.feed import Change

_log = logging.getLogger(__name__)

LEASE = timedelta(seconds=45)
"""Longer than the courier's patience; what is claimed and not finished by then is due again."""
LOOK = timedelta(seconds=30)
"""Deliveries come with changes, which wake us; this is for the unforeseen."""
AGAIN = timedelta(seconds=1)
"""The pause after the store could not be reached."""
ROUND = 8
"""Messages carried at once by one process."""
ROUNDS = 2
LAST_WISH = timedelta(seconds=3)
"""So long the rounds that run may go on when the hub stops; what is cut off is perhaps sent twice."""


class Deliveries:
    """The task that wakes when a delivery is due. `clock` is for waiting; what is due, the store's time
    decides."""

    def __init__(
        self,
        store: Store,
        strongbox: Strongbox,
        carrier: Carrier,
        clock: Clock | None = None,
        lease: timedelta = LEASE,
    ) -> None:
        self._store = store
        self._strongbox = strongbox
        self._carrier = carrier
        self._clock = clock or SystemClock()
        self._lease = lease
        self._woken = asyncio.Event()
        self._rounds: set[asyncio.Task[None]] = set()
        self._task: asyncio.Task[None] | None = None
        self._unsubscribe: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Begin; what is due from before is sent at once."""
        self._unsubscribe = self._store.listen(self._changed)
        self._task = tasks.start(self._run(), "deliveries")

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

    def _changed(self, _changes: Sequence[Change]) -> None:
        self._woken.set()

    async def _run(self) -> None:
        while True:
            try:
                await self._work()
            except StoreUnavailable as error:
                _log.warning("deliveries cannot reach the store: %s", error)
                await asyncio.sleep(AGAIN.total_seconds())

    async def _work(self) -> None:
        """Begin a round with what is due, or wait until something is."""
        self._woken.clear()
        current = await self._store.read(outlook)
        if not current.is_due:
            await until_due(self._store, self._clock, self._woken, current.next_at, LOOK)
            return
        if len(self._rounds) >= ROUNDS:
            await asyncio.wait(self._rounds, return_when=asyncio.FIRST_COMPLETED)
            return
        claimed = await self._store.write(partial(claim_deliveries, limit=ROUND, lease=self._lease))
        if claimed:
            task = tasks.start(self._round(claimed), "deliveries: a round")
            self._rounds.add(task)
            task.add_done_callback(self._rounds.discard)

    async def _round(self, claimed: Sequence[Claimed]) -> None:
        mine = {one.id: one for one in claimed}
        parcels = await self._parcels(claimed)

        async def tell(outcome: Outcome) -> None:
            known = mine.pop(outcome.id, None)
            if known is not None:
                await self._settle(known, outcome.result)

        try:
            if parcels:
                await self._carrier.carry(parcels, tell)
        except OSError:
            _log.exception("the courier's process cannot be started")
            for one in list(mine.values()):
                await self._settle(one, passing("The hub cannot start the program that sends."))

    async def _parcels(self, claimed: Sequence[Claimed]) -> list[Parcel]:
        """With the addresses in the clear; what cannot be unsealed has failed."""
        seal = await self._strongbox.seal()
        parcels = []
        for one in claimed:
            try:
                address = seal.open(one.sealed or "")
            except SealBroken as error:
                await self._settle(one, final(f"{error.sentence} {error.remedy}"))
            else:
                parcels.append(Parcel(id=one.id, address=address, message=one.message))
        return parcels

    async def _settle(self, claimed: Claimed, result: Result) -> None:
        """Until it is written, or the lease is over, and with it our right to say something."""
        give_up = self._clock.monotonic() + self._lease.total_seconds()
        while True:
            try:
                await self._store.write(partial(settle, claimed=claimed, result=result))
            except StoreUnavailable as error:
                if self._clock.monotonic() > give_up:
                    _log.error("what became of a delivery could not be written down: %s", error)
                    return
                await asyncio.sleep(AGAIN.total_seconds())
            else:
                return
