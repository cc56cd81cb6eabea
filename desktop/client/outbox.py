"""The outbox: commands that the hub has not answered yet, on disk before anything else happens to them."""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import msgspec

from desktop.client.state import PendingCommand
from desktop.core.incident.commands import AddNote, Command, ConfirmRinging
from desktop.wire.command import COMMANDS
from desktop.wire.tagged import UnknownType

_log = logging.getLogger(__name__)

_SCHEMA = """
CREATE TABLE IF NOT EXISTS outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    queued_at TEXT NOT NULL,
    command BLOB NOT NULL
)
"""


class Outbox:
    """One file of one desktop. For one thread; `pending` is in the order of asking.

    When the disk fails, a command is kept in memory and sent all the same: better heard by the hub and
    forgotten by a crash than not heard.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._database = self._open()
        self.pending: tuple[PendingCommand, ...] = self._load()

    def put(
        self, command: Command, queued_at: datetime, newest_page_at: datetime | None = None
    ) -> PendingCommand | None:
        """Keep `command`, on disk when this returns; None when the same is pending already (pressed twice).

        It is not the same when a new page (`newest_page_at`, by the hub's clock) came in between: that one
        rings until it is answered too.
        """
        if self._has(command, newest_page_at):
            return None
        pending = PendingCommand(key=uuid4(), command=command, queued_at=queued_at)
        self.pending = (*self.pending, pending)
        self._write(
            "INSERT INTO outbox (key, queued_at, command) VALUES (?, ?, ?)",
            (str(pending.key), queued_at.isoformat(), COMMANDS.encode(command)),
        )
        return pending

    def remove(self, key: UUID) -> None:
        """The hub answered it, or never will."""
        self.pending = tuple(pending for pending in self.pending if pending.key != key)
        self._write("DELETE FROM outbox WHERE key = ?", (str(key),))

    def close(self) -> None:
        """Close the file, until something is put again; twice is harmless."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def _has(self, command: Command, newest_page_at: datetime | None) -> bool:
        """Whether the same was asked already and nothing that would make it mean something else was asked
        since."""
        for pending in reversed(self.pending):
            if pending.command.incident_id != command.incident_id:
                continue
            if replace(pending.command, pressed_at=command.pressed_at) == command:
                return newest_page_at is None or newest_page_at <= pending.command.pressed_at
            if not isinstance(pending.command, AddNote | ConfirmRinging):
                return False
        return False

    def _open(self) -> sqlite3.Connection | None:
        try:
            return self._connect()
        except (OSError, sqlite3.OperationalError) as error:
            _log.warning("no outbox on disk, commands are kept in memory: %s", error)
            return None
        except sqlite3.DatabaseError as error:
            broken = self._path.with_name(self._path.name + ".broken")
            _log.warning("the outbox cannot be read (%s); put aside as %s", error, broken.name)
        try:
            self._path.replace(broken)
            return self._connect()
        except (OSError, sqlite3.Error) as error:
            _log.warning("no outbox on disk, commands are kept in memory: %s", error)
            return None

    def _connect(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch(mode=0o600, exist_ok=True)
        database = sqlite3.connect(self._path, isolation_level=None, timeout=1)
        try:
            # One fsync for each command, before `put` returns; a WAL without FULL would wait for the
            # checkpoint.
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = FULL")
            database.execute(_SCHEMA)
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _load(self) -> tuple[PendingCommand, ...]:
        if self._database is None:
            return ()
        found: list[PendingCommand] = []
        try:
            rows = self._database.execute("SELECT key, queued_at, command FROM outbox ORDER BY position")
            for key, queued_at, command in rows:
                try:
                    found.append(
                        PendingCommand(
                            key=UUID(key),
                            command=COMMANDS.decode(command),
                            queued_at=datetime.fromisoformat(queued_at),
                        )
                    )
                except (UnknownType, ValueError, msgspec.DecodeError) as error:
                    # It stays on disk: a newer Pairwatch wrote it and may come back.
                    _log.warning("a command in the outbox is not understood: %s", error)
        except sqlite3.Error as error:
            _log.warning("the outbox could not be read to its end: %s", error)
        return tuple(found)

    def _write(self, statement: str, values: tuple[str | bytes, ...]) -> None:
        if self._database is None:
            # The disk failed before, or something is pressed while the program ends.
            self._database = self._open()
        try:
            if self._database is not None:
                self._database.execute(statement, values)
        except sqlite3.Error as error:
            _log.warning("the outbox could not be written: %s", error)
