"""Keeps tickets in step: claims what is due, has it done in the tracker, writes down what became of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from desktop import tasks
from desktop.channels.result import Result, final, passing
from desktop.channels.trackers.clerk import Runner
from desktop.channels.trackers.errand import Errand, Report
from desktop.clock import Clock, SystemClock
from desktop.hub.engine.waiting import until_due
from desktop.hub.store.errors import StoreUnavailable
from desktop.hub.store.store import Store
from desktop.hub.usecases.access.seal import SealBroken, Strongbox
from desktop.hub.usecases.telling.tracker import account
from desktop.hub.usecases.telling.tracker_work import Assigned, claim_work, outlook, settle
from desktop.wire.feed import Change

_log = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
"""Longer than the clerk's patience; what is claimed and not finished by then is due again."""
LOOK = timedelta(seconds=30)
"""Work comes with changes, which wake us; this is for the unforeseen."""
AGAIN = timedelta(seconds=1)
"""The pause after the store could not be reached."""
ROUND = 4
"""Errands of one process, run one after the other."""
LAST_WISH = timedelta(seconds=3)
"""So long the round that runs may go on when the hub stops; what is cut off is looked for before it is done
again."""


class TrackerWork:
    """The task that wakes when something is to be done in the tracker. `clock` is for waiting; what is due,
    the store's time decides."""

    def __init__(self, store: Store, strongbox: Strongbox, clerk: Runner, clock: Clock | None = None) -> None:
        self._store = store
        self._strongbox = strongbox
        self._clerk = clerk
        self._clock = clock or SystemClock()
        self._woken = asyncio.Event()
        self._round: asyncio.Task[None] | None = None
        self._task: asyncio.Task[None] | None = None
        self._unsubscribe: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Begin; what is due from before is done at once."""
        self._unsubscribe = self._store.listen(self._changed)
        self._task = tasks.start(self._run(), "tracker")

    async def stop(self) -> None:
        """Begin nothing more, let what runs end for a moment. Called again it does nothing."""
        self._unsubscribe()
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])
        late, self._round = self._round, None
        if late is not None:
            await asyncio.wait([late], timeout=LAST_WISH.total_seconds())
            late.cancel()
            await asyncio.wait([late])

    def _changed(self, _changes: Sequence[Change]) -> None:
        self._woken.set()

    async def _run(self) -> None:
        while True:
            try:
                await self._work()
            except StoreUnavailable as error:
                _log.warning("the tracker's work cannot reach the store: %s", error)
                await asyncio.sleep(AGAIN.total_seconds())

    async def _work(self) -> None:
        """Do a round of what is due, or wait until something is."""
        self._woken.clear()
        current = await self._store.read(outlook)
        if not current.is_due:
            await until_due(self._store, self._clock, self._woken, current.next_at, LOOK)
            return
        assigned = await self._store.write(partial(claim_work, limit=ROUND, lease=LEASE))
        if assigned:
            # A task of its own: it may end what it is at when we are stopped.
            self._round = tasks.start(self._errands(assigned), "tracker: a round")
            await asyncio.wait([self._round])
            self._round = None

    async def _errands(self, assigned: Sequence[Assigned]) -> None:
        mine = {one.op.id: one for one in assigned}
        errands = await self._in_the_clear(assigned)

        async def tell(report: Report) -> None:
            known = mine.pop(report.id, None)
            if known is not None:
                await self._settle(known, report)

        try:
            if errands:
                await self._clerk.run(errands, tell)
        except OSError:
            _log.exception("the clerk's process cannot be started")
            for one in list(mine.values()):
                await self._fail(one, passing("The hub cannot start the program that asks the tracker."))

    async def _in_the_clear(self, assigned: Sequence[Assigned]) -> list[Errand]:
        """With the token; when it cannot be unsealed, all have failed."""
        seal = await self._strongbox.seal()
        errands = []
        for one in assigned:
            try:
                token = seal.open(one.tracker.sealed)
            except SealBroken:
                again = "Start the hub again with the team file, or give it the key that it had before."
                await self._fail(one, final(f"The hub cannot read the tracker's token any more. {again}"))
            else:
                errands.append(Errand(id=one.op.id, account=account(one.tracker, token), work=one.work))
        return errands

    async def _fail(self, assigned: Assigned, result: Result) -> None:
        await self._settle(assigned, Report(id=assigned.op.id, result=result))

    async def _settle(self, assigned: Assigned, report: Report) -> None:
        """Until it is written, or the lease is over, and with it our right to say something."""
        give_up = self._clock.monotonic() + LEASE.total_seconds()
        while True:
            try:
                await self._store.write(partial(settle, assigned=assigned, report=report))
            except StoreUnavailable as error:
                if self._clock.monotonic() > give_up:
                    _log.error("what became of work in the tracker could not be written down: %s", error)
                    return
                await asyncio.sleep(AGAIN.total_seconds())
            else:
                return
