"""Group commit: one thread writes, and many functions share each transaction.

Nothing is delayed for it: a lone function is committed at once, and what arrives meanwhile shares the next
commit.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from desktop.hub.store.database import Database
from desktop.hub.store.errors import StoreUnavailable
from desktop.hub.store.transaction import Batch, TeamCache, Transaction
from desktop.wire.feed import Change

_log = logging.getLogger(__name__)

FILL = timedelta(milliseconds=20)
"""A batch takes no further function after so long, so that the first does not wait for the last."""
PATIENCE = timedelta(seconds=8)
"""How long a batch is tried again after lost connections; monitors give up after about 10 seconds."""

SetBack = Callable[[Transaction, timedelta], None]
"""Moves what is due back by so much."""


@dataclass(slots=True)
class Job:
    """A function to be run in a transaction, and what became of it."""

    function: Callable[[Transaction], Any]
    done: Callable[[Job], None]
    result: Any = None
    error: BaseException | None = None


Committed = Callable[[Sequence[Job], Sequence[Change]], None]


class _CommitUnanswered(Exception):
    """The connection was lost while committing."""

    def __init__(self, mark: str, changes: list[Change], cause: DBAPIError) -> None:
        super().__init__(str(cause))
        self.mark = mark
        self.changes = changes


class Writer:
    """The thread. `committed` is called in it with the jobs and changes of each batch, in the order of
    commits."""

    def __init__(self, database: Database, teams: TeamCache, committed: Committed) -> None:
        self._database = database
        self._teams = teams
        self._committed = committed
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._connection: Connection | None = None
        self._closing = False
        self.on_set_back: SetBack | None = None
        # A daemon: what is not committed was not promised to anybody, so nothing is lost with it.
        self._thread = threading.Thread(target=self._run, name="store writer", daemon=True)
        self._thread.start()

    def submit(self, job: Job) -> None:
        """Queue a job. Raises StoreUnavailable once the store is being closed."""
        if self._closing:
            raise StoreUnavailable("The hub is stopping.", "Try again in a moment.")
        self._queue.put(job)

    def close(self) -> None:
        """Write what is queued, then end. Called again it only waits."""
        if not self._closing:
            self._closing = True
            self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            jobs = [job]
            try:
                self._write(jobs)
            except Exception as error:  # noqa: BLE001 - a hub that cannot write is the worst silence
                _log.exception("the store's writer failed")
                self._disconnect()
                self._fail(jobs, error)
        self._disconnect()

    def _write(self, jobs: list[Job]) -> None:
        """Bring `jobs`, and what arrives meanwhile, to a commit or to their errors."""
        give_up = time.monotonic() + PATIENCE.total_seconds()
        pause = 0.02
        unanswered: _CommitUnanswered | None = None
        while jobs:
            try:
                changes = self._settle(unanswered) if unanswered else None
                unanswered = None
                if changes is None:
                    changes = self._attempt(jobs)
            except _CommitUnanswered as error:
                unanswered = error
            except SQLAlchemyError as error:
                if not self._may_retry(error):
                    _log.exception("a batch of %d writes failed", len(jobs))
                    self._fail(jobs, error)
                    return
                _log.warning("the database is away (%s); trying again", _first_line(error))
            else:
                self._committed(jobs, changes)
                return
            self._disconnect()
            if time.monotonic() > give_up:
                self._fail(jobs, None)
                return
            time.sleep(pause)
            pause = min(pause * 2, 1.0)

    def _attempt(self, jobs: list[Job]) -> list[Change]:
        """One transaction; jobs that fail by themselves have their error afterwards and have changed
        nothing."""
        begun = time.monotonic()
        connection = self._connect()
        with connection.begin() as transaction:
            batch = Batch(connection, self._database.begin_writing(connection), self._teams)
            back = self._move_back(batch)
            mark = self._database.transaction_mark(connection)
            for job in jobs:
                self._try(job, batch)
            while time.monotonic() - begun < FILL.total_seconds():
                try:
                    further = self._queue.get_nowait()
                except queue.Empty:
                    break
                if further is None:
                    self._queue.put(None)  # for the loop, after this batch
                    break
                jobs.append(further)
                self._try(further, batch)
            if batch.changes:
                self._database.announce(connection, batch.changes[-1].seq)
            try:
                transaction.commit()
            except DBAPIError as error:
                if self._database.is_lost(error):
                    raise _CommitUnanswered(mark, batch.changes, error) from error
                raise
        self._database.forget_set_back(back)
        return batch.changes

    def _try(self, job: Job, batch: Batch) -> None:
        """Run one job in a savepoint, so that its failure does not spoil the batch."""
        tx = Transaction(batch.connection, self._teams, lambda: batch.now, batch)
        job.result = job.error = None
        savepoint = batch.connection.begin_nested()
        try:
            job.result = job.function(tx)
        except Exception as error:
            if isinstance(error, OperationalError) or self._may_retry(error):
                raise  # the database's trouble, not the job's: the batch fails as a whole
            savepoint.rollback()
            job.error = error
        else:
            savepoint.commit()
            batch.changes += tx.changes

    def _move_back(self, batch: Batch) -> timedelta:
        """Before anything else is written: how far everything was moved."""
        back = self._database.set_back()
        if not back or self.on_set_back is None:
            return timedelta(0)
        _log.warning("the clock was set back by %s; what is due moves with it", back)
        tx = Transaction(batch.connection, self._teams, lambda: batch.now, batch)
        self.on_set_back(tx, back)
        batch.changes += tx.changes
        return back

    def _settle(self, unanswered: _CommitUnanswered) -> list[Change] | None:
        """The changes of a commit that was not answered, if it was made; None if it was not. Raises as a lost
        connection while that is open."""
        connection = self._connect()
        with connection.begin():
            # The lock waits for that transaction to end, if it has not.
            self._database.begin_writing(connection)
            committed = self._database.was_committed(connection, unanswered.mark)
        return unanswered.changes if committed else None

    def _connect(self) -> Connection:
        if self._connection is None:
            self._connection = self._database.writers.connect()
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()

    def _may_retry(self, error: Exception) -> bool:
        return isinstance(error, DBAPIError) and self._database.is_lost(error)

    def _fail(self, jobs: Sequence[Job], error: BaseException | None) -> None:
        for job in jobs:
            job.error = StoreUnavailable(
                "The hub cannot write to its database just now.", "Look at the database; then try again."
            )
            job.error.__cause__ = error
        self._committed(jobs, ())


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [""])[0]
