"""The store: reads and writes in threads of its own, and tells what was committed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError, OperationalError

from desktop import tasks
from desktop.clock import Clock
from desktop.hub.store import meta, schema
from desktop.hub.store.database import Database, open_database
from desktop.hub.store.errors import CannotOpen, StoreUnavailable
from desktop.hub.store.incident import changes
from desktop.hub.store.incident.feed import Feed, Listener
from desktop.hub.store.transaction import TeamCache, Transaction
from desktop.hub.store.writer import Job, SetBack, Writer
from desktop.wire.feed import Change

T = TypeVar("T")

LOOK = 500
"""So many changes are read at once to catch up with other replicas."""


class Store:
    """One database, opened. Made by `Store.open`; all methods but that are for the event loop's thread."""

    def __init__(self, database: Database, epoch: str, cursor: int, teams: TeamCache) -> None:
        self.epoch = epoch
        self._database = database
        self._teams = teams
        self._writer = Writer(database, teams, self._committed)
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="store reader")
        self._feed = Feed(cursor, self._changes_after)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._watch: asyncio.Task[None] | None = None
        self._closed = False

    @classmethod
    def open(cls, url: str, clock: Clock | None = None) -> Store:
        """Open the database at `url`: `sqlite:///path` (made if it is not there) or `postgresql://…`.

        Times come from `clock`; without one from this computer's for SQLite, from the database's for
        PostgreSQL. Raises CannotOpen. Blocks for some 20 ms, longer when the database must be made,
        migrated or waited for.
        """
        database = open_database(url, clock)
        teams = TeamCache()
        try:
            schema.prepare(database)
            with database.readers.connect() as connection, connection.begin():
                tx = Transaction(connection, teams, lambda: database.tell_time(connection))
                epoch, cursor, last_at = meta.epoch(tx), changes.last_seq(tx), changes.last_at(tx)
        except DBAPIError as error:
            database.readers.dispose()
            raise CannotOpen(
                f"The database cannot be opened: {str(error.orig).strip()}",
                "Check its address, and that it runs and lets this computer in.",
            ) from error
        except CannotOpen:
            database.readers.dispose()
            raise
        database.remember(last_at)
        return cls(database, epoch, cursor, teams)

    @property
    def is_shared(self) -> bool:
        """Whether other replicas may write to the same database."""
        return self._database.is_shared

    @property
    def cursor(self) -> int:
        """The number of the last change that listeners were given."""
        return self._feed.cursor

    def now(self) -> datetime:
        """The hub's time, as far as it is known without asking the database."""
        return self._database.now()

    async def write(self, function: Callable[[Transaction], T]) -> T:
        """Run `function` in a transaction with others and give its result once that is durable.

        Whatever it raises is raised here, and has changed nothing. It may be run again after a lost
        connection. Raises StoreUnavailable when the database does not take it. Cancelling does not take the
        function back.
        """
        loop = self._remember_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._writer.submit(Job(function, partial(_resolve, future)))
        return await future

    async def read(self, function: Callable[[Transaction], T]) -> T:
        """Run `function` on one consistent state of the data. Raises what it raises, or StoreUnavailable."""
        return await self._remember_loop().run_in_executor(self._readers, self._read, function)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every change from now on, after its commit, in the order of their numbers,
        each once, whichever replica made it. Gives what ends that."""
        self._remember_loop()
        self._start_to_watch()
        return self._feed.listen(listener)

    def when_set_back(self, move: SetBack) -> None:
        """Call `move`, inside a write, when the clock was set back, before anything else is written."""
        self._writer.on_set_back = move

    def is_set_back(self) -> bool:
        """Whether the clock was set back and nothing was written since."""
        return bool(self._database.set_back())

    async def close(self) -> None:
        """Write what is queued and let go of the database. Called again it does nothing."""
        if self._closed:
            return
        self._closed = True
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.wait([self._watch])
        await self._feed.close()
        await asyncio.get_running_loop().run_in_executor(self._readers, self._writer.close)
        self.close_at_once()

    def close_at_once(self) -> None:
        """The same for who has no event loop; blocks for a moment."""
        self._closed = True
        self._writer.close()
        self._readers.shutdown()
        self._database.readers.dispose()

    def _read(self, function: Callable[[Transaction], T]) -> T:
        for attempt in (1, 2):
            try:
                with self._database.readers.connect() as connection, connection.begin():
                    tx = Transaction(connection, self._teams, lambda: self._database.tell_time(connection))
                    return function(tx)
            except OperationalError as error:
                # A connection of the pool that died unnoticed: the second attempt makes a new one.
                if attempt == 1 and self._database.is_lost(error):
                    continue
                raise StoreUnavailable(
                    "The hub cannot read its database just now.", "Look at the database; then try again."
                ) from error
        raise AssertionError("unreachable")

    def _committed(self, jobs: Sequence[Job], committed: Sequence[Change]) -> None:
        # In the writer's thread.
        loop = self._loop
        if loop is None or loop.is_closed():
            return
        with suppress(RuntimeError):  # the loop was closed this very moment; nobody waits any more
            loop.call_soon_threadsafe(self._tell, jobs, committed)

    def _tell(self, jobs: Sequence[Job], committed: Sequence[Change]) -> None:
        for job in jobs:
            job.done(job)
        self._feed.offer(committed)

    async def _changes_after(self, cursor: int) -> list[Change]:
        return await self.read(partial(changes.after, cursor=cursor, limit=LOOK))

    def _remember_loop(self) -> asyncio.AbstractEventLoop:
        loop = asyncio.get_running_loop()
        self._loop = loop
        return loop

    def _start_to_watch(self) -> None:
        if self.is_shared and self._watch is None:
            from desktop.hub.store.watch import watch

            look = partial(self.read, changes.last_seq)
            self._watch = tasks.start(
                watch(self._database, self._readers, look, self._feed.hear_of),
                "the store watches other replicas",
            )


def _resolve(future: asyncio.Future[Any], job: Job) -> None:
    if future.done():
        return  # whoever waited has gone
    if job.error is not None:
        future.set_exception(job.error)
    else:
        future.set_result(job.result)
