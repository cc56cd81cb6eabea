"""What the two databases have to offer so that the rest of the store is one code."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from desktop.clock import Clock
from desktop.hub.store.errors import CannotOpen


class Database(Protocol):
    """One of the databases. `writers` and `readers` are the same database with different ways to begin."""

    @property
    def writers(self) -> Engine: ...

    @property
    def readers(self) -> Engine: ...

    @property
    def is_shared(self) -> bool:
        """Whether other replicas may write to it too."""
        ...

    def begin_writing(self, connection: Connection) -> datetime:
        """Wait until nobody else writes, and give the transaction's time. The first statement of each
        write."""
        ...

    def begin_schema(self, connection: Connection) -> None:
        """Wait until nobody else looks at the schema in order to change it."""
        ...

    def tell_time(self, connection: Connection) -> datetime:
        """The hub's time."""
        ...

    def now(self) -> datetime:
        """The hub's time as far as it is known without a query."""
        ...

    def announce(self, connection: Connection, seq: int) -> None:
        """Tell other replicas, when this is committed, that changes up to `seq` are there."""
        ...

    def transaction_mark(self, connection: Connection) -> str:
        """What `was_committed` will know this transaction by."""
        ...

    def was_committed(self, connection: Connection, mark: str) -> bool | None:
        """Whether a transaction was committed whose commit was not answered; None: it is not decided yet."""
        ...

    def is_lost(self, error: DBAPIError) -> bool:
        """Whether the error says nothing about the data: the connection is gone, or a lock did not come in
        time."""
        ...

    def set_back(self) -> timedelta:
        """By how much the clock that all times come from was set back since `forget_set_back`; zero if it
        was not."""
        ...

    def forget_set_back(self, back: timedelta) -> None:
        """So much of what `set_back` told is dealt with, and committed."""
        ...

    def remember(self, last_at: datetime | None) -> None:
        """`last_at` is the time of the last change in the store: the clock can only have been set back
        since."""
        ...


def open_database(address: str, clock: Clock | None) -> Database:
    """The database at `address`: `sqlite:///path` or `postgresql://…`. Raises CannotOpen. Does not connect
    yet."""
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise CannotOpen(
            "The database address is not understood.",
            "Use sqlite:///path/to/file or postgresql://name:password@host/database.",
        ) from error
    match url.get_backend_name():
        case "sqlite":
            from desktop.hub.store.sqlite import Sqlite

            return Sqlite(_file_of(url), clock)
        case "postgresql" | "postgres":
            # Only here: psycopg is 12 MB that a hub on SQLite does not need.
            from desktop.hub.store.postgresql import Postgresql

            return Postgresql(url, clock)
        case other:
            raise CannotOpen(
                f"Pairwatch does not know the database “{other}”.", "Use an address of sqlite or postgresql."
            )


def _file_of(url: URL) -> str:
    if not url.database or url.database == ":memory:":
        raise CannotOpen(
            "A database in memory would lose every alert.", "Name a file: sqlite:///path/to/file"
        )
    return url.database
