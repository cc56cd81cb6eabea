"""Which commands a person said may run again without being asked: exactly this text, from exactly this
run-book and source, with exactly these variables. What is changed asks again, and so does a value that is no
plain name."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.core.fixing.diagnostic import Diagnostic
from desktop.core.fixing.run_book import RunBook
from desktop.formats.shell.bound import is_plain

MOST = 2_000
"""Remembered; the oldest are forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandOrigin:
    """Where a command comes from. `source` is app, folder, git or sample, `path` the file there."""

    run_book_id: str
    source: str
    path: str = ""


def origin_of(run_book: RunBook) -> CommandOrigin:
    return CommandOrigin(run_book_id=run_book.id, source=run_book.source.value, path=run_book.path)


def digest_of(diagnostic: Diagnostic, origin: CommandOrigin) -> str:
    """What is remembered: of the command, its origin and the names of its variables, in an encoding in which
    no two are the same."""
    told = [
        *("pairwatch command 1", diagnostic.command, origin.run_book_id, origin.source, origin.path),
        sorted(diagnostic.variables),
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


class Consent:
    """Kept in a file that nobody else can read or write; whoever can, can run commands anyway. A file that
    is damaged, or that others could have written, remembers nothing."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def may_run(self, diagnostic: Diagnostic, origin: CommandOrigin, values: Mapping[str, str]) -> bool:
        """Whether it may run without being asked: it was remembered, and every value is plain."""
        if digest_of(diagnostic, origin) not in self._read():
            return False
        return all(is_plain(values.get(name, "")) for name in diagnostic.variables)

    def is_remembered(self, diagnostic: Diagnostic, origin: CommandOrigin) -> bool:
        return digest_of(diagnostic, origin) in self._read()

    def remember(self, diagnostic: Diagnostic, origin: CommandOrigin) -> None:
        """From now on. Raises OSError."""
        digest = digest_of(diagnostic, origin)
        kept = [one for one in self._read() if one != digest]
        self._write([*kept, digest][-MOST:])

    def forget(self, diagnostic: Diagnostic, origin: CommandOrigin) -> None:
        """Ask again the next time. Raises OSError."""
        digest = digest_of(diagnostic, origin)
        self._write([one for one in self._read() if one != digest])

    def _read(self) -> list[str]:
        try:
            descriptor = os.open(self._file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        except OSError:
            return []
        with os.fdopen(descriptor, encoding="utf-8", errors="replace") as file:
            status = os.fstat(file.fileno())
            if os.name == "posix" and (status.st_uid != os.getuid() or status.st_mode & 0o077):
                return []
            try:
                found = json.load(file)
            except ValueError:
                return []
        return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []

    def _write(self, digests: list[str]) -> None:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Made with mode 0600, and complete before it is there.
        descriptor, name = tempfile.mkstemp(dir=self._file.parent, prefix=f".{self._file.name}.")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(digests, file)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, self._file)
        except BaseException:
            os.unlink(name)
            raise
