"""The process that writes the page log's file once, and ends.

python -P -m desktop.hub.usecases.retro.page_log_process < order and rows > how many
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec

from desktop.core.errors import PairwatchError
from desktop.core.retro.page_row import PageRow
from desktop.formats.page_log.csv_text import write_csv
from desktop.formats.page_log.workbook import write_xlsx
from desktop.hub.usecases.retro.page_log_writing import Order, Written, rows_of


def main() -> int:
    """Write one file."""
    if hasattr(os, "nice"):
        os.nice(10)  # whoever is paged meanwhile comes first
    lines = sys.stdin.buffer
    order = msgspec.json.decode(lines.readline(), type=Order)
    try:
        said = Written(pages=_write(order, _Rows(lines)))
    except OSError as error:
        said = Written(problem=error.strerror or str(error))
    except PairwatchError as error:
        said = Written(problem=error.sentence.rstrip("."))
    sys.stdout.buffer.write(msgspec.json.encode(said))
    return 0


class _Rows:
    """The rows, and after them how many the hub counts."""

    def __init__(self, lines: IO[bytes]) -> None:
        self._lines = lines
        self.count = -1

    def __iter__(self) -> Iterator[PageRow]:
        for line in self._lines:
            if line.startswith(b"["):
                yield from rows_of(line)
            else:
                self.count = int(line)
        if self.count < 0:
            raise OSError("the hub ended before it had told all pages")


def _write(order: Order, rows: _Rows) -> int:
    path = Path(order.file)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with suppress(OSError):  # a share may know no modes
            temporary.chmod(0o644)
        if path.suffix.lower() == ".csv":
            with os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="") as text:
                pages = write_csv(text, rows)
        else:
            with os.fdopen(descriptor, "wb") as out:
                pages = write_xlsx(out, rows, lambda: rows.count, order.made_at)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return pages


if __name__ == "__main__":
    sys.exit(main())
