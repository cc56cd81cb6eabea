"""PostgreSQL: shared by as many replicas as wanted. Its clock is the time of all of them.

Every write takes one lock first. So changes are committed in the order of their numbers, which are read
only after the lock is there: no reader can see a number and miss a smaller one that commits later. It also
keeps batches from deadlocking and two replicas from opening an incident twice. What it costs is that
batches queue up, and a batch holds many writes.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from psycopg import errors
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from desktop.clock import Clock, SystemClock
from desktop.hub.store import tables

# Advisory locks are numbers that all users of a database share; these are ours.
WRITE_LOCK = 5_021_911_001
SCHEMA_LOCK = 5_021_911_002
CHANNEL = "pairwatch_changes"
READERS = 4

# A replica that is stopped in the middle of a write must not stop the others: the server ends its session.
# A server that is gone is noticed in about 15 seconds.
SETTINGS = {
    "timezone": "UTC",
    "idle_in_transaction_session_timeout": "5s",
    "lock_timeout": "8s",
    "statement_timeout": "30s",
}
TCP: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}

# The lock is waited for before the clock is read: targets are evaluated in order.
_LOCK_AND_TIME = text(
    f"SELECT pg_advisory_xact_lock({WRITE_LOCK}), clock_timestamp(), pg_current_xact_id()::text"
)
_LOCK = text(f"SELECT pg_advisory_xact_lock({WRITE_LOCK}), pg_current_xact_id()::text")
_TIME = text("SELECT clock_timestamp()")


class Postgresql:
    """The database at `url`. A `clock` is given by tests only."""

    is_shared = True

    def __init__(self, url: URL, clock: Clock | None) -> None:
        tables.prepare_for_postgresql()
        self._clock = clock
        self._local = SystemClock()
        self._ahead = timedelta(0)
        self._mark = ""
        self.replica = secrets.token_hex(8)
        options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        self.url = url.set(drivername="postgresql+psycopg").difference_update_query(["options"])
        self.writers = create_engine(
            self.url,
            pool_size=READERS + 1,
            max_overflow=1,
            hide_parameters=True,  # what people wrote does not belong into the log
            connect_args={**TCP, "options": options, "application_name": "pairwatch"},
        )
        self.readers = self.writers.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    def begin_writing(self, connection: Connection) -> datetime:
        if self._clock is not None:
            self._mark = connection.execute(_LOCK).one()[1]
            return self._clock.now()
        _, now, self._mark = connection.execute(_LOCK_AND_TIME).one()
        return self._learn(now)

    def begin_schema(self, connection: Connection) -> None:
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})"))

    def tell_time(self, connection: Connection) -> datetime:
        if self._clock is not None:
            return self._clock.now()
        return self._learn(connection.execute(_TIME).scalar_one())

    def now(self) -> datetime:
        return self._clock.now() if self._clock is not None else self._local.now() + self._ahead

    def announce(self, connection: Connection, seq: int) -> None:
        connection.execute(
            text("SELECT pg_notify(:channel, :seq)"), {"channel": CHANNEL, "seq": f"{seq} {self.replica}"}
        )

    def transaction_mark(self, connection: Connection) -> str:
        return self._mark

    def was_committed(self, connection: Connection, mark: str) -> bool | None:
        try:
            status = connection.execute(
                text("SELECT pg_xact_status(CAST(:mark AS xid8))"), {"mark": mark}
            ).scalar()
        except DBAPIError as error:
            if isinstance(error.orig, errors.InvalidParameterValue):
                return False  # "in the future": a standby that never heard of it has taken over
            raise
        return None if status == "in progress" else status == "committed"

    def is_lost(self, error: DBAPIError) -> bool:
        if error.connection_invalidated or isinstance(
            error.orig, errors.QueryCanceled | errors.LockNotAvailable
        ):
            return True
        # Without a code of the server it is the network's, or there is no server.
        orig = error.orig
        if not isinstance(orig, psycopg.Error):
            return False
        code = orig.sqlstate
        return isinstance(orig, psycopg.OperationalError) and (
            code is None or code[:2] in {"08", "57", "40", "53", "25"}
        )

    def set_back(self) -> timedelta:
        return timedelta(0)

    def forget_set_back(self, back: timedelta) -> None:
        pass

    def remember(self, last_at: datetime | None) -> None:
        pass

    def _learn(self, now: datetime) -> datetime:
        now = now.astimezone(UTC)
        self._ahead = now - self._local.now()
        return now
