"""Keeps tickets in step: has what is due done in the tracker, writes down what became of it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from desktop.channels.result import Result, final, passing
from desktop.channels.trackers.clerk import Runner
from desktop.channels.trackers.errand import Errand, Report
from desktop.clock import Clock
from desktop.hub.engine.leased_work import LeasedWork
from desktop.hub.store.store import Store
from desktop.hub.usecases.access.seal import SealBroken, Strongbox
from desktop.hub.usecases.telling.tracker import account
from desktop.hub.usecases.telling.tracker_work import Assigned, claim_work, outlook, settle

_log = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
"""Longer than the clerk's patience; what is claimed and not finished by then is due again."""
ROUND = 4
"""Errands of one process, run one after the other."""


class TrackerWork:
    """The task that wakes when something is to be done in the tracker; see `LeasedWork`. What is cut off when
    the hub stops is looked for before it is done again."""

    def __init__(self, store: Store, strongbox: Strongbox, clerk: Runner, clock: Clock | None = None) -> None:
        self._strongbox = strongbox
        self._clerk = clerk
        self._work = LeasedWork[Assigned](
            "tracker",
            store,
            outlook=outlook,
            claim=partial(claim_work, limit=ROUND, lease=LEASE),
            carry=self._carry,
            lease=LEASE,
            clock=clock,
        )

    def start(self) -> None:
        """Begin; what is due from before is done at once."""
        self._work.start()

    async def stop(self) -> None:
        """Begin nothing more, let what runs end for a moment. Called again it does nothing."""
        await self._work.stop()

    async def _carry(self, assigned: Sequence[Assigned]) -> None:
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
        await self._work.settle(partial(settle, assigned=assigned, report=report))
