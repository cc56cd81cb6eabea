"""A transaction as the usecases see it: a connection, a time, and changes that go out after the commit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, func, select

from desktop.core.team.team import Team
from desktop.hub.store import tables
from desktop.wire.feed import Change


@dataclass(slots=True)
class TeamCache:
    """The team that was read last, by its revision. Shared by all threads: replaced as a whole, never
    changed."""

    known: tuple[str, Team] | None = None


@dataclass(slots=True)
class Batch:
    """What the functions of one write batch share. `changes` are those of the functions that succeeded."""

    connection: Connection
    now: datetime
    teams: TeamCache
    changes: list[Change] = field(default_factory=list)
    _last_seq: int | None = None

    def last_seq(self) -> int:
        """The sequence number that the next change follows. No other transaction writes meanwhile, on either
        database, so that numbers have neither gaps nor doubles and are in the order of commits."""
        if self.changes:
            return self.changes[-1].seq
        if self._last_seq is None:
            self._last_seq = self.connection.scalar(select(func.max(tables.changes.c.seq))) or 0
        return self._last_seq


class Transaction:
    """One function's part of a batch, or one consistent look at the data.

    A write may be run again after a lost connection: nothing outside the database may be changed in it.
    """

    __slots__ = ("_batch", "_tell_time", "_time", "changes", "connection", "teams")

    def __init__(
        self,
        connection: Connection,
        teams: TeamCache,
        tell_time: Callable[[], datetime],
        batch: Batch | None = None,
    ) -> None:
        self.connection = connection
        self.teams = teams
        self.changes: list[Change] = []
        self._batch = batch
        self._tell_time = tell_time
        self._time: datetime | None = None

    @property
    def now(self) -> datetime:
        """The hub's time, the same for the whole transaction."""
        if self._time is None:
            self._time = self._tell_time()
        return self._time

    def next_seq(self) -> int:
        """The number for the next change. Raises TypeError when this transaction only reads."""
        if self._batch is None:
            raise TypeError("a change can only be made in a write")
        return (self.changes[-1].seq if self.changes else self._batch.last_seq()) + 1
