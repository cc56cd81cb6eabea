"""Asks Prometheus for the uptime of weeks that are over."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from desktop.diagnostics.uptime_asking import AsksUptime, UptimeAnswer, UptimeErrand
from desktop.hub.engine.rounds import Rounds
from desktop.hub.store.store import Store
from desktop.hub.usecases.retro.uptime_measuring import claim_questions, is_anything_to_ask, take_answer

_log = logging.getLogger(__name__)

LOOK = timedelta(minutes=5)
LEASE = timedelta(minutes=2)
"""Longer than a round may take."""


class UptimeMeasuring:
    """Used on the hub's loop only. Of several replicas one asks; when it dies, another does after its
    lease."""

    def __init__(self, store: Store, asker: AsksUptime) -> None:
        self._store = store
        self._asker = asker
        self._rounds = Rounds(store, "uptime: ask Prometheus", self._all, LOOK)

    def start(self) -> None:
        """Begin."""
        self._rounds.start()

    async def stop(self) -> None:
        """End what runs. Called again it does nothing."""
        await self._rounds.stop()

    async def look(self) -> int:
        """Ask what is to be asked now; how many weeks that were."""
        if not await self._store.read(is_anything_to_ask):
            return 0
        errands = await self._store.write(partial(claim_questions, lease=LEASE))
        if not errands:
            return 0
        by_name = {(one.service, one.starts_on): one for one in errands}

        async def tell(answer: UptimeAnswer) -> None:
            errand = by_name[answer.service, answer.starts_on]
            await self._store.write(partial(take_answer, errand=errand, answer=answer))

        try:
            await self._asker.ask(errands, tell)
        except OSError:
            _log.exception("the process that asks Prometheus cannot be started")
            await self._give_up(errands)
        return len(errands)

    async def _give_up(self, errands: Sequence[UptimeErrand]) -> None:
        problem = "The hub could not start the program that asks. Look into the hub's log."
        for one in errands:
            answer = UptimeAnswer(service=one.service, starts_on=one.starts_on, problem=problem)
            await self._store.write(partial(take_answer, errand=one, answer=answer))

    async def _all(self) -> None:
        while await self.look():
            pass
