"""Reads run-books' files in a process of its own that lives for one round.

So what reading needs (YAML, Markdown: 6 MB, and much more for a large file) is not the hub's, and a file made
to be slow costs a minute of another process, not the hub's breath.
"""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from desktop.core.fixing.run_book import RunBook, RunBookProblem, RunBookSource, refused_run_book

_log = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=60)
BATCH_FILES = 200
BATCH_CHARACTERS = 4_000_000

_books = msgspec.json.Decoder(list[RunBook])


@dataclass(frozen=True, slots=True, kw_only=True)
class RunBookFile:
    """A file to be read; `problem` instead of a text: it is shown, and why it cannot be read."""

    id: str
    text: str = ""
    problem: RunBookProblem | None = None
    source: RunBookSource = RunBookSource.APP
    path: str = ""
    version: str = ""
    changed_by: str = ""
    changed_at: datetime


async def read_files(files: Sequence[RunBookFile], patience: timedelta = PATIENCE) -> list[RunBook]:
    """A run-book for each file, in their order, whatever they hold. Raises OSError when no process can be
    started."""
    found = []
    for batch in _batches(files):
        found += await _read(batch, patience)
    return found


async def _read(batch: Sequence[RunBookFile], patience: timedelta) -> list[RunBook]:
    texts = [file for file in batch if file.problem is None]
    read = iter(await _in_child(texts, patience) if texts else [])
    return [_refused(file, file.problem) if file.problem is not None else next(read) for file in batch]


async def _in_child(batch: Sequence[RunBookFile], patience: timedelta) -> list[RunBook]:
    process = await asyncio.create_subprocess_exec(
        # -P: a folder called `desktop` where the hub was started must not be taken for ours.
        *(sys.executable, "-P", "-m", "desktop.hub.usecases.fixing.run_book_process"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the hub
    )
    try:
        async with asyncio.timeout(patience.total_seconds()):
            said, _ = await process.communicate(msgspec.json.encode(batch))
        found = _books.decode(said)
        if len(found) == len(batch):
            return found
    except (TimeoutError, msgspec.DecodeError):
        _log.warning("reading %d run-books failed", len(batch))
    finally:
        await _end(process)
    if len(batch) > 1:
        # One of them is the culprit; the others are innocent.
        return [book for file in batch for book in await _in_child([file], patience)]
    cause = RunBookProblem(
        line=0, sentence="This file takes too long to read.", remedy="Make it simpler, or part it in two."
    )
    return [_refused(file, cause) for file in batch]


async def _end(process: Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
    await process.wait()


def _refused(file: RunBookFile, problem: RunBookProblem) -> RunBook:
    return refused_run_book(
        problem,
        id=file.id,
        changed_at=file.changed_at,
        source=file.source,
        path=file.path,
        version=file.version,
    )


def _batches(files: Sequence[RunBookFile]) -> Iterator[Sequence[RunBookFile]]:
    batch: list[RunBookFile] = []
    characters = 0
    for file in files:
        if batch and (len(batch) == BATCH_FILES or characters + len(file.text) > BATCH_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(file)
        characters += len(file.text)
    if batch:
        yield batch
