"""The process that reads run-books: files on standard input, run-books on standard output.

python -P -m desktop.hub.usecases.fixing.run_book_process
"""

from __future__ import annotations

import sys

import msgspec

from desktop.formats.run_book.reader import read_run_book
from desktop.hub.usecases.fixing.run_book_reading import RunBookFile


def main() -> int:
    """Read all; ends when all is told."""
    files = msgspec.json.decode(sys.stdin.buffer.read(), type=list[RunBookFile])
    books = [
        read_run_book(
            file.text,
            id=file.id,
            changed_at=file.changed_at,
            source=file.source,
            path=file.path,
            changed_by=file.changed_by,
        )
        for file in files
    ]
    sys.stdout.buffer.write(msgspec.json.encode(books))
    return 0


if __name__ == "__main__":
    sys.exit(main())
