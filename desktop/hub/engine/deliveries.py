"""Sends updates and pages to their channels: has what is due carried, writes down what became of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from desktop.channels.courier import Carrier
from desktop.channels.parcel import Outcome, Parcel
from desktop.channels.result import Result, final, passing
from desktop.clock import Clock
from desktop.core.errors import PairwatchError
from desktop.hub.engine.leased_work import LeasedWork
from desktop.hub.store.store import Store
from desktop.hub.store.telling.deliveries import Claimed
from desktop.hub.usecases.access.seal import SealBroken, Strongbox
from desktop.hub.usecases.telling.deliveries import claim_deliveries, outlook, settle

_log = logging.getLogger(__name__)

LEASE = timedelta(seconds=45)
"""Longer than the courier's patience; what is claimed and not finished by then is due again."""
ROUND = 8
"""Messages carried at once by one process."""
ROUNDS = 2
"""Of pages, and as many of updates: a service that hangs with these keeps nobody from being paged."""


class Deliveries:
    """The tasks that wake when a page, or an update, is due; see `LeasedWork`."""

    def __init__(
        self,
        store: Store,
        strongbox: Strongbox,
        carrier: Carrier,
        clock: Clock | None = None,
        lease: timedelta = LEASE,
    ) -> None:
        self._strongbox = strongbox
        self._carrier = carrier
        self._lanes = tuple(
            LeasedWork[Claimed](
                name,
                store,
                outlook=partial(outlook, pages=pages),
                claim=partial(claim_deliveries, limit=ROUND, lease=lease, pages=pages),
                carry=self._carry,
                lease=lease,
                rounds=ROUNDS,
                clock=clock,
            )
            for name, pages in (("deliveries: pages", True), ("deliveries: updates", False))
        )

    def start(self) -> None:
        """Begin; what is due from before is sent at once."""
        for lane in self._lanes:
            lane.start()

    async def stop(self) -> None:
        """Begin nothing more, let what runs end for a moment. Called again it does nothing."""
        await asyncio.gather(*(lane.stop() for lane in self._lanes))

    def wake(self) -> None:
        """Look at once, as after a commit."""
        for lane in self._lanes:
            lane.wake()

    async def _carry(self, claimed: Sequence[Claimed]) -> None:
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
        try:
            seal = await self._strongbox.seal()
        except PairwatchError as error:
            for one in claimed:
                await self._settle(one, passing(f"{error.sentence} {error.remedy}".strip()))
            return []
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
        await self._lanes[0].settle(partial(settle, claimed=claimed, result=result))
