"""The page log written into a file: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from desktop.core.errors import PairwatchError
from desktop.core.retro.page_row import PageRow


def export_xlsx(
    path: Path,
    rows: Sequence[PageRow],
    hub_count: int,
    made_at: datetime,
    progress: Callable[[int], None] = lambda _count: None,
) -> int:
    """Write a workbook; how many pages are in it. Blocks: some 15 seconds for 100,000. Raises
    PairwatchError."""
    from desktop.formats.page_log.workbook import write_xlsx

    with _in_place_of(path) as temporary, temporary.open("wb") as out:
        return write_xlsx(out, rows, hub_count, made_at, progress)


def export_csv(path: Path, rows: Sequence[PageRow], *, bom: bool = False) -> int:
    """Write UTF-8; how many pages are in it. `bom`: begin with the mark by which some programs know UTF-8.
    Raises PairwatchError."""
    from desktop.formats.page_log.csv_text import write_csv

    encoding = "utf-8-sig" if bom else "utf-8"
    with _in_place_of(path) as temporary, temporary.open("w", encoding=encoding, newline="") as out:
        return write_csv(out, rows)


@contextmanager
def _in_place_of(path: Path) -> Iterator[Path]:
    """A new file that takes the place of `path` once it is whole and closed."""
    temporary = _beside(path)
    try:
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise _not_written(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    """A new empty file in the same folder."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise _not_written(path, error) from error
    with suppress(OSError):
        Path(name).chmod(0o644)
    os.close(descriptor)
    return Path(name)


def _not_written(path: Path, error: OSError) -> PairwatchError:
    return PairwatchError(
        f"{path} was not written: {error.strerror or error}.", "Choose a folder that you may write to."
    )
