"""Hears of what other replicas write: at once by PostgreSQL's notices, and at the latest by looking each
second.

A notice is only ever a hint: it is lost with its connection. The look at the rows is what makes it right.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from contextlib import ExitStack
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import psycopg
from psycopg import sql

from desktop.hub.store.errors import StoreUnavailable
from desktop.hub.store.postgresql import CHANNEL, TCP

if TYPE_CHECKING:
    from desktop.hub.store.database import Database
    from desktop.hub.store.postgresql import Postgresql

_log = logging.getLogger(__name__)

EVERY = timedelta(seconds=1)
NO_SOCKET = -1


async def watch(
    database: Database,
    threads: Executor,
    look: Callable[[], Awaitable[int]],
    hear_of: Callable[[int], None],
) -> None:
    """Call `hear_of` with the number of the latest change, whenever it may have grown; until cancelled."""
    ear = _Ear(cast("Postgresql", database), threads, hear_of)
    try:
        while True:
            try:
                await ear.connect()
                hear_of(await look())
            except (StoreUnavailable, psycopg.Error) as error:
                _log.warning("cannot look for other replicas' changes: %s", error)
            await asyncio.sleep(EVERY.total_seconds())
    finally:
        ear.close()


class _Ear:
    """A connection that only listens."""

    def __init__(self, database: Postgresql, threads: Executor, hear_of: Callable[[int], None]) -> None:
        self._address = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._threads = threads
        self._hear_of = hear_of
        self._replica = database.replica
        self._loop = asyncio.get_running_loop()
        self._lock = threading.Lock()
        self._connection: psycopg.Connection | None = None
        self._socket = NO_SOCKET
        self._closed = False

    async def connect(self) -> None:
        """Make the connection if there is none. Raises psycopg.Error."""
        if self._connection is not None:
            return
        await self._loop.run_in_executor(self._threads, self._open)
        if self._connection is None:
            return
        socket = self._connection.fileno()
        try:
            self._loop.add_reader(socket, self._read)
        except NotImplementedError:  # Windows' own event loop; there the look alone must do
            return
        self._socket = socket

    def close(self) -> None:
        """Let go of the connection, also of one that is just being made."""
        self._closed = True
        self._drop()

    def _drop(self) -> None:
        with self._lock:
            connection, self._connection = self._connection, None
        # A lost connection does not know its socket any more.
        socket, self._socket = self._socket, NO_SOCKET
        if socket != NO_SOCKET:
            self._loop.remove_reader(socket)
        if connection is not None:
            connection.close()

    def _open(self) -> None:
        # In a thread; meanwhile the store may be closed.
        connection = psycopg.connect(
            self._address, autocommit=True, application_name="pairwatch listens", **TCP
        )
        with ExitStack() as unless_kept:
            unless_kept.callback(connection.close)
            connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
            with self._lock:
                if not self._closed:
                    self._connection = connection
                    unless_kept.pop_all()

    def _read(self) -> None:
        if self._connection is None:
            return
        pgconn = self._connection.pgconn
        try:
            pgconn.consume_input()
            while (notice := pgconn.notifies()) is not None:
                seq, _, replica = notice.extra.decode().partition(" ")
                if replica != self._replica:  # of our own the writer tells us
                    self._hear_of(int(seq))
        except psycopg.Error as error:
            _log.warning("the connection that listens for other replicas is lost: %s", error)
            self._drop()
