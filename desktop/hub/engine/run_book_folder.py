"""A folder of run-books, looked at every few seconds. Looking costs a system call for each file; what did not
change is not read again."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from desktop.clock import Clock
from desktop.core.fixing.run_book import RunBookProblem, RunBookSource
from desktop.formats.run_book.digest import LONGEST, digest
from desktop.hub.engine.run_book_source import (
    ENDINGS,
    MOST_FILES,
    CannotFollow,
    refusal,
    too_many,
    understood,
)
from desktop.hub.usecases.fixing.run_book_reading import RunBookFile
from desktop.oslayer.daemon_threads import DaemonThreads

_FRESH = timedelta(seconds=2)
"""A file that was changed so shortly before may change again without another time of change."""
_DEEPEST = 30


@dataclass(frozen=True, slots=True)
class _Known:
    """`signature` None: to be read again."""

    signature: tuple[int, ...] | None
    version: str


class RunBookFolderFiles:
    """The Markdown files below `folder`. Hidden ones and what symbolic links name outside of it are none of
    them."""

    def __init__(self, folder: str, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._known: dict[str, _Known] = {}
        # A folder on a server that does not answer must not keep the hub from ending.
        self._threads = DaemonThreads("run-books")

    async def look(self) -> dict[str, str]:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._look)

    async def read(self, paths: Sequence[str]) -> list[RunBookFile]:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._read_all, paths)

    async def close(self) -> None:
        pass  # nothing is open

    def _look(self) -> dict[str, str]:
        root = os.path.realpath(self._folder)
        found: dict[str, _Known] = {}
        for path, real in _files(root):
            with suppress(FileNotFoundError):  # gone since
                found[path] = self._version(path, real)
            if len(found) > MOST_FILES:
                raise too_many()
        self._known = found
        return {path: known.version for path, known in found.items()}

    def _version(self, path: str, real: str) -> _Known:
        status = os.stat(real)
        signature = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        known = self._known.get(path)
        if known is not None and known.signature == signature:
            return known
        try:
            version, _, _ = _content(real)
        except OSError as error:
            # In the middle of an incident an old text is better than none.
            return _Known(None, known.version) if known is not None else _Known(None, _unreadable(error)[0])
        changed = datetime.fromtimestamp(max(status.st_mtime, status.st_ctime), UTC)
        is_settled = self._clock.now() - changed > _FRESH
        return _Known(signature if is_settled else None, version)

    def _read_all(self, paths: Sequence[str]) -> list[RunBookFile]:
        return [file for path in paths for file in self._read(path)]

    def _read(self, path: str) -> Iterator[RunBookFile]:
        root = os.path.realpath(self._folder)
        real = os.path.realpath(os.path.join(root, path))
        if not _is_inside(real, root):
            return
        try:
            changed_at = datetime.fromtimestamp(os.stat(real).st_mtime, UTC)
            version, text, problem = _content(real)
        except FileNotFoundError:
            return
        except OSError as error:
            changed_at = self._clock.now()
            (version, problem), text = _unreadable(error), ""
        yield RunBookFile(
            id="",
            text=text,
            problem=problem,
            source=RunBookSource.FOLDER,
            path=path,
            version=version,
            changed_at=changed_at,
        )


def _files(root: str) -> Iterator[tuple[str, str]]:
    """Path within the folder, with slashes, and the real path of each file. Raises CannotFollow."""
    waiting = [("", root, 0)]
    while waiting:
        prefix, folder, depth = waiting.pop()
        for entry in _entries(folder):
            path = f"{prefix}{entry.name}"
            if entry.name.startswith(".") or not _is_text(path):
                continue
            if entry.is_dir(follow_symlinks=False):
                if depth < _DEEPEST:
                    waiting.append((f"{path}/", entry.path, depth + 1))
            elif entry.name.lower().endswith(ENDINGS):
                real = os.path.realpath(entry.path)
                if _is_inside(real, root) and os.path.isfile(real):
                    yield path, real


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise CannotFollow(
            f"The folder {folder} cannot be read: {error.strerror}.",
            "See that it is there and that the hub may read it.",
        ) from error


def _content(real: str) -> tuple[str, str, RunBookProblem | None]:
    """Version, text and problem of a file. Raises OSError."""
    # A link or a pipe that took the place of the file since it was looked at is not followed, nor waited for.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with open(real, "rb", opener=partial(_open, flags)) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise FileNotFoundError(real)
        if status.st_size > LONGEST:
            return refusal(f"{status.st_mtime_ns}", status.st_size)
        return understood(file.read(LONGEST + 1))


def _open(flags: int, path: str, _usual: int) -> int:
    return os.open(path, flags)


def _unreadable(error: OSError) -> tuple[str, RunBookProblem]:
    why = error.strerror or type(error).__name__
    problem = RunBookProblem(
        line=0, sentence=f"This file cannot be read: {why}.", remedy="Let the hub's account read it."
    )
    return f"refused-{digest(why, length=16)}", problem


def _is_inside(real: str, root: str) -> bool:
    return real.startswith(root.rstrip(os.sep) + os.sep)


def _is_text(path: str) -> bool:
    """Whether the name can be told: one that is not in the system's encoding cannot."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return "\n" not in path and "\0" not in path
