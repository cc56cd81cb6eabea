"""Output as it comes: its beginning and its end are kept in memory, all of it in a file, and what is new is
there to be shown. Written from any thread, taken from any other."""

from __future__ import annotations

import os
import threading
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

KEPT = 1_000_000
"""Bytes in memory: one half is the beginning, one the end."""
LONGEST = 200_000_000
"""Bytes; who writes more is ended, and the disk stays usable."""
FILES_LIVE = timedelta(days=14)

_IN_MEMORY = 64_000
"""What is shorter needs no file."""
_HALF = KEPT // 2
_PENDING = 16_000
"""Bytes between two looks; what comes faster could not be read anyway and is left out of the view."""


class Output:
    """`folder` None: no file is made. `path` is the file; None while there is none."""

    def __init__(self, result_id: UUID, folder: Path | None = None) -> None:
        self.size = 0
        self.lines = 0
        self.path: Path | None = None
        self._would_be = folder / f"{result_id}.txt" if folder is not None else None
        self._file: int | None = None
        self._lock = threading.Lock()
        self._head = bytearray()
        self._tail = bytearray()
        self._pending = bytearray()
        self._skipped = 0
        self._ends_line = True

    def write(self, data: bytes) -> bool:
        """Take `data`; False when there is more than anybody wants, and the rest is dropped. OSError of the
        file (a full disk) ends the file only."""
        with self._lock:
            if self.size >= LONGEST:
                return False
            if not data:
                return True
            self.lines += data.count(b"\n") + (1 if self._ends_line else 0) - (data[-1:] == b"\n")
            self._ends_line = data[-1:] == b"\n"
            self._keep(data)
            self._to_file(data)
            self._pending += data
            if len(self._pending) > _PENDING:
                self._skipped += len(self._pending) - _PENDING
                del self._pending[:-_PENDING]
            return self.size < LONGEST

    def take(self) -> tuple[bytes, int]:
        """What came since the last time, and how many bytes before it came too fast to be shown."""
        with self._lock:
            data, skipped = bytes(self._pending), self._skipped
            self._pending.clear()
            self._skipped = 0
            return data, skipped

    def so_far(self, most: int) -> tuple[bytes, int]:
        """The last `most` bytes, and how many come before them; `take` gives what comes after these."""
        with self._lock:
            self._pending.clear()
            self._skipped = 0
            held = bytes(self._tail) if len(self._tail) >= most else bytes(self._head) + bytes(self._tail)
            if len(self._head) + len(self._tail) < self.size and len(self._tail) < most:
                held = bytes(self._tail)
            data = held[-most:]
            return data, self.size - len(data)

    @property
    def kept(self) -> bytes:
        """All of it, or its beginning and its end with a line between them that says how much is not
        here."""
        with self._lock:
            left_out = self.size - len(self._head) - min(len(self._tail), _HALF)
            tail = bytes(self._tail[-_HALF:])
            if left_out <= 0:
                return bytes(self._head) + tail
            return bytes(self._head) + f"\n… {left_out:,} bytes …\n".encode() + tail

    def close(self) -> None:
        """No more comes. Called again it does nothing."""
        with self._lock:
            file, self._file = self._file, None
            self._would_be = None
        if file is not None:
            os.close(file)

    def _keep(self, data: bytes) -> None:
        self.size += len(data)
        room = _HALF - len(self._head)
        if room > 0:
            self._head += data[:room]
            data = data[room:]
        self._tail += data
        if len(self._tail) > 2 * _HALF:
            del self._tail[:-_HALF]

    def _to_file(self, data: bytes) -> None:
        if self._file is None:
            if self._would_be is None or self.size <= _IN_MEMORY:
                return
            data = bytes(self._head) + bytes(self._tail)
            if len(data) < self.size:  # the file could not be made before, and some is gone
                return
            try:
                self._file = _private_file(self._would_be)
            except OSError:
                self._would_be = None
                return
            self.path = self._would_be
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self._file, view) :]
        except OSError:
            os.close(self._file)
            self._file = self._would_be = None


def forget_old(folder: Path, now: datetime) -> int:
    """Remove the files of outputs that are older than two weeks; gives how many."""
    removed = 0
    for file in folder.glob("*.txt"):
        try:
            if now.timestamp() - file.lstat().st_mtime > FILES_LIVE.total_seconds():
                file.unlink()
                removed += 1
        except FileNotFoundError:
            continue
    return removed


def _private_file(path: Path) -> int:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    return os.open(path, flags, 0o600)
