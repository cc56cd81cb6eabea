"""SQLite: a file of this computer, written by one hub. Durable at every commit."""

from __future__ import annotations

import os
import sqlite3
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from desktop.clock import Clock, SystemClock
from desktop.hub.store.errors import CannotOpen
from desktop.hub.store.set_back import SetBackGauge

BUSY = timedelta(seconds=10)
"""How long to wait for another process, such as a backup, that holds the file."""
READERS = 2


class Sqlite:
    """The database in `path`, a file that only its owner may read; it is made when it is not there."""

    is_shared = False

    def __init__(self, path: str, clock: Clock | None) -> None:
        self._clock = clock or SystemClock()
        self._gauge = SetBackGauge(self._clock)
        _make_private(Path(path))
        self.readers = create_engine(
            f"sqlite:///{path}",
            poolclass=QueuePool,
            pool_size=READERS,
            max_overflow=1,
            hide_parameters=True,  # what people wrote does not belong into the log
            connect_args={"check_same_thread": False, "timeout": BUSY.total_seconds()},
        )
        self.writers = self.readers.execution_options(writes=True)
        event.listen(self.readers, "connect", _prepare)
        event.listen(self.readers, "begin", _begin)

    def begin_writing(self, connection: Connection) -> datetime:
        return self._clock.now()

    def begin_schema(self, connection: Connection) -> None:
        pass  # BEGIN IMMEDIATE has waited already

    def tell_time(self, connection: Connection) -> datetime:
        return self._clock.now()

    def now(self) -> datetime:
        return self._clock.now()

    def announce(self, connection: Connection, seq: int) -> None:
        pass  # nobody else

    def transaction_mark(self, connection: Connection) -> str:
        return ""

    def was_committed(self, connection: Connection, mark: str) -> bool | None:
        return False  # a commit that fails in SQLite did not happen

    def is_lost(self, error: DBAPIError) -> bool:
        return False

    def set_back(self) -> timedelta:
        return self._gauge.measure()

    def forget_set_back(self, back: timedelta) -> None:
        self._gauge.forget(back)

    def remember(self, last_at: datetime | None) -> None:
        self._gauge.remember(last_at)


def _make_private(path: Path) -> None:
    # SQLite gives the files beside it (-wal, -shm) the permissions of the database itself.
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
    except OSError as error:
        raise CannotOpen(
            f"The database file {path} cannot be written: {error.strerror}.",
            "Make its folder writable, or name another file.",
        ) from error


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    # Without this the driver begins transactions by itself, late, and not for everything.
    connection.isolation_level = None
    _begin_log(connection)
    for setting in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {setting}").close()


def _begin_log(connection: sqlite3.Connection) -> None:
    """Write ahead. SQLite does not wait by itself for others who make this change at the same moment, or look
    at the file before it: SQLITE_BUSY comes at once, whatever the time-out."""
    give_up = time.monotonic() + BUSY.total_seconds()
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > give_up:
                raise
            time.sleep(0.01)
        else:
            return


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
