"""Proposed rules of urgency that were found before, for a while: ninety days are not read for everybody who
looks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeAlias

from desktop import tasks
from desktop.hub.store.store import Store
from desktop.hub.usecases.retro.proposal_finding import Found, find_proposals
from desktop.hub.usecases.team.urgency import read_urgency

FRESH = timedelta(minutes=5)
"""So long what was found stands while the rules are the same."""

Find: TypeAlias = Callable[[Store], Awaitable[Found]]


class _Search:
    """One that runs, and for how many: it goes on as long as anybody waits."""

    def __init__(self, version: str, task: asyncio.Task[Found | Exception]) -> None:
        self.version = version
        self.is_over = False
        self._task = task
        self._waiting = 0

    async def found(self) -> Found:
        self._waiting += 1
        try:
            said = await asyncio.shield(self._task)
        finally:
            self._waiting -= 1
            if not self._waiting:
                self.is_over = True
                self._task.cancel()
        if isinstance(said, Exception):
            raise said
        return said


class KeptProposals:
    """What was found last. One for a process, used by its event loop only."""

    def __init__(self, find: Find = find_proposals) -> None:
        self._find = find
        self._known: Found | None = None
        self._search: _Search | None = None
        self._turn = asyncio.Lock()

    async def found(self, store: Store) -> Found:
        """Found on the rules in force, not long ago. Several who ask at once are answered by one search, and
        fail with it. Raises NotSearched and StoreUnavailable."""
        version = (await store.read(read_urgency)).version
        known = self._known
        if known is not None and known.version == version and store.now() - known.made_at < FRESH:
            return known
        search = self._search
        if search is None or search.is_over or search.version != version:
            task = tasks.start(self._searched(store), "the hub looks for rules of urgency")
            search = self._search = _Search(version, task)
        return await search.found()

    async def _searched(self, store: Store) -> Found | Exception:
        async with self._turn:  # one process at a time, though the rules change meanwhile
            try:
                found = self._known = await self._find(store)
            except Exception as error:  # noqa: BLE001 - whoever waits is told; a failed task would end the hub
                return error
            return found
