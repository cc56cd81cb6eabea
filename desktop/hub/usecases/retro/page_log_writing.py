"""The page log as a file that is kept current: which file, and the process that writes it, which lives for
one writing. A hundred thousand rows and what makes a workbook of them are not the hub's to carry."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import msgspec

from desktop.core.errors import PairwatchError
from desktop.core.retro.page_log import LogPage
from desktop.core.retro.page_row import PageRow
from desktop.hub.store.retro.page_log import Asked
from desktop.hub.store.store import Store
from desktop.hub.usecases.retro.page_log import read_log
from desktop.hub.usecases.team.toml_table import TomlTable

PATIENCE = timedelta(minutes=10)
_ENDING = timedelta(seconds=5)
_AT_ONCE = 500
_KINDS = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLogSetting:
    """The [page_log] of a team file."""

    file: str

    def beside(self, team_file: Path) -> PageLogSetting:
        """The same, a relative file being meant from where the team file is."""
        return replace(self, file=str(team_file.absolute().parent / Path(self.file).expanduser()))


class NotWritten(PairwatchError):
    """The file could not be written; the one that was there is as it was."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What the process is told first; lines with rows follow."""

    file: str
    made_at: datetime


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What it says at the end: how many pages are in the file, or why there is none."""

    pages: int = 0
    problem: str = ""


def read_setting(table: TomlTable) -> PageLogSetting | None:
    """None when the table names no file. Raises InvalidTeamFile."""
    file = table.text("file", "")
    table.finish()
    if file and Path(file).suffix.lower() not in _KINDS:
        table.reject("file is neither .xlsx nor .csv.", 'Write it as file = "/srv/share/page-log.xlsx".')
    return PageLogSetting(file=file) if file else None


async def write_file(store: Store, setting: PageLogSetting, patience: timedelta = PATIENCE) -> int:
    """Write all pages so far in place of the file, whole or not at all; how many. Raises NotWritten."""
    process = await asyncio.create_subprocess_exec(
        # -P: a folder called `desktop` where the hub was started must not be taken for ours.
        *(sys.executable, "-P", "-m", "desktop.hub.usecases.retro.page_log_process"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the hub
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        async with asyncio.timeout(patience.total_seconds()):
            made_at = store.now()
            order = Order(file=setting.file, made_at=made_at)
            process.stdin.write(msgspec.json.encode(order) + b"\n")
            count = 0
            async for piece in _pieces(store, made_at):
                count = piece.total
                process.stdin.write(msgspec.json.encode(piece.rows) + b"\n")
                await process.stdin.drain()
            process.stdin.write(msgspec.json.encode(count))
            process.stdin.close()
            said = await process.stdout.read()
        written = msgspec.json.decode(said, type=Written)
    except (TimeoutError, OSError, msgspec.DecodeError) as error:
        raise NotWritten("The page log's file takes too long to write.", "It is tried again.") from error
    finally:
        # Without the end of its input it takes away what it began, and ends.
        process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), _ENDING.total_seconds())
        except TimeoutError:
            process.kill()
            await process.wait()
    if written.problem:
        raise NotWritten(f"The page log's file was not written: {written.problem}.", "Look at [page_log].")
    return written.pages


async def _pieces(store: Store, end: datetime) -> AsyncIterator[LogPage]:
    asked, after = Asked(end=end + timedelta(microseconds=1)), ""
    while True:
        piece = await store.read(partial(read_log, asked=asked, after=after, limit=_AT_ONCE))
        yield piece
        if not piece.after:
            return
        after = piece.after


def rows_of(line: bytes) -> Sequence[PageRow]:
    """The rows of a line."""
    return _rows.decode(line)


_rows = msgspec.json.Decoder(tuple[PageRow, ...])
